import "@mantine/tiptap/styles.css";
import { RichTextEditor } from "@mantine/tiptap";
import { getSchema } from "@tiptap/core";
import type { Schema } from "@tiptap/pm/model";
import { type Editor, useEditor } from "@tiptap/react";
import {
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";
import { t } from "../../../i18n/t.ts";
import { contentFromHtml } from "./content.ts";
import { EditorToolbar } from "./EditorToolbar.tsx";
import { editorExtensions } from "./extensions.ts";
import css from "./LetterEditor.module.css";
import { editorLabels } from "./labels.ts";
import { cleanPasted } from "./paste.ts";

/** How long typing goes on before the text is handed up. Milliseconds. */
const SETTLE_MS = 250;

export type EditorHandle = {
  /** What stands in the editor this moment. */
  html: () => string;
  focus: () => void;
  setHtml: (html: string) => void;
  /** Puts HTML where the cursor is. */
  insertHtml: (html: string) => void;
  insertImage: (image: { src: string; cid: string; alt: string }) => void;
};

type Props = {
  ref: RefObject<EditorHandle | null>;
  html: string;
  /** Where this page finds the image of a `cid:`. */
  imageUrl: (cid: string) => string | undefined;
  onChange: (html: string) => void;
  /** Files that were pasted or dropped; images belong into the text. Absent where there can be none. */
  onFiles?: (files: File[]) => void;
  /** Asks for images from the machine. */
  onPickImage?: () => void;
  onSend: () => void;
  /** What the text is; the letter's body unless it says otherwise. */
  label?: string;
  /** More for the toolbar. */
  tools?: ReactNode;
  /** Starts with the cursor on the first line. */
  autoFocus?: boolean;
};

/** The text of a letter, with its toolbar. */
export function LetterEditor({
  ref,
  html,
  imageUrl,
  onChange,
  onFiles,
  onPickImage,
  onSend,
  label,
  tools,
  autoFocus = false,
}: Props) {
  const extensions = useMemo(editorExtensions, []);
  const schema = useMemo(() => getSchema(extensions), [extensions]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor owns the text after it opened
  const content = useMemo(() => contentFromHtml(html, schema, imageUrl), []);
  const latest = useRef({ onChange, onFiles, onSend });
  latest.current = { onChange, onFiles, onSend };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const editor = useEditor({
    extensions,
    content,
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label ?? t("compose.body"),
        class: css.text ?? "",
      },
      transformPastedHTML: cleanPasted,
      transformPastedText: (text) => text.normalize("NFC"),
      handlePaste: (_view, event) => takeFiles(event.clipboardData, latest.current.onFiles),
      handleDrop: (_view, event, _slice, moved) => !moved && takeFiles(event.dataTransfer, latest.current.onFiles),
      handleKeyDown: (_view, event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
        latest.current.onSend();
        return true;
      },
    },
    onUpdate({ editor: changed }) {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => latest.current.onChange(changed.getHTML()), SETTLE_MS);
    },
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  // Not by the editor's own option, which sets the cursor some frames later: into the middle of what is being typed.
  useLayoutEffect(() => {
    // On a busy machine the first editor is given up for a second one.
    if (autoFocus && !editor.isDestroyed) editor.view.focus();
  }, [editor, autoFocus]);
  useImperativeHandle(ref, () => handleOf(editor, schema, imageUrl), [editor, schema, imageUrl]);

  return (
    <RichTextEditor
      editor={editor}
      variant="subtle"
      labels={editorLabels()}
      classNames={{ root: css.root ?? "", toolbar: css.toolbar ?? "", content: css.content ?? "" }}
    >
      <EditorToolbar editor={editor} onPickImage={onPickImage} tools={tools} />
      <RichTextEditor.Content />
    </RichTextEditor>
  );
}

function handleOf(editor: Editor, schema: Schema, imageUrl: Props["imageUrl"]): EditorHandle {
  return {
    html: () => editor.getHTML(),
    focus: () => void editor.commands.focus("start"),
    setHtml: (html) => void editor.commands.setContent(contentFromHtml(html, schema, imageUrl)),
    insertHtml: (html) =>
      void editor
        .chain()
        .focus()
        .insertContent(contentFromHtml(html, schema, imageUrl).content ?? [])
        .run(),
    insertImage: ({ src, cid, alt }) =>
      void editor.chain().focus().insertContent({ type: "image", attrs: { src, cid, alt } }).run(),
  };
}

/**
 * Takes pasted or dropped files. Excel and Word also put a picture of what was copied beside their HTML; there the HTML is
 * what is meant.
 */
function takeFiles(transfer: DataTransfer | null, onFiles: Props["onFiles"]): boolean {
  const files = [...(transfer?.files ?? [])];
  if (files.length === 0 || transfer?.types.includes("text/html") || !onFiles) return false;
  onFiles(files);
  return true;
}
