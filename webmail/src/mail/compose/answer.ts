import type { JmapId } from "@congthu/shared/jmap/core";
import type { Email, EmailAddress, EmailBodyPart, HeaderProperty, HeaderValue } from "@congthu/shared/jmap/mail";
import type { Identity } from "@congthu/shared/jmap/submission";
import type { OpenedEmail } from "../../data/cache.ts";
import { ANSWER_PREFIXES } from "../../i18n/answer-prefixes.ts";
import { fullDate } from "../../i18n/dates.ts";
import { t } from "../../i18n/t.ts";
import { formatAddress, withoutRepeats } from "../people.ts";
import { type Draft, type DraftFile, emptyDraft, type Quote } from "./draft.ts";
import { escapeHtml, textToHtml } from "./html-text.ts";

export type AnswerMode = "reply" | "replyAll" | "forward";
/** A letter with its body. */
export type OriginalLetter = OpenedEmail &
  Pick<Email, "textBody" | "htmlBody" | "bodyValues"> & { [header: HeaderProperty]: HeaderValue };
export type Sender = Pick<Identity, "id" | "email" | "name"> & { accountId: JmapId };

/**
 * The draft of an answer. Replies go to Reply-To, else to the sender (RFC 5322 §3.6.3); an answer to one's own letter goes
 * to those it went to. The sender is the address the letter was sent to. Null when the person has no address.
 */
export function answerDraft(
  original: OriginalLetter,
  mode: AnswerMode,
  accountId: JmapId,
  senders: readonly Sender[],
): Draft | null {
  const sender = answeringSender(original, accountId, senders);
  if (!sender) return null;
  const { to, cc } = mode === "forward" ? { to: [], cc: [] } : replyRecipients(original, mode, senders);
  const forward = mode === "forward";
  return {
    ...emptyDraft(sender.accountId, sender.id),
    to,
    cc,
    subject: answerSubject(original.subject ?? "", forward ? "Fwd" : "Re"),
    files: answerFiles(original, forward),
    quote: quoteOf(original, forward ? "forward" : "reply", accountId),
    inReplyTo: forward ? null : original.messageId,
    references: forward ? null : referencesOf(original),
    answered: { accountId, emailId: original.id, keyword: forward ? "$forwarded" : "$answered" },
  };
}

/** The address among one's own to which the letter came, else the first of the account it lies in. */
function answeringSender(original: OriginalLetter, accountId: JmapId, senders: readonly Sender[]): Sender | undefined {
  const reached = [...(original.to ?? []), ...(original.cc ?? []), ...(original.bcc ?? []), ...(original.from ?? [])];
  const own = senders.filter((s) => s.accountId === accountId);
  const addressed = (s: Sender) => reached.some((r) => r.email.toLowerCase() === s.email.toLowerCase());
  return own.find(addressed) ?? own[0] ?? senders.find(addressed) ?? senders[0];
}

function replyRecipients(
  original: OriginalLetter,
  mode: "reply" | "replyAll",
  senders: readonly Sender[],
): { to: EmailAddress[]; cc: EmailAddress[] } {
  const from = original.from ?? [];
  const isOwn = from.some((f) => senders.some((s) => s.email.toLowerCase() === f.email.toLowerCase()));
  const direct = isOwn ? (original.to ?? []) : original.replyTo?.length ? original.replyTo : from;
  const to = withoutRepeats(direct);
  if (mode === "reply") return { to, cc: [] };
  const others = [...(isOwn ? [] : (original.to ?? [])), ...(original.cc ?? [])];
  return { to, cc: withoutRepeats(others, [...to, ...senders]) };
}

const PREFIXED = new RegExp(`^(\\s*(${ANSWER_PREFIXES.join("|")})\\s*:\\s*)+`, "iu");

/** "Re: …" once, whatever answers came before. */
export function answerSubject(subject: string, prefix: "Re" | "Fwd"): string {
  return `${prefix}: ${subject.normalize("NFC").replace(PREFIXED, "").trim()}`;
}

/** RFC 5322 §3.6.4: the references of the original, then its own Message-ID. */
function referencesOf({ references, inReplyTo, messageId }: OriginalLetter): string[] | null {
  const before = references ?? (inReplyTo?.length === 1 ? inReplyTo : []);
  const all = [...before, ...(messageId ?? [])];
  return all.length > 0 ? all : null;
}

/** The images that the quoted text shows always go along; the other files only when forwarding. */
function answerFiles(original: OriginalLetter, forward: boolean): DraftFile[] {
  const html = bodyHtml(original);
  return original.attachments.flatMap((part, i) => {
    const shown = part.cid !== null && html.includes(`cid:${part.cid}`);
    if (part.blobId === null || !(shown || forward)) return [];
    return [fileOfPart(part, part.blobId, `original-${i}`, shown ? part.cid : null)];
  });
}

/** A part of a stored letter as a file of a draft. */
export function fileOfPart(part: EmailBodyPart, blobId: JmapId, key: string, cid: string | null): DraftFile {
  const { name, type, size } = part;
  return { key, name: name?.normalize("NFC") ?? "", type, size, cid, state: { is: "ready", blobId } };
}

/** The original with its introduction, as it goes under the answer. */
function quoteOf(original: OriginalLetter, kind: Quote["kind"], accountId: JmapId): Quote {
  const intro = kind === "reply" ? [replyIntro(original)] : forwardIntro(original);
  const introHtml = `<p>${intro.map(escapeHtml).join("<br>")}</p>`;
  const body = bodyHtml(original);
  const style = "margin:0 0 0 6pt;padding-left:8pt;border-left:2px solid #b4bfcf";
  const html =
    kind === "reply"
      ? `${introHtml}<blockquote type="cite" style="${style}">${body}</blockquote>`
      : `${introHtml}${body}`;
  const lines = bodyText(original).split("\n");
  const text = [...intro, ...(kind === "reply" ? lines.map((line) => `> ${line}`) : ["", ...lines])].join("\n");
  return { kind, html, text, source: { accountId, emailId: original.id } };
}

function replyIntro({ from, sentAt, receivedAt }: OriginalLetter): string {
  const name = (from ?? []).map(formatAddress).join(", ");
  return t("compose.quote.reply", { date: fullDate(sentAt ?? receivedAt), name });
}

function forwardIntro({ from, to, cc, subject, sentAt, receivedAt }: OriginalLetter): string[] {
  const list = (people: EmailAddress[] | null) => (people ?? []).map(formatAddress).join(", ");
  return [
    `---------- ${t("compose.quote.forward")} ----------`,
    `${t("read.from")}: ${list(from)}`,
    `${t("read.date")}: ${fullDate(sentAt ?? receivedAt)}`,
    `${t("compose.subject")}: ${subject ?? ""}`,
    `${t("read.to")}: ${list(to)}`,
    ...(cc?.length ? [`${t("read.cc")}: ${list(cc)}`] : []),
  ];
}

/** The letter's HTML as it was sent, not sanitised; plain text as HTML where there is no other. */
export function bodyHtml({ htmlBody, bodyValues }: Pick<OriginalLetter, "htmlBody" | "bodyValues">): string {
  return htmlBody
    .map(({ partId, type }) => {
      const value = (partId === null ? undefined : bodyValues[partId])?.value ?? "";
      return type === "text/html" ? value : type === "text/plain" ? textToHtml(value) : "";
    })
    .join("<br>");
}

function bodyText({ textBody, bodyValues }: OriginalLetter): string {
  return textBody
    .map(({ partId, type }) => (type === "text/plain" && partId !== null ? (bodyValues[partId]?.value ?? "") : ""))
    .join("\n");
}
