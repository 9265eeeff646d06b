import type { AccountDetail } from "@congthu/shared/api/accounts";
import { formatDay, formatTime } from "@congthu/shared/dates";
import { Alert, Text } from "@mantine/core";
import { t } from "../i18n/t.ts";
import { readAccountLife } from "../provisioning/api.ts";
import { Block } from "../ui/Block.tsx";
import { useLoad } from "../use-load.ts";

/** Each step of an account's life with its paper, and what comes of itself and when. */
export function AccountLife({ account }: { account: AccountDetail }) {
  const { value } = useLoad(`${account.id} ${account.statusAt} ${account.agencyId}`, () => readAccountLife(account.id));
  if (!value || (value.steps.length === 0 && value.next === null)) return null;
  return (
    <Block title={t("life.title")}>
      {value.next && (
        <Alert color="gold" variant="light" mb="xs">
          {t(`life.next.${value.next.act}`, { day: formatDay(value.next.day) })}
        </Alert>
      )}
      {value.hold && <Text size="sm">{t("life.hold", { why: value.hold })}</Text>}
      {value.steps.map((step) => (
        <Text key={`${step.at} ${step.act}`} size="sm" mb={6}>
          {formatTime(step.at)} · <b>{t(`life.act.${step.act}`)}</b> · {t(`reason.${step.reason}`)}
          <Text span size="sm" c="var(--ink-2)" display="block">
            {[
              step.requestedBy ?? "",
              step.document,
              step.documentDay ? formatDay(step.documentDay) : "",
              step.actor ?? t("audit.system"),
              step.note,
            ]
              .filter((x) => x !== "")
              .join(" · ")}
          </Text>
        </Text>
      ))}
    </Block>
  );
}
