import { formatDay } from "@congthu/shared/dates";
import { QUALIFYING_ACTS, type QualifyingAct, type RegularRule, ruleSentence } from "@congthu/shared/usage-definition";
import { Checkbox, NumberInput, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { languageStore } from "../../i18n/i18n.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { DayField } from "../ui/DayField.tsx";
import { DefinitionPreview } from "./DefinitionPreview.tsx";
import { SettingForm } from "./SettingForm.tsx";
import type { FormProps } from "./SettingsPage.tsx";

/** What each shape begins with when it is chosen. */
const SHAPES: { [K in RegularRule["kind"]]: Extract<RegularRule, { kind: K }> } = {
  workingDays: { kind: "workingDays", percent: 60 },
  weekly: { kind: "weekly", days: 3, ofWeeks: 100 },
  within: { kind: "within", days: 45 },
};
const KINDS = Object.keys(SHAPES) as RegularRule["kind"][];

/** When somebody counts as a user; saving makes another version, valid from a day on. */
export function UsageForm({ value, onSave }: FormProps<"usage">) {
  const { view } = useConsole();
  const [acts, setActs] = useState<QualifyingAct[]>([...value.acts]);
  const [rule, setRule] = useState<RegularRule>(value.rule);
  const [since, setSince] = useState(view.today);
  const changed =
    JSON.stringify(rule) !== JSON.stringify(value.rule) || acts.toSorted().join() !== value.acts.toSorted().join();
  const toggle = (act: QualifyingAct, on: boolean) =>
    setActs(QUALIFYING_ACTS.filter((a) => (a === act ? on : acts.includes(a))));
  return (
    <SettingForm
      title={t("set.usage")}
      hint={t("set.usage.hint")}
      submit={t("set.usage.save")}
      changed={changed}
      valid={acts.length > 0 && since !== ""}
      onSave={() => onSave({ ...value, acts, rule, since })}
    >
      <Text size="sm" fw={600}>
        {t("set.usage.version", { n: value.version, day: formatDay(value.since) })}
      </Text>
      {value.earlier.length > 0 && <Earlier versions={value.earlier} />}
      <Stack gap={8} role="group" aria-label={t("set.usage.acts")}>
        {QUALIFYING_ACTS.map((act) => (
          <Checkbox
            key={act}
            label={t(`set.usage.act.${act}`)}
            checked={acts.includes(act)}
            onChange={(e) => toggle(act, e.currentTarget.checked)}
          />
        ))}
      </Stack>
      <Radio.Group
        label={t("set.usage.rule")}
        value={rule.kind}
        onChange={(kind) => setRule(SHAPES[kind as RegularRule["kind"]])}
      >
        <Stack gap={8} mt={8}>
          {KINDS.map((kind) => (
            <Radio key={kind} value={kind} label={t(`set.usage.rule.${kind}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Threshold rule={rule} onChange={setRule} />
      <Text size="sm" c="var(--ink-2)">
        {ruleSentence(rule, languageStore.get())}
      </Text>
      <DayField label={t("set.usage.since")} value={since} onChange={setSince} />
      <DefinitionPreview definition={{ acts, rule }} disabled={!changed || acts.length === 0} />
    </SettingForm>
  );
}

/** The versions before, which past periods and frozen reports keep. */
function Earlier({ versions }: { versions: FormProps<"usage">["value"]["earlier"] }) {
  return (
    <details>
      <summary>{t("set.usage.earlier", { n: versions.length })}</summary>
      <ul style={{ paddingLeft: "1.1rem", fontSize: "0.9rem" }}>
        {versions
          .toSorted((a, b) => b.version - a.version)
          .map((v) => (
            <li key={v.version}>
              {t("set.usage.earlierOne", { n: v.version, day: formatDay(v.since) })}{" "}
              {ruleSentence(v.rule, languageStore.get())}
            </li>
          ))}
      </ul>
    </details>
  );
}

type ThresholdProps = { rule: RegularRule; onChange: (rule: RegularRule) => void };

/** The numbers of the chosen shape. */
function Threshold({ rule, onChange }: ThresholdProps) {
  if (rule.kind === "workingDays")
    return (
      <Whole
        label={t("set.usage.percent")}
        value={rule.percent}
        max={100}
        suffix=" %"
        onChange={(percent) => onChange({ ...rule, percent })}
      />
    );
  if (rule.kind === "within")
    return (
      <Whole
        label={t("set.usage.withinDays")}
        value={rule.days}
        max={366}
        onChange={(days) => onChange({ ...rule, days })}
      />
    );
  return (
    <>
      <Whole
        label={t("set.usage.weekDays")}
        value={rule.days}
        max={6}
        onChange={(days) => onChange({ ...rule, days })}
      />
      <Whole
        label={t("set.usage.ofWeeks")}
        value={rule.ofWeeks}
        max={100}
        suffix=" %"
        onChange={(ofWeeks) => onChange({ ...rule, ofWeeks })}
      />
    </>
  );
}

type WholeProps = { label: string; value: number; max: number; suffix?: string; onChange: (n: number) => void };

/** A whole number from 1 to `max`; anything else is brought back into it. */
function Whole({ label, value, max, suffix = "", onChange }: WholeProps) {
  return (
    <NumberInput
      label={label}
      value={value}
      onChange={(n) => onChange(Math.min(max, Math.max(1, Math.round(Number(n)))))}
      min={1}
      max={max}
      allowDecimal={false}
      suffix={suffix}
    />
  );
}
