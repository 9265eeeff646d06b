import type { AgencyDetail } from "@congthu/shared/api/agencies";
import { Button, Menu } from "@mantine/core";
import {
  IconArrowMerge,
  IconArrowsMove,
  IconArrowsSplit2,
  IconDots,
  IconDownload,
  IconHomeOff,
  IconPencil,
} from "@tabler/icons-react";
import { tableFileUrl } from "../api.ts";
import { t } from "../i18n/t.ts";

export type AgencyDialog = "add" | "edit" | "move" | "merge" | "split" | "close" | null;
type Props = { agency: AgencyDetail; onDialog: (dialog: AgencyDialog) => void };

/** What else can be done with an agency: its shape in the tree, and the list of those below it. */
export function AgencyMenu({ agency, onDialog }: Props) {
  const manages = agency.may.includes("agency.manage");
  const reshapes = manages && agency.parentId !== null && agency.closedOn === null;
  const acts = [
    ["edit", t("agency.edit"), IconPencil, manages],
    ["move", t("agency.move"), IconArrowsMove, manages && agency.parentId !== null],
    ["merge", t("agency.merge"), IconArrowMerge, reshapes],
    ["split", t("agency.split"), IconArrowsSplit2, reshapes],
    ["close", t("agency.close"), IconHomeOff, reshapes],
  ] as const;
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <Button variant="default" px="xs" aria-label={t("app.more")}>
          <IconDots size={18} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map(([dialog, label, Icon, may]) =>
          may ? (
            <Menu.Item key={dialog} leftSection={<Icon size={17} />} onClick={() => onDialog(dialog)}>
              {label}
            </Menu.Item>
          ) : null,
        )}
        {(["xlsx", "csv"] as const).map((format) => (
          <Menu.Item
            key={format}
            component="a"
            download
            leftSection={<IconDownload size={17} />}
            href={tableFileUrl("agencies", { agencyId: agency.id, format })}
          >
            {t("agency.exportBelow", { format: t(`table.export.${format}`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
