import { Extension } from "@tiptap/core";
import { DOMParser, type Schema } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { applyHiddenStyles } from "./inline-styles.ts";

/** Lets the editor read pasted markup with the inline styles that `cleanPasted` hid in it. */
export const StyledClipboard = Extension.create({
  name: "styledClipboard",
  addProseMirrorPlugins() {
    return [new Plugin({ props: { clipboardParser: clipboardParser(this.editor.schema) } })];
  },
});

function clipboardParser(schema: Schema): DOMParser {
  const parser = DOMParser.fromSchema(schema);
  const own: DOMParser = Object.create(parser) as DOMParser;
  own.parseSlice = (dom, options) => parser.parseSlice(dom instanceof Element ? applyHiddenStyles(dom) : dom, options);
  return own;
}
