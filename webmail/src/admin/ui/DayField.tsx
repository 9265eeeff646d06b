import "@mantine/dates/styles.css";
import { DateInput, DatesProvider } from "@mantine/dates";
import "dayjs/locale/vi";
import { readDay } from "@congthu/shared/read-day";
import { IconCalendar } from "@tabler/icons-react";
import { languageStore } from "../../i18n/i18n.ts";

type Props = {
  label: string;
  value: string;
  onChange: (day: string) => void;
  min?: string;
  max?: string;
  error?: string | undefined;
};

/** A local day, yyyy-mm-dd, shown and typed as dd/MM/yyyy; the week begins on Monday. */
export function DayField({ label, value, onChange, min, max, error }: Props) {
  return (
    <DatesProvider settings={{ locale: languageStore.get(), firstDayOfWeek: 1 }}>
      <DateInput
        label={label}
        value={value === "" ? null : value}
        onChange={(day) => onChange(day ?? "")}
        valueFormat="DD/MM/YYYY"
        dateParser={(text) => readDay(text)}
        placeholder="dd/mm/yyyy"
        leftSection={<IconCalendar size={16} />}
        {...(min ? { minDate: min } : {})}
        {...(max ? { maxDate: max } : {})}
        error={error}
        popoverProps={{ withinPortal: true }}
      />
    </DatesProvider>
  );
}
