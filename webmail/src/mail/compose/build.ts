import type { JmapId } from "@congthu/shared/jmap/core";
import type { EmailAddress, EmailBodyPartCreate, EmailCreate } from "@congthu/shared/jmap/mail";
import { KEYWORD } from "@congthu/shared/jmap/mail";
import type { Envelope, Identity } from "@congthu/shared/jmap/submission";
import { withoutRepeats } from "../people.ts";
import type { Draft, DraftFile } from "./draft.ts";
import { editorHtmlToText } from "./html-text.ts";
import { linkedFiles, linksHtml, linksText } from "./links.ts";
import { QUOTE_MARK, RECEIPT_HEADER } from "./reopen.ts";

export type BuildWith = {
  identity: Identity;
  draftsId: JmapId;
  /** Who writes on behalf of the identity; null for an own one. */
  agent: EmailAddress | null;
  /** Makes foreign HTML harmless. */
  sanitize: (html: string) => string;
};

/** Decree 30/2020 §II.1: Times New Roman, 13 to 14 points. */
const BODY_STYLE = "font-family:'Times New Roman',Times,serif;font-size:14pt;line-height:1.4";

/** The stored form of a draft (RFC 8621 §4.6): text and HTML, images in the text by `cid:`, everything in NFC. */
export function buildEmail(draft: Draft, { identity, draftsId, agent, sanitize }: BuildWith): EmailCreate {
  const written = cidImages(draft.html).normalize("NFC");
  const quoted = draft.quote ? `${QUOTE_MARK}${sanitize(draft.quote.html)}</div>` : "";
  const linked = linkedFiles(draft);
  const html = `<div style="${BODY_STYLE}">${written}${linksHtml(linked)}</div>${quoted}`;
  const text = [editorHtmlToText(written), linksText(linked), draft.quote?.text].filter(Boolean).join("\n\n");
  const list = (people: EmailAddress[]) => (people.length > 0 ? people.map(tidy) : null);
  return {
    mailboxIds: { [draftsId]: true },
    keywords: { [KEYWORD.draft]: true, [KEYWORD.seen]: true },
    from: [{ name: identity.name || null, email: identity.email }],
    // RFC 5322 §3.6.2: the mailbox whose letter it is, and who sends it.
    sender: agent ? [tidy(agent)] : null,
    replyTo: identity.replyTo,
    to: list(draft.to),
    cc: list(draft.cc),
    bcc: list(draft.bcc),
    subject: draft.subject.normalize("NFC").replace(/\s+/g, " ").trim(),
    ...(draft.receipt ? { [RECEIPT_HEADER]: [{ name: identity.name || null, email: identity.email }] } : {}),
    inReplyTo: draft.inReplyTo,
    references: draft.references,
    bodyValues: { text: { value: text.normalize("NFC") }, html: { value: html } },
    textBody: [{ partId: "text", type: "text/plain" }],
    htmlBody: [{ partId: "html", type: "text/html" }],
    attachments: draft.files.flatMap((file) => attachmentOf(file, html)),
  };
}

/** What the letter is sent with: each recipient once; `hold` as parameters of RFC 4865. */
export function buildEnvelope(draft: Draft, identity: Identity, hold: Record<string, string> | null): Envelope {
  const all = withoutRepeats([...draft.to, ...draft.cc, ...draft.bcc]);
  return {
    mailFrom: { email: identity.email, parameters: hold },
    rcptTo: all.map(({ email }) => ({ email: email.trim(), parameters: null })),
  };
}

function tidy({ name, email }: EmailAddress): EmailAddress {
  return { name: name?.normalize("NFC").trim() || null, email: email.trim() };
}

/** A file that is ready; an image that no longer stands in the text is left out. */
function attachmentOf({ name, type, size, cid, state }: DraftFile, html: string): EmailBodyPartCreate[] {
  if (state.is !== "ready") return [];
  const part = { blobId: state.blobId, name: name.normalize("NFC"), type, size };
  if (cid === null) return [{ ...part, disposition: "attachment" }];
  return html.includes(`cid:${cid}`) ? [{ ...part, disposition: "inline", cid }] : [];
}

/** In the editor an image is shown from the server and carries its cid; in the letter it is named by it (`cid:`). */
export function cidImages(html: string): string {
  return html.replace(/<img\b[^>]*>/gi, (tag) => {
    const cid = /\bdata-cid="([^"]*)"/i.exec(tag)?.[1];
    if (!cid) return tag;
    return tag.replace(/\s*\bdata-cid="[^"]*"/i, "").replace(/\bsrc="[^"]*"/i, `src="cid:${cid}"`);
  });
}

/** True when nothing was written or chosen, so that there is nothing to keep. */
export function isBlank({ to, cc, bcc, subject, html, files, quote }: Draft, signatureHtml: string): boolean {
  const text = editorHtmlToText(html);
  return (
    to.length + cc.length + bcc.length + files.length === 0 &&
    subject.trim() === "" &&
    quote === null &&
    (text === "" || text === editorHtmlToText(signatureHtml)) &&
    !/<img\b/i.test(html)
  );
}
