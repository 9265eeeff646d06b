import { addDays } from "@congthu/shared/dates";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { openReportPeriod } from "../reports-api.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { periodAround } from "./period.ts";

/** Opens a period on which all agencies are to report. */
export function OpenPeriod({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const { view } = useConsole();
  const around = periodAround("quarter", view.today);
  const [name, setName] = useState("");
  const [from, setFrom] = useState(around.from);
  const [to, setTo] = useState(around.to);
  const [due, setDue] = useState(addDays(around.to, 5));
  const isBad = from === "" || to === "" || due === "" || from > to;
  return (
    <FormDialog
      title={t("reports.open")}
      submit={t("reports.openDo")}
      disabled={isBad || name.trim() === ""}
      onClose={onClose}
      onSubmit={async () => onDone((await openReportPeriod({ name, from, to, due })).id)}
    >
      <TextInput
        label={t("reports.name")}
        placeholder={t("reports.namePlaceholder")}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        data-autofocus
      />
      <DayField label={t("form.from")} value={from} onChange={setFrom} />
      <DayField
        label={t("form.to")}
        value={to}
        onChange={setTo}
        error={from > to ? t("reports.badWindow") : undefined}
      />
      <DayField label={t("reports.due")} value={due} onChange={setDue} />
    </FormDialog>
  );
}
