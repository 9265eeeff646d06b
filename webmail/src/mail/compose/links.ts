import type { FileLink, FileLinksCapability } from "@congthu/shared/jmap/congthu";
import { CAPABILITY, type JmapId } from "@congthu/shared/jmap/core";
import type { MailCapability } from "@congthu/shared/jmap/mail";
import { newBatch } from "../../data/jmap-client.ts";
import { fullDate } from "../../i18n/dates.ts";
import { formatSize } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import type { MailAccount } from "../mail.ts";
import type { Draft, DraftFile } from "./draft.ts";
import { escapeHtml } from "./html-text.ts";

/** Stands before the files sent as links in a letter we wrote, so that a reopened draft finds them again. */
const LINKS_MARK = '<div class="congthu-links">';
const LINK = /<a href="([^"]*)" data-link="([^"]*)" data-size="(\d+)" data-until="([^"]*)"[^>]*>([^<]*)<\/a>/g;

export type LinkedFile = DraftFile & { state: { is: "linked"; linkId: JmapId; url: string; until: string } };

/** How the account sends files as links; null where it does not. */
export function linksOf(account: MailAccount): FileLinksCapability | null {
  const own = account.client.session.accounts[account.id]?.accountCapabilities[CAPABILITY.congthu];
  return (own as { fileLinks?: FileLinksCapability | null } | undefined)?.fileLinks ?? null;
}

/** Whether a file of that many octets goes as a link: by itself too large for a letter, or too much beside what is attached already. */
export function goesAsLink(account: MailAccount, sizeBytes: number, attachedBytes: number): boolean {
  const links = linksOf(account);
  if (!links || sizeBytes > links.most) return false;
  const mail = account.client.session.accounts[account.id]?.accountCapabilities[CAPABILITY.mail];
  const room = (mail as Partial<MailCapability> | undefined)?.maxSizeAttachmentsPerEmail ?? Number.POSITIVE_INFINITY;
  return sizeBytes > links.above || sizeBytes + attachedBytes > room;
}

/** The state of a file whose link was made; its address is whole, since it is read in other people's programs. */
export function linkedState(link: FileLink): LinkedFile["state"] {
  return { is: "linked", linkId: link.id, url: new URL(link.url, location.origin).href, until: link.expiresAt };
}

/** The files of a draft that go as links. */
export function linkedFiles(draft: Draft): LinkedFile[] {
  return draft.files.filter((file): file is LinkedFile => file.state.is === "linked");
}

/** The links as they stand under a letter's text; "" for none. */
export function linksHtml(files: readonly LinkedFile[]): string {
  if (files.length === 0) return "";
  const lines = files.map(({ name, size, state }) => {
    const { linkId, url, until } = state;
    const mark = `data-link="${escapeHtml(linkId)}" data-size="${size}" data-until="${escapeHtml(until)}"`;
    return `<li><a href="${escapeHtml(url)}" ${mark}>${escapeHtml(name.normalize("NFC"))}</a> (${termsOf(size, until)})</li>`;
  });
  return `${LINKS_MARK}<p><b>${t("links.inLetter")}</b></p><ul>${lines.join("")}</ul></div>`;
}

/** The same as plain text. */
export function linksText(files: readonly LinkedFile[]): string {
  if (files.length === 0) return "";
  const lines = files.map(
    ({ name, size, state }) => `- ${name.normalize("NFC")} (${termsOf(size, state.until)}):\n  ${state.url}`,
  );
  return [t("links.inLetter"), ...lines].join("\n");
}

function termsOf(size: number, until: string): string {
  return t("links.terms", { size: formatSize(size), until: fullDate(until) });
}

/** Parts the text of a stored draft of ours from the links under it. */
export function splitLinks(html: string): { html: string; files: LinkedFile[] } {
  const at = html.lastIndexOf(LINKS_MARK);
  if (at < 0) return { html, files: [] };
  const end = html.indexOf("</div>", at) + "</div>".length;
  const files = [...html.slice(at, end).matchAll(LINK)].map(([, url, linkId, size, until, name], i): LinkedFile => {
    const state = { is: "linked" as const, linkId: linkId ?? "", url: url ?? "", until: until ?? "" };
    return { key: `linked-${i}`, name: unescapeHtml(name ?? ""), type: "", size: Number(size), cid: null, state };
  });
  return { html: html.slice(0, at) + html.slice(end), files };
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

/** Withdraws links nobody will get. What cannot be withdrawn now expires by itself. */
export async function withdrawLinks(account: MailAccount, linkIds: readonly JmapId[]): Promise<void> {
  if (linkIds.length === 0) return;
  const batch = newBatch();
  batch.add("FileLink/set", { accountId: account.id, destroy: [...linkIds] });
  await account.client.run(batch).catch(() => {});
}
