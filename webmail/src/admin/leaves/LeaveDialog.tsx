import type { LeaveEntry } from "@congthu/shared/api/leaves";
import { formatDay } from "@congthu/shared/dates";
import { LEAVE_KINDS, type LeaveKind } from "@congthu/shared/leave";
import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";

type Leave = Omit<LeaveEntry, "id">;
type Props = { leave: LeaveEntry | undefined; onClose: () => void; onSubmit: (leave: Leave) => Promise<void> };

/** Enters leave, or changes what is on record. */
export function LeaveDialog({ leave, onClose, onSubmit }: Props) {
  const { view } = useConsole();
  const [from, setFrom] = useState(leave?.from ?? view.today);
  const [to, setTo] = useState(leave?.to ?? "");
  const [kind, setKind] = useState<LeaveKind>(leave?.kind ?? "maternity");
  const [document, setDocument] = useState(leave?.document ?? "");
  const isBackwards = from !== "" && to !== "" && to < from;
  return (
    <FormDialog
      title={t(leave ? "leave.change" : "leave.add")}
      submit={t("app.save")}
      disabled={from === "" || to === "" || isBackwards}
      onClose={onClose}
      onSubmit={() => onSubmit({ from, to, kind, document: document.trim() })}
    >
      <Select
        label={t("leave.kind")}
        value={kind}
        allowDeselect={false}
        onChange={(next) => setKind(LEAVE_KINDS.find((k) => k === next) ?? "other")}
        data={LEAVE_KINDS.map((k) => ({ value: k, label: t(`leave.kind.${k}`) }))}
      />
      <DayField label={t("leave.from")} value={from} onChange={setFrom} />
      <DayField
        label={t("leave.to")}
        value={to}
        onChange={setTo}
        error={isBackwards ? t("leave.backwards") : undefined}
      />
      <TextInput
        label={t("leave.document")}
        placeholder={t("leave.documentExample")}
        value={document}
        maxLength={200}
        onChange={(e) => setDocument(e.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** Leave in one line: why, from when to when, by which decision. */
export function leaveText(leave: Leave): string {
  const days = t("leave.days", { from: formatDay(leave.from), to: formatDay(leave.to) });
  return [t(`leave.kind.${leave.kind}`), days, leave.document].filter((x) => x !== "").join(" · ");
}
