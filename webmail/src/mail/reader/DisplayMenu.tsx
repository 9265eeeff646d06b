import { FRAME_CHARSETS, type FrameCharset } from "@congthu/shared/frame-charsets";
import { ActionIcon, Menu } from "@mantine/core";
import { IconTypography } from "@tabler/icons-react";
import { t } from "../../i18n/t.ts";
import { MenuChoice } from "../../ui/MenuChoice.tsx";
import { charsetName } from "./charsets.ts";

type Props = {
  charset: FrameCharset | undefined;
  onCharset: (charset: FrameCharset | undefined) => void;
  /** Whether the letter is light on a dark page; null where the page is not dark. */
  light: boolean | null;
  onLight: () => void;
};

/** How a letter is shown: in another charset, or light on a dark page. */
export function DisplayMenu({ charset, onCharset, light, onLight }: Props) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("read.display")} title={t("read.display")}>
          <IconTypography size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {light !== null && (
          <>
            <MenuChoice kind="checkbox" checked={light} onChoose={onLight}>
              {t("read.light")}
            </MenuChoice>
            <Menu.Divider />
          </>
        )}
        <Menu.Label>{t("charset.title")}</Menu.Label>
        <MenuChoice kind="radio" checked={charset === undefined} onChoose={() => onCharset(undefined)}>
          {t("charset.asSent")}
        </MenuChoice>
        {FRAME_CHARSETS.map((one) => (
          <MenuChoice key={one} kind="radio" checked={charset === one} onChoose={() => onCharset(one)}>
            {charsetName(one)}
          </MenuChoice>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
