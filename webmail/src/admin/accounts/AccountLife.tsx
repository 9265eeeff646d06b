import type { AccountDetail } from "@congthu/shared/api/accounts";
import { formatDay, formatTime } from "@congthu/shared/dates";
import { Alert, Button, Text } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n/t.ts";
import { readAccountLife } from "../provisioning/api.ts";
import { Block } from "../ui/Block.tsx";
import { useLoad } from "../use-load.ts";
import { HoldAccount } from "./HoldAccount.tsx";

/** Each step of an account's life with its paper, and what comes of itself and when. */
export function AccountLife({ account }: { account: AccountDetail }) {
  const life = useLoad(`${account.id} ${account.statusAt} ${account.agencyId}`, () => readAccountLife(account.id));
  const [holding, setHolding] = useState(false);
  const { value } = life;
  const mayHold = account.may.includes("account.depart");
  if (!value || (value.steps.length === 0 && value.next === null && !mayHold)) return null;
  return (
    <Block title={t("life.title")}>
      {value.next && (
        <Alert color="gold" variant="light" mb="xs">
          {t(`life.next.${value.next.act}`, { day: formatDay(value.next.day) })}
        </Alert>
      )}
      {value.hold && <Text size="sm">{t("life.hold", { why: value.hold })}</Text>}
      {mayHold && (
        <Button size="compact-md" variant="default" my={6} onClick={() => setHolding(true)}>
          {t(value.hold ? "hold.lift" : "hold.title")}
        </Button>
      )}
      {holding && (
        <HoldAccount
          account={account}
          hold={value.hold}
          onClose={() => setHolding(false)}
          onDone={() => {
            setHolding(false);
            life.reload();
          }}
        />
      )}
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
