import { FILE_FORMATS, type FileFormat } from "@congthu/shared/report-words";
import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { t } from "../i18n/t.ts";

/** The ways to take a report along, each a link the browser fetches. */
export function DownloadMenu({ urlOf }: { urlOf: (format: FileFormat) => string }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} />} rightSection={<IconChevronDown size={16} />}>
          {t("report.download")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FILE_FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={urlOf(format)} download>
            {t(`report.format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
