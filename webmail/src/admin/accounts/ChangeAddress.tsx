import type { AccountDetail } from "@congthu/shared/api/accounts";
import { Text } from "@mantine/core";
import { toast } from "../../ui/toast.tsx";
import { proposeAddresses } from "../api.ts";
import { t } from "../i18n/t.ts";
import { changeAddress } from "../provisioning/api.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useLoad } from "../use-load.ts";
import { AddressChoice, useAddressChoice } from "./AddressChoice.tsx";

type Props = { account: AccountDetail; onClose: () => void; onDone: (account: AccountDetail) => void };

/** Gives an account another address, one of those the province's rule proposes or one by hand; the old one goes on as an alias. */
export function ChangeAddress({ account, onClose, onDone }: Props) {
  const { agencyId, kind, name: fullName, unit } = account;
  const proposals = useLoad(`address ${account.id}`, (signal) =>
    proposeAddresses({ agencyId, kind, fullName, unit }, signal),
  );
  const domain = proposals.value?.domain ?? "";
  const offered = proposals.value?.localParts ?? [];
  const choice = useAddressChoice(offered);
  const submit = async () => {
    const changed = await changeAddress(account.id, choice.localPart);
    toast(t("address.changed", { address: changed.address }));
    onDone(changed);
  };
  return (
    <FormDialog
      title={t("address.title", { name: account.name })}
      submit={t("address.change")}
      disabled={choice.localPart === "" || domain === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("address.hint", { address: account.address })}</Text>
      <AddressChoice label={t("address.new")} ready={domain !== ""} {...{ offered, domain, choice }} />
    </FormDialog>
  );
}
