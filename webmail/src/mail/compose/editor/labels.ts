import type { RichTextEditorLabels } from "@mantine/tiptap";
import { t } from "../../../i18n/t.ts";

/** The names of the toolbar's buttons. */
export function editorLabels(): Partial<RichTextEditorLabels> {
  return {
    boldControlLabel: t("editor.bold"),
    italicControlLabel: t("editor.italic"),
    underlineControlLabel: t("editor.underline"),
    strikeControlLabel: t("editor.strike"),
    clearFormattingControlLabel: t("editor.clear"),
    bulletListControlLabel: t("editor.bullets"),
    orderedListControlLabel: t("editor.numbers"),
    alignLeftControlLabel: t("editor.left"),
    alignCenterControlLabel: t("editor.center"),
    alignRightControlLabel: t("editor.right"),
    alignJustifyControlLabel: t("editor.justify"),
    linkControlLabel: t("editor.link"),
    unlinkControlLabel: t("editor.unlink"),
    linkEditorInputLabel: t("editor.linkUrl"),
    linkEditorInputPlaceholder: "https://",
    linkEditorSave: t("editor.linkApply"),
    undoControlLabel: t("editor.undo"),
    redoControlLabel: t("editor.redo"),
  };
}
