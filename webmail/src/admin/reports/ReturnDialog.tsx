import type { ReportPeriodView, ReturnView } from "@congthu/shared/api/report-periods";
import { Checkbox, NumberInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { fileReturn } from "../reports-api.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";

type Props = { period: ReportPeriodView; item: ReturnView; onClose: () => void; onDone: () => void };

/** What an agency itself reports on a period: its people, its directory, problems and proposals. */
export function ReturnDialog({ period, item, onClose, onDone }: Props) {
  const { view } = useConsole();
  const [onDay, setOnDay] = useState(item.onDay ?? (period.to < view.today ? period.to : view.today));
  const [staff, setStaff] = useState<number | string>(item.staff ?? "");
  const [leaders, setLeaders] = useState<number | string>(item.leaders ?? "");
  const [directoryReviewed, setReviewed] = useState(item.directoryReviewed ?? false);
  const [problems, setProblems] = useState(item.problems);
  const [proposals, setProposals] = useState(item.proposals);
  const isWhole = (n: number | string) => typeof n === "number" && Number.isInteger(n) && n >= 0;
  const tooMany = isWhole(staff) && isWhole(leaders) && Number(leaders) > Number(staff);
  const submit = async () => {
    const counted = { staff: Number(staff), leaders: Number(leaders) };
    await fileReturn(period.id, item.agencyId, { onDay, ...counted, directoryReviewed, problems, proposals });
    toast(t("reports.filed", { agency: item.name }));
    onDone();
  };
  return (
    <FormDialog
      title={t("reports.fillTitle", { agency: item.name })}
      submit={t("reports.send")}
      size="lg"
      disabled={!isWhole(staff) || !isWhole(leaders) || tooMany || onDay === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <DayField label={t("reports.onDay")} value={onDay} onChange={setOnDay} max={view.today} />
      <NumberInput
        label={t("agency.headcount.staff")}
        value={staff}
        onChange={setStaff}
        min={0}
        allowDecimal={false}
        data-autofocus
      />
      <NumberInput
        label={t("agency.headcount.leaders")}
        value={leaders}
        onChange={setLeaders}
        min={0}
        allowDecimal={false}
        error={tooMany && t("agency.leadersTooMany")}
      />
      <Checkbox
        label={t("reports.directoryDone")}
        checked={directoryReviewed}
        onChange={(e) => setReviewed(e.currentTarget.checked)}
      />
      <Textarea
        label={t("reports.problems")}
        value={problems}
        onChange={(e) => setProblems(e.currentTarget.value)}
        autosize
        minRows={3}
        maxLength={4000}
      />
      <Textarea
        label={t("reports.proposals")}
        value={proposals}
        onChange={(e) => setProposals(e.currentTarget.value)}
        autosize
        minRows={3}
        maxLength={4000}
      />
    </FormDialog>
  );
}
