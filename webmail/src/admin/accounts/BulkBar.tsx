import type { AdminAct } from "@congthu/shared/admin-acts";
import { BULK_ACTS, type BulkAct } from "@congthu/shared/import-words";
import { Button, Group, Menu, Text } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { formatCount } from "../../i18n/numbers.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import css from "./AccountsPage.module.css";
import { type Chosen, MOST_CHOSEN } from "./chosen.ts";

const NEEDS: Record<BulkAct, AdminAct> = {
  lock: "account.lock",
  unlock: "account.lock",
  move: "account.edit",
  quota: "account.edit",
  reset: "account.reset",
  group: "group.manage",
  depart: "account.depart",
};

/** What somebody may do with many accounts at once. */
export function useBulkActs(): BulkAct[] {
  const { can } = useConsole();
  return BULK_ACTS.filter((act) => can(NEEDS[act]));
}

type Props = {
  chosen: Chosen;
  /** How many the list's filter shows; not `exact`: at least. */
  total: number;
  exact: boolean;
  onAll: () => void;
  onNone: () => void;
  onAct: (act: BulkAct) => void;
};

/** How many are chosen, and what can be done with all of them. */
export function BulkBar({ chosen, total, exact, onAll, onNone, onAct }: Props) {
  const acts = useBulkActs();
  const n = chosen.all ? total : chosen.ids.size;
  if (n === 0) return null;
  const most = chosen.all ? MOST_CHOSEN.byFilter : MOST_CHOSEN.byId;
  return (
    <Group className={css.bulk ?? ""} gap="sm" role="region" aria-label={t("bulk.label")}>
      <Text size="sm" fw={600} role="status">
        {chosen.all && !exact
          ? t("bulk.chosenMore", { n: formatCount(n - 1) })
          : t("bulk.chosen", { n: formatCount(n) })}
      </Text>
      {!chosen.all && (
        <Button variant="subtle" size="compact-sm" onClick={onAll} disabled={total > MOST_CHOSEN.byFilter}>
          {exact ? t("bulk.all", { n: formatCount(total) }) : t("bulk.allMore", { n: formatCount(total - 1) })}
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" color="gray" onClick={onNone}>
        {t("bulk.none")}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="compact-md" ml="auto" rightSection={<IconChevronDown size={16} />} disabled={n > most}>
            {t("bulk.act")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {acts.map((act) => (
            <Menu.Item key={act} onClick={() => onAct(act)} {...(act === "depart" ? { color: "red" } : {})}>
              {t(`requests.kind.${act}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {n > most && (
        <Text size="sm" c="red" w="100%">
          {t("bulk.tooMany", { n: formatCount(most) })}
        </Text>
      )}
    </Group>
  );
}
