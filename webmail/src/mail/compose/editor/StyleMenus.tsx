import { ColorSwatch, Menu, SimpleGrid, UnstyledButton } from "@mantine/core";
import { RichTextEditor } from "@mantine/tiptap";
import { IconChevronDown, IconHighlight, IconTypography } from "@tabler/icons-react";
import { type Editor, useEditorState } from "@tiptap/react";
import { t } from "../../../i18n/t.ts";
import css from "./StyleMenus.module.css";

const FONTS = ["Times New Roman", "Arial", "Calibri", "Tahoma", "Courier New"];
const SIZES = ["10pt", "11pt", "12pt", "13pt", "14pt", "16pt", "18pt", "24pt"];
const COLORS = ["#000000", "#c8102e", "#a9532a", "#946703", "#1f7a3d", "#1f5699", "#5a59a8", "#5c6a80"];
const HIGHLIGHTS = ["#fff3a3", "#ffd9a8", "#ffc9d0", "#cdeccf", "#cfe3fa", "#e3d8f5", "#e2e7ef"];

/** Decree 30/2020: Times New Roman, 13 to 14 points; it is also what the text stands in without a choice. */
const DEFAULT_FONT = "Times New Roman";
const DEFAULT_SIZE = "14pt";

/** The family and size at the cursor. */
function useTextStyle(editor: Editor) {
  return useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const { fontFamily, fontSize } = now.getAttributes("textStyle") as { fontFamily?: string; fontSize?: string };
      const family = fontFamily?.split(",")[0]?.replaceAll(/["']/g, "");
      return { family: family ?? DEFAULT_FONT, size: fontSize ?? DEFAULT_SIZE };
    },
  });
}

export function FontMenu({ editor }: { editor: Editor }) {
  const { family } = useTextStyle(editor);
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton className={css.choice ?? ""} data-wide aria-label={`${t("editor.font")}: ${family}`}>
          <span>{family}</span>
          <IconChevronDown size={13} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {FONTS.map((font) => (
          <Menu.Item
            key={font}
            style={{ fontFamily: font }}
            onClick={() => editor.chain().focus().setFontFamily(font).run()}
          >
            {font}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function SizeMenu({ editor }: { editor: Editor }) {
  const { size } = useTextStyle(editor);
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton className={css.choice ?? ""} aria-label={`${t("editor.size")}: ${size.replace("pt", "")}`}>
          <span>{size.replace("pt", "")}</span>
          <IconChevronDown size={13} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {SIZES.map((one) => (
          <Menu.Item key={one} onClick={() => editor.chain().focus().setFontSize(one).run()}>
            {one.replace("pt", "")}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Colours of the letters or behind them. */
export function ColorMenu({ editor, kind }: { editor: Editor; kind: "color" | "highlight" }) {
  const label = t(kind === "color" ? "editor.color" : "editor.highlight");
  const choose = (color: string | null) => {
    const chain = editor.chain().focus();
    if (kind === "color") (color ? chain.setColor(color) : chain.unsetColor()).run();
    else (color ? chain.setBackgroundColor(color) : chain.unsetBackgroundColor()).run();
  };
  const Sign = kind === "color" ? IconTypography : IconHighlight;
  return (
    <Menu>
      <Menu.Target>
        <RichTextEditor.Control aria-label={label} title={label}>
          <Sign size={17} stroke={1.6} />
        </RichTextEditor.Control>
      </Menu.Target>
      <Menu.Dropdown>
        <SimpleGrid cols={4} spacing={4} p={4}>
          {(kind === "color" ? COLORS : HIGHLIGHTS).map((color) => (
            <Menu.Item key={color} p={4} aria-label={color} onClick={() => choose(color)}>
              <ColorSwatch color={color} size={22} />
            </Menu.Item>
          ))}
        </SimpleGrid>
        <Menu.Item onClick={() => choose(null)}>{t("editor.noColor")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
