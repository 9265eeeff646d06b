import type { JmapId } from "@congthu/shared/jmap/core";
import { keptLetter } from "../../data/kept-letters.ts";
import type { LocalDb } from "../../data/local-db.ts";
import { t } from "../../i18n/t.ts";
import { bodyHtml } from "../compose/answer.ts";
import { sanitizeQuote } from "../compose/editor/sanitize.ts";
import { escapeHtml } from "../compose/html-text.ts";

/** No script, no form, nothing from anywhere; the frame's sandbox and the page's own policy say so as well. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";

/** A document of a letter that this machine keeps, as an object URL; says so when it keeps none. The caller revokes it. */
export async function keptFrameUrl(db: LocalDb, at: { accountId: JmapId; emailId: JmapId }): Promise<string> {
  const letter = await keptLetter(db, at.accountId, at.emailId);
  const body = letter ? sanitizeQuote(bodyHtml(letter)) : `<p>${escapeHtml(t("read.notKept"))}</p>`;
  const html =
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<base target="_blank"><body style="margin:0;font:16px/1.5 sans-serif">${body}`;
  return URL.createObjectURL(new Blob([html], { type: "text/html" }));
}
