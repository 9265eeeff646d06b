import type { AccountDetail } from "@congthu/shared/api/accounts";
import { formatTime } from "@congthu/shared/dates";
import { Loader, Text } from "@mantine/core";
import { listAudit } from "../api.ts";
import { detailText } from "../audit/model.ts";
import { t } from "../i18n/t.ts";
import { Block } from "../ui/Block.tsx";
import { useLoad } from "../use-load.ts";

/** What was done with an account lately, from the audit. */
export function AccountHistory({ account }: { account: AccountDetail }) {
  const { value } = useLoad(`${account.id} ${account.statusAt} ${account.passwordAt}`, () =>
    listAudit({ subjectId: account.id, limit: 10 }),
  );
  return (
    <Block title={t("account.history")}>
      {!value && <Loader size="sm" />}
      {value?.items.length === 0 && (
        <Text size="sm" c="var(--ink-2)">
          {t("account.history.none")}
        </Text>
      )}
      {value?.items.map((entry) => (
        <Text key={entry.seq} size="sm" mb={6}>
          {formatTime(entry.at)} · <b>{t(`audit.${entry.action}`)}</b> · {entry.actor?.name ?? t("audit.system")}
          {detailText(entry) && (
            <Text span size="sm" c="var(--ink-2)" display="block">
              {detailText(entry)}
            </Text>
          )}
        </Text>
      ))}
    </Block>
  );
}
