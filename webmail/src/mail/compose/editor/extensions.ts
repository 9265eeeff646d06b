import type { Extensions } from "@tiptap/core";
import { Image } from "@tiptap/extension-image";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { TextAlign } from "@tiptap/extension-text-align";
import { TextStyleKit } from "@tiptap/extension-text-style";
import { StarterKit } from "@tiptap/starter-kit";
import { StyledClipboard } from "./clipboard-parser.ts";

/** Styles of a cell that Word and Excel bring and that must come out again. */
const CELL_STYLES = ["background-color", "width", "vertical-align", "white-space"] as const;
const CELL_BORDER = "border:1px solid #444;padding:3pt 6pt";

type StyledElement = { style: CSSStyleDeclaration; getAttribute: (name: string) => string | null };

// Every client draws a table as it stands in the letter, so borders are written into each cell.
const cellStyle = {
  default: null,
  parseHTML: (element: StyledElement) => {
    const own = CELL_STYLES.map((name) => [name, element.style.getPropertyValue(name)]).filter(([, value]) => value);
    const background = element.getAttribute("bgcolor");
    if (background && !element.style.backgroundColor) own.push(["background-color", background]);
    return own.map(([name, value]) => `${name}:${value}`).join(";") || null;
  },
  renderHTML: ({ cellStyle: own }: { cellStyle?: string | null }) => ({
    style: own ? `${CELL_BORDER};${own}` : CELL_BORDER,
  }),
};

const StyledCell = TableCell.extend({
  addAttributes() {
    return { ...this.parent?.(), cellStyle };
  },
});
const StyledHeader = TableHeader.extend({
  addAttributes() {
    return { ...this.parent?.(), cellStyle };
  },
});

const PlainTable = Table.extend({
  // The kit's own measures columns in pixels; a letter's table takes the width its text needs.
  renderHTML({ HTMLAttributes }) {
    return ["table", { ...HTMLAttributes, style: "border-collapse:collapse" }, ["tbody", 0]];
  },
});

/** An image in the text. `cid` is its name in the letter; `src` is where this page finds it. */
const LetterImage = Image.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      cid: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-cid"),
        renderHTML: ({ cid }) => (cid ? { "data-cid": cid } : {}),
      },
    };
  },
});

/**
 * What the editor understands. Input rules are off: "- " and "1." stay what was typed until a button says otherwise, and
 * nothing rewrites text under UniKey, which deletes and retypes letters.
 */
export function editorExtensions(): Extensions {
  return [
    StarterKit.configure({
      code: false,
      codeBlock: false,
      // Browsers put a whole line around paragraphs; letters look as they were written.
      paragraph: { HTMLAttributes: { style: "margin:0 0 4pt" } },
      link: { openOnClick: false, autolink: true, defaultProtocol: "https", protocols: ["http", "https", "mailto"] },
      dropcursor: { width: 2 },
    }),
    TextStyleKit.configure({ lineHeight: false }),
    TextAlign.configure({ types: ["paragraph", "heading"] }),
    PlainTable.configure({ resizable: false }),
    TableRow,
    StyledHeader,
    StyledCell,
    LetterImage.configure({ inline: true, allowBase64: true }),
    StyledClipboard,
  ];
}
