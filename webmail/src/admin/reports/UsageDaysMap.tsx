import { formatDay } from "@congthu/shared/dates";
import { Skeleton, Text } from "@mantine/core";
import { formatCount } from "../../i18n/numbers.ts";
import { readUsageDays, type Window } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { weeksOf } from "./grades.ts";
import css from "./UsageViews.module.css";

const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;

/** How many people used their mailbox on each day, a row a week: a table whose cells are coloured, so that it reads without the colours too. */
export function UsageDaysMap({ window }: { window: Window }) {
  const { value } = useLoad(`days ${JSON.stringify(window)}`, () => readUsageDays(window));
  return (
    <Sheet title={t("days.title")}>
      {!value && <Skeleton height={180} animate={false} />}
      {value && (
        <>
          <Text size="sm" c="var(--ink-2)" mb="xs">
            {t("days.hint", { n: formatCount(value.mailboxes) })}
          </Text>
          <div className={css.scroll}>
            <table className={css.map} aria-label={t("days.title")}>
              <thead>
                <tr>
                  <th scope="col">{t("days.week")}</th>
                  {WEEKDAYS.map((n) => (
                    <th key={n} scope="col">
                      {t(`days.weekday.${n}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeksOf(value.days, value.mailboxes).map((week) => (
                  <tr key={week.monday}>
                    <th scope="row">{formatDay(week.monday).slice(0, 5)}</th>
                    {week.days.map((cell, i) =>
                      cell ? (
                        <td
                          key={cell.day}
                          data-level={cell.level}
                          data-off={!cell.working || undefined}
                          title={`${formatDay(cell.day)}: ${formatCount(cell.users)}${cell.working ? "" : ` · ${t("days.off")}`}`}
                        >
                          {formatCount(cell.users)}
                        </td>
                      ) : (
                        <td key={WEEKDAYS[i]} />
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Sheet>
  );
}
