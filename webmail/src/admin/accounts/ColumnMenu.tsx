import { ActionIcon, Checkbox, Popover, Stack, Text } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { t } from "../i18n/t.ts";
import { ACCOUNT_COLUMNS, type AccountColumn } from "./columns.ts";

type Props = { shown: readonly AccountColumn[]; onToggle: (column: AccountColumn) => void };

/** Which columns the table shows; kept for the person. */
export function ColumnMenu({ shown, onToggle }: Props) {
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t("table.columns")}>
          <IconColumns3 size={19} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" fw={600} mb="xs">
          {t("table.columns")}
        </Text>
        <Stack gap="xs">
          {ACCOUNT_COLUMNS.map((column) => (
            <Checkbox
              key={column}
              label={t(`accounts.column.${column}`)}
              checked={shown.includes(column)}
              onChange={() => onToggle(column)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
