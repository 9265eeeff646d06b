import { ActionIcon, Button, Select } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { DayField } from "../ui/DayField.tsx";
import { isAskable, kindOf, neighbour, PERIOD_KINDS, type Period, type PeriodKind, periodAround } from "./period.ts";
import css from "./UsagePage.module.css";
import { periodText } from "./words.ts";

type Props = { period: Period; onChange: (period: Period) => void };

/** The kind of period, the one before and after, or two days of one's own. */
export function PeriodPicker({ period, onChange }: Props) {
  const { view } = useConsole();
  const [custom, setCustom] = useState(false);
  const [draft, setDraft] = useState(period);
  useEffect(() => setDraft(period), [period]);
  const kind: PeriodKind = custom ? "custom" : kindOf(period);
  const pick = (next: string | null) => {
    const chosen = PERIOD_KINDS.find((k) => k === next) ?? "month";
    setCustom(chosen === "custom");
    if (chosen !== "custom") onChange(periodAround(chosen, period.to < view.today ? period.to : view.today));
  };
  const step = (by: -1 | 1) => kind !== "custom" && onChange(neighbour(kind, period, by));
  const isBad = !isAskable(draft, view.today);
  return (
    <div className={css.period}>
      <Select
        className={css.kind ?? ""}
        label={t("usage.period")}
        value={kind}
        allowDeselect={false}
        onChange={pick}
        data={PERIOD_KINDS.map((value) => ({ value, label: t(`usage.kind.${value}`) }))}
      />
      {kind === "custom" ? (
        <>
          <DayField label={t("form.from")} value={draft.from} onChange={(from) => setDraft({ ...draft, from })} />
          <DayField
            label={t("form.to")}
            value={draft.to}
            onChange={(to) => setDraft({ ...draft, to })}
            error={isBad ? t("usage.badPeriod") : undefined}
          />
          <Button variant="light" disabled={isBad} onClick={() => onChange(draft)}>
            {t("usage.show")}
          </Button>
        </>
      ) : (
        <div className={css.steps}>
          <ActionIcon variant="default" size="lg" aria-label={t("usage.earlier")} onClick={() => step(-1)}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <span className={css.periodName}>{periodText(period)}</span>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("usage.later")}
            disabled={neighbour(kind, period, 1).from > view.today}
            onClick={() => step(1)}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </div>
      )}
    </div>
  );
}
