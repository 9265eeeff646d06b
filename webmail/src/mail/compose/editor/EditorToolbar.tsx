import { RichTextEditor } from "@mantine/tiptap";
import { IconPhoto } from "@tabler/icons-react";
import type { Editor } from "@tiptap/react";
import type { ReactNode } from "react";
import { t } from "../../../i18n/t.ts";
import { ColorMenu, FontMenu, SizeMenu } from "./StyleMenus.tsx";
import { TableMenu } from "./TableMenu.tsx";

type Props = { editor: Editor; onPickImage?: (() => void) | undefined; tools?: ReactNode };

/** The toolbar over the text. */
export function EditorToolbar({ editor, onPickImage, tools }: Props) {
  return (
    <RichTextEditor.Toolbar role="toolbar" aria-label={t("editor.toolbar")}>
      <RichTextEditor.ControlsGroup>
        <FontMenu editor={editor} />
        <SizeMenu editor={editor} />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Bold />
        <RichTextEditor.Italic />
        <RichTextEditor.Underline />
        <ColorMenu editor={editor} kind="color" />
        <ColorMenu editor={editor} kind="highlight" />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.BulletList />
        <RichTextEditor.OrderedList />
        <RichTextEditor.AlignLeft />
        <RichTextEditor.AlignCenter />
        <RichTextEditor.AlignJustify />
      </RichTextEditor.ControlsGroup>
      <RichTextEditor.ControlsGroup>
        <RichTextEditor.Link />
        {onPickImage && (
          <RichTextEditor.Control aria-label={t("editor.image")} title={t("editor.image")} onClick={onPickImage}>
            <IconPhoto size={17} stroke={1.6} />
          </RichTextEditor.Control>
        )}
        <TableMenu editor={editor} />
        <RichTextEditor.ClearFormatting />
        {tools}
      </RichTextEditor.ControlsGroup>
    </RichTextEditor.Toolbar>
  );
}
