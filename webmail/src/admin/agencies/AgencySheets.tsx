import type { AgencyDetail, TierEntry } from "@congthu/shared/api/agencies";
import { formatDay } from "@congthu/shared/dates";
import { AGENCY_KINDS } from "@congthu/shared/directory-words";
import { Button, Table, Text } from "@mantine/core";
import { useState } from "react";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { LeavesSheet } from "../leaves/LeavesSheet.tsx";
import { choose, go } from "../navigation.ts";
import { Facts } from "../ui/Facts.tsx";
import { Sheet } from "../ui/Page.tsx";
import css from "./AgencySheets.module.css";
import { AddCode, ChangeTier, DeclareHeadcount } from "./record-dialogs.tsx";

type Dialog = "code" | "tier" | "headcount" | null;
type Props = { agency: AgencyDetail; tiers: readonly TierEntry[]; onChanged: (agency: AgencyDetail) => void };

/** The sheets of the agency page: what it is, its people, codes, tiers, headcounts and mailboxes. */
export function AgencySheets({ agency, tiers, onChanged }: Props) {
  const [dialog, setDialog] = useState<Dialog>(null);
  const may = (act: AgencyDetail["may"][number]) => agency.may.includes(act);
  const close = () => setDialog(null);
  const done = (next: AgencyDetail) => {
    setDialog(null);
    onChanged(next);
  };
  return (
    <div className={css.columns}>
      <Sheet>
        <Facts facts={factsOf(agency, tiers)} />
      </Sheet>
      <Sheet title={t("agency.counts")}>
        <Facts
          facts={[
            [t("agency.count.persons"), formatCount(agency.counts.persons)],
            [t("agency.count.leaders"), formatCount(agency.counts.leaders)],
            [t("agency.count.agency"), formatCount(agency.counts.agencyMailboxes)],
            [t("agency.count.technical"), formatCount(agency.counts.technical)],
            [t("agency.count.locked"), formatCount(agency.counts.locked)],
          ]}
        />
      </Sheet>
      <Sheet
        title={t("agency.headcounts")}
        actions={
          may("agency.headcount") && <Small onClick={() => setDialog("headcount")} label={t("agency.declare")} />
        }
      >
        {agency.headcounts.length === 0 ? (
          <Text size="sm" c="var(--ink-2)">
            {t("agency.headcounts.none")}
          </Text>
        ) : (
          <Rows
            head={[t("agency.headcount.from"), t("agency.headcount.staff"), t("agency.headcount.leaders")]}
            rows={agency.headcounts.map((h) => [formatDay(h.fromDay), formatCount(h.staff), formatCount(h.leaders)])}
          />
        )}
      </Sheet>
      {may("agency.headcount") && <LeavesSheet agencyId={agency.id} onOpen={openAccount} />}
      {(agency.links.length > 0 || agency.names.length > 0) && (
        <Sheet title={t("agency.links")}>
          {agency.links.map((l) => (
            <Text key={`${l.id} ${l.onDay}`} size="sm">
              {t(`agency.link.${l.kind}.${l.side}`, { name: l.name, day: formatDay(l.onDay) })}
            </Text>
          ))}
          {agency.names.map((n) => (
            <Text key={n.validTo} size="sm">
              {t("agency.formerName", { name: n.name, day: formatDay(n.validTo) })}
            </Text>
          ))}
        </Sheet>
      )}
      <Sheet title={t("agency.mailboxes")}>
        {agency.mailboxes.length === 0 && (
          <Text size="sm" c="var(--ink-2)">
            {t("agency.mailboxes.none")}
          </Text>
        )}
        {agency.mailboxes.map((box) => (
          <button key={box.accountId} type="button" className={css.box} onClick={() => openAccount(box.accountId)}>
            <b>{box.address}</b>
            <span>{box.clerks.length > 0 ? box.clerks.map((c) => c.name).join(", ") : t("agency.clerks.none")}</span>
          </button>
        ))}
      </Sheet>
      <Sheet
        title={t("agency.codes")}
        actions={may("agency.manage") && <Small onClick={() => setDialog("code")} label={t("agency.addCode")} />}
      >
        {agency.codes.length === 0 ? (
          <Text size="sm" c="var(--ink-2)">
            {t("agency.codes.none")}
          </Text>
        ) : (
          <Rows
            head={[t("agency.code"), t("agency.scheme"), t("agency.validFrom"), t("agency.validTo")]}
            rows={agency.codes.map((c) => [
              c.code,
              t(`agency.scheme.${c.scheme}`),
              formatDay(c.validFrom),
              c.validTo ? formatDay(c.validTo) : t("agency.now"),
            ])}
          />
        )}
      </Sheet>
      <Sheet
        title={t("agency.tiers")}
        actions={may("agency.manage") && <Small onClick={() => setDialog("tier")} label={t("agency.changeTier")} />}
      >
        <Rows
          head={[t("agency.tier"), t("agency.validFrom"), t("agency.validTo")]}
          rows={agency.tiers.map((entry) => [
            tierLabel(tiers, entry.tier),
            formatDay(entry.validFrom),
            entry.validTo ? formatDay(entry.validTo) : t("agency.now"),
          ])}
        />
      </Sheet>
      {dialog === "code" && <AddCode agency={agency} onClose={close} onDone={done} />}
      {dialog === "tier" && <ChangeTier agency={agency} tiers={tiers} onClose={close} onDone={done} />}
      {dialog === "headcount" && <DeclareHeadcount agency={agency} onClose={close} onDone={done} />}
    </div>
  );
}

/** The name of a tier in the language on the screen. */
export function tierLabel(tiers: readonly TierEntry[], tier: string): string {
  const found = tiers.find((entry) => entry.tier === tier);
  return (languageStore.get() === "en" ? found?.labelEn : found?.label) ?? tier;
}

function factsOf(agency: AgencyDetail, tiers: readonly TierEntry[]): [string, string][] {
  const kind = AGENCY_KINDS.find((k) => k === agency.kind);
  return [
    [t("agency.kind"), kind ? t(`agency.kind.${kind}`) : agency.kind],
    [t("agency.tier"), tierLabel(tiers, agency.tier)],
    ...(agency.shortName && agency.shortName !== agency.name
      ? [[t("agency.shortName"), agency.shortName] as [string, string]]
      : []),
    [t("agency.abbr"), agency.abbr],
    [t("agency.domain"), agency.domain],
  ];
}

/** The mailbox is shown where accounts are. */
function openAccount(accountId: string): void {
  go({ page: "accounts" });
  choose({ open: accountId }, { replace: true });
}

function Small({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="light" onClick={onClick}>
      {label}
    </Button>
  );
}

function Rows({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <div className={css.scroll}>
      <Table verticalSpacing={6} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {head.map((cell) => (
              <Table.Th key={cell}>{cell}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.join()}>
              {row.map((cell, i) => (
                <Table.Td key={head[i]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
