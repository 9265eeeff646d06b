import type { LeaveImport, LeaveRow } from "@congthu/shared/api/leaves";
import { formatDay } from "@congthu/shared/dates";
import { FileInput, Table, Text } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { importLeaves } from "../api.ts";
import { t } from "../i18n/t.ts";
import { toBase64 } from "../provisioning/model.ts";
import { FormDialog } from "../ui/FormDialog.tsx";

type Props = { agencyId: string; onClose: () => void; onDone: () => void };
type Checked = { content: string; rows: LeaveImport["rows"] };

/** Leave of several people from a list: first what each row would do, then, on a second word, all rows without a fault. */
export function ImportLeaves({ agencyId, onClose, onDone }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [checked, setChecked] = useState<Checked>();
  const good = checked?.rows.filter((row) => row.fault === null).length ?? 0;
  const check = async () => {
    if (!file) return;
    const content = toBase64(new Uint8Array(await file.arrayBuffer()));
    setChecked({ content, rows: (await importLeaves(agencyId, { content, dryRun: true })).rows });
  };
  const record = async ({ content }: Checked) => {
    const { recorded } = await importLeaves(agencyId, { content, dryRun: false });
    toast(t("leave.imported", { n: recorded }));
    onDone();
  };
  return (
    <FormDialog
      title={t("leave.import")}
      submit={checked ? t("leave.recordRows", { n: good }) : t("imports.check")}
      disabled={checked ? good === 0 : file === null}
      size={checked ? "xl" : "md"}
      onClose={onClose}
      onSubmit={() => (checked ? record(checked) : check())}
    >
      {!checked && (
        <>
          <Text size="sm">{t("leave.importHint")}</Text>
          <FileInput
            label={t("imports.file")}
            description={t("imports.fileHint")}
            placeholder={t("imports.choose")}
            accept=".xlsx,.csv"
            value={file}
            onChange={setFile}
            leftSection={<IconFileSpreadsheet size={17} />}
          />
        </>
      )}
      {checked && <Rows rows={checked.rows} />}
    </FormDialog>
  );
}

function Rows({ rows }: { rows: readonly LeaveRow[] }) {
  const day = (value: string | null) => (value === null ? "–" : formatDay(value));
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table verticalSpacing={6} fz="sm" aria-label={t("leave.rows")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("leave.row")}</Table.Th>
            <Table.Th>{t("accounts.column.name")}</Table.Th>
            <Table.Th>{t("leave.kind")}</Table.Th>
            <Table.Th>{t("leave.from")}</Table.Th>
            <Table.Th>{t("leave.to")}</Table.Th>
            <Table.Th>{t("leave.result")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.no}>
              <Table.Td>{row.no}</Table.Td>
              <Table.Td>
                {row.name}
                <div style={{ color: "var(--ink-2)", overflowWrap: "anywhere" }}>{row.address}</div>
              </Table.Td>
              <Table.Td>{t(`leave.kind.${row.kind}`)}</Table.Td>
              <Table.Td>{day(row.from)}</Table.Td>
              <Table.Td>{day(row.to)}</Table.Td>
              <Table.Td style={row.fault === null ? {} : { color: "var(--mantine-color-red-8)" }}>
                {t(row.fault === null ? "leave.good" : `leave.fault.${row.fault}`)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
