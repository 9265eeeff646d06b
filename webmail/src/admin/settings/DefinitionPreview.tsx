import type { UsageFigures } from "@congthu/shared/api/reports";
import type { DefinitionPreview as Preview } from "@congthu/shared/api/settings";
import { formatDay } from "@congthu/shared/dates";
import type { QualifyingAct, RegularRule } from "@congthu/shared/usage-definition";
import { Button, Table, Text } from "@mantine/core";
import { useState } from "react";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { toastError } from "../../ui/toast.tsx";
import { previewUsageDefinition } from "../api.ts";
import { t } from "../i18n/t.ts";
import { percentText } from "../reports/words.ts";

type Props = { definition: { acts: QualifyingAct[]; rule: RegularRule }; disabled: boolean };

/** What the definition being written would change in the figures of the last month, before it is put in force. */
export function DefinitionPreview({ definition, disabled }: Props) {
  const asked = JSON.stringify(definition);
  const [shown, setShown] = useState<{ asked: string; preview: Preview }>();
  const [busy, setBusy] = useState(false);
  const look = async () => {
    setBusy(true);
    await previewUsageDefinition(definition).then((preview) => setShown({ asked, preview }), toastError);
    setBusy(false);
  };
  return (
    <>
      <div>
        <Button variant="default" loading={busy} disabled={disabled} onClick={() => void look()}>
          {t("set.usage.preview")}
        </Button>
      </div>
      {shown?.asked === asked && <Changes preview={shown.preview} />}
    </>
  );
}

function Changes({ preview }: { preview: Preview }) {
  const english = languageStore.get() === "en";
  const rows = [
    ...preview.tiers.map((tier) => ({ ...tier, name: english ? tier.labelEn : tier.label })),
    { tier: "", name: t("usage.total"), before: preview.before, after: preview.after },
  ];
  return (
    <div>
      <Text size="sm" mb={4}>
        {t("set.usage.previewOf", { from: formatDay(preview.period.from), to: formatDay(preview.period.to) })}{" "}
        {t("set.usage.regraded", { n: formatCount(preview.regraded), of: formatCount(preview.agencies) })}
      </Text>
      <Table.ScrollContainer minWidth={420}>
        <Table fz="sm" verticalSpacing={4} aria-label={t("set.usage.preview")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("agency.tier")}</Table.Th>
              <Table.Th>{t("usage.card.active")}</Table.Th>
              <Table.Th>{t("usage.card.regular")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.tier}>
                <Table.Th scope="row">{row.name}</Table.Th>
                <Table.Td>{change(row, (f) => f.active)}</Table.Td>
                <Table.Td>{change(row, (f) => f.regular)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}

function change(row: { before: UsageFigures; after: UsageFigures }, of: (f: UsageFigures) => number): string {
  const text = (f: UsageFigures) => `${formatCount(of(f))} (${percentText({ x: of(f), y: f.mailboxes - f.onLeave })})`;
  return `${text(row.before)} → ${text(row.after)}`;
}
