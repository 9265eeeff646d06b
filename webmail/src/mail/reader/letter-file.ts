import type { CachedEmail } from "../../data/cache.ts";
import type { Mail, MailAccount } from "../mail.ts";

/** Downloads the letter as it came over the wire. */
export function downloadLetter(mail: Mail, account: MailAccount, letter: CachedEmail): void {
  if (!letter.blobId) return;
  const name = `${(letter.subject ?? "thu")
    .normalize("NFC")
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, " ")
    .trim()
    .slice(0, 80)}.eml`;
  saveUrl(mail.client.downloadUrl(account.id, { blobId: letter.blobId, type: "message/rfc822", name }), name);
}

/** Lets the browser save what a URL of our own origin gives. */
export function saveUrl(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Prints the open letter: the frame prints itself, since only it may look into its document. */
export function printLetter(): void {
  window.print();
}
