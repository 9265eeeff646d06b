import type { AccountStatus } from "@congthu/shared/directory-words";
import { Badge } from "@mantine/core";
import { t } from "../i18n/t.ts";
import { STATUS_COLORS } from "./names.ts";

/** The status of an account as a word on a coloured ground. */
export function StatusBadge({ status }: { status: AccountStatus }) {
  return (
    <Badge variant="light" color={STATUS_COLORS[status]} radius="sm" tt="none" fw={600} miw="max-content">
      {t(`accounts.status.${status}`)}
    </Badge>
  );
}
