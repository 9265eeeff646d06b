import { Group, Select, TextInput } from "@mantine/core";
import { t } from "../i18n/t.ts";
import { goTo } from "../navigation.ts";
import { PERIODS, type PeriodChoice } from "./period.ts";

/** The named periods, or two days of one's own; the choice stands in the address. */
export function PeriodPicker({ value }: { value: PeriodChoice }) {
  const own = (change: Partial<PeriodChoice>) => {
    const next = { ...value, ...change };
    if (next.from !== "" && next.to !== "" && next.from <= next.to)
      goTo("usage", { period: "custom", from: next.from, to: next.to }, "replace");
  };
  return (
    <Group align="end" gap="sm">
      <Select
        label={t("usage.period")}
        value={value.name}
        allowDeselect={false}
        w="16rem"
        data={PERIODS.map((name) => ({ value: name, label: t(`period.${name}`) }))}
        onChange={(name) => {
          if (name === "custom") own({});
          else if (name) goTo("usage", { period: name });
        }}
      />
      {value.name === "custom" && (
        <>
          <TextInput
            type="date"
            label={t("usage.from")}
            value={value.from}
            max={value.to}
            onChange={(e) => own({ from: e.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t("usage.to")}
            value={value.to}
            min={value.from}
            onChange={(e) => own({ to: e.currentTarget.value })}
          />
        </>
      )}
    </Group>
  );
}
