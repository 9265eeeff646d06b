import type { JmapId } from "@congthu/shared/jmap/core";
import { bodyHtml, fileOfPart, type OriginalLetter } from "./answer.ts";
import type { Draft, DraftFile } from "./draft.ts";
import { editorHtmlToText } from "./html-text.ts";
import { splitLinks } from "./links.ts";

/** Stands before the quoted original in a letter we wrote, so that a reopened draft finds it again. */
export const QUOTE_MARK = '<div class="congthu-quote">';

/** Where the wish to hear of reading stands (RFC 8098 §2.1). */
export const RECEIPT_HEADER = "header:Disposition-Notification-To:asAddresses";

/** A stored draft as it was written: the editor's part, the quoted original, the files. */
export function draftFromEmail(stored: OriginalLetter, accountId: JmapId, identityId: JmapId): Draft {
  const { editor, quote } = splitQuote(bodyHtml(stored));
  const { html, files: linked } = splitLinks(unwrapBody(editor));
  return {
    accountId,
    identityId,
    emailId: stored.id,
    to: stored.to ?? [],
    cc: stored.cc ?? [],
    bcc: stored.bcc ?? [],
    subject: stored.subject?.normalize("NFC") ?? "",
    html,
    files: stored.attachments
      .flatMap((part, i): DraftFile[] => {
        const shown = part.cid !== null && (html.includes(`cid:${part.cid}`) || quote.includes(`cid:${part.cid}`));
        return part.blobId === null ? [] : [fileOfPart(part, part.blobId, `stored-${i}`, shown ? part.cid : null)];
      })
      .concat(linked),
    quote: quote === "" ? null : { kind: "reply", html: quote, text: editorHtmlToText(quote), source: null },
    inReplyTo: stored.inReplyTo,
    references: stored.references,
    answered: null,
    receipt: Boolean(stored[RECEIPT_HEADER]),
  };
}

/** Parts a letter of ours before the mark of the quoted original; what stands after it keeps its own markup. */
export function splitQuote(html: string): { editor: string; quote: string } {
  const at = html.indexOf(QUOTE_MARK);
  if (at < 0) return { editor: html, quote: "" };
  const rest = html.slice(at + QUOTE_MARK.length).replace(/<\/div>\s*(<\/body>\s*<\/html>\s*)?$/i, "");
  return { editor: html.slice(0, at), quote: rest };
}

/** What stands within the body element, where there is one. */
function unwrapBody(html: string): string {
  return html
    .replace(/^[\s\S]*?<body[^>]*>/i, "")
    .replace(/<\/body>[\s\S]*$/i, "")
    .trim();
}
