import { Drawer, Loader } from "@mantine/core";
import { readAccount } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Failure } from "../ui/Failure.tsx";
import { useLoad } from "../use-load.ts";
import { AccountView } from "./AccountView.tsx";

type Props = { accountId: string; onClose: () => void; onChanged: () => void };

/** One account, drawn in from the right beside the list. */
export function AccountDrawer({ accountId, onClose, onChanged }: Props) {
  const { value, error, reload, put } = useLoad(accountId, () => readAccount(accountId));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="34rem"
      title={t("account.title")}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!value && error === undefined && <Loader size="sm" />}
      {value && (
        <AccountView
          account={value}
          onChanged={(account) => {
            put(account);
            onChanged();
          }}
        />
      )}
    </Drawer>
  );
}
