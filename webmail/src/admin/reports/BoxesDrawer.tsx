import type { BoxChecks } from "@congthu/shared/api/reports";
import { formatDay } from "@congthu/shared/dates";
import { Alert, Drawer, Loader, Text } from "@mantine/core";
import { formatCount } from "../../i18n/numbers.ts";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { readBoxChecks } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Block } from "../ui/Block.tsx";
import { Failure } from "../ui/Failure.tsx";
import { useLoad } from "../use-load.ts";
import { type CheckedDay, checkedDays } from "./checked-days.ts";
import { ListHead } from "./ListHead.tsx";
import type { Period } from "./period.ts";
import css from "./UsageViews.module.css";

type Props = { agencyId: string; period: Period; onClose: () => void };

/** Who opened letters in the mailboxes of one's own agency, day by day, in the morning and in the afternoon; each look is written down. */
export function BoxesDrawer({ agencyId, period, onClose }: Props) {
  const name = useAgencyName(agencyId);
  const { value, error, reload } = useLoad(`boxes ${agencyId} ${period.from} ${period.to}`, () =>
    readBoxChecks({ ...period, agencyId }),
  );
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="40rem"
      title={t("boxes.title", { agency: name ?? "" })}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!value && error === undefined && <Loader size="sm" />}
      {value && (
        <Alert color="gold" variant="light" mb="md">
          {t("usage.people.notice")}
        </Alert>
      )}
      {value?.boxes.length === 0 && <Text>{t("boxes.none")}</Text>}
      {value?.boxes.map((box) => (
        <Box key={box.id} box={box} workingDays={value.workingDays} />
      ))}
    </Drawer>
  );
}

function Box({ box, workingDays }: { box: BoxChecks["boxes"][number]; workingDays: readonly string[] }) {
  const days = checkedDays(box.looks, workingDays);
  const working = days.filter((d) => d.working);
  const full = working.filter((d) => d.morning > 0 && d.afternoon > 0).length;
  return (
    <Block title={box.address}>
      <Text size="sm" mb="xs">
        {t("boxes.sum", { n: formatCount(full), of: formatCount(working.length) })}
      </Text>
      <table className={css.list} aria-label={box.address}>
        <ListHead
          columns={[
            { text: t("boxes.day") },
            { text: t("boxes.morning"), number: true },
            { text: t("boxes.afternoon"), number: true },
            { text: t("boxes.by") },
          ]}
        />
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{formatDay(day.day)}</th>
              <td data-number>{formatCount(day.morning)}</td>
              <td data-number>{formatCount(day.afternoon)}</td>
              <td>{clerksText(day)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}

function clerksText({ clerks }: CheckedDay): string {
  if (clerks.length === 0) return t("boxes.nobody");
  return clerks.map((name) => (name === "" ? t("boxes.erased") : name)).join(", ");
}
