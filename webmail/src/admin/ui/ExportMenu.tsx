import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { t } from "../i18n/t.ts";

/** The ways to take a table along, each a link the browser fetches. */
export function ExportMenu({ urlOf, size }: { urlOf: (format: "xlsx" | "csv") => string; size?: "compact-md" }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} />}
          rightSection={<IconChevronDown size={16} />}
          {...(size ? { size } : {})}
        >
          {t("table.export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["xlsx", "csv"] as const).map((format) => (
          <Menu.Item key={format} component="a" href={urlOf(format)} download>
            {t(`table.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
