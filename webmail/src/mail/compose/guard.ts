import { fold } from "@congthu/shared/fold";
import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { lineHasMark, subjectHasMark } from "@congthu/shared/secret-mark";
import type { Draft } from "./draft.ts";
import { editorHtmlToText } from "./html-text.ts";
import { isAddress, outsiders } from "./recipients.ts";

/** What speaks against sending now. `stops`: it cannot be sent; otherwise the person may insist. */
export type Objection =
  | { is: "noRecipient" | "uploading" | "failedFile"; stops: true }
  | { is: "badRecipient"; stops: true; list: EmailAddress[] }
  | { is: "secretMark"; stops: false }
  | { is: "emptySubject"; stops: false }
  | { is: "forgottenFile"; stops: false; word: string }
  | { is: "outside"; stops: false; list: EmailAddress[] }
  | { is: "many"; stops: false; count: number };

/** More open addresses than this are worth a question. */
const MANY = 30;

/** As far down as the server looks. */
const HEAD_LINES = 15;

/** Phrases by which people announce a file, without marks. */
const ANNOUNCEMENTS = [
  "dinh kem",
  "kem theo thu",
  "gui kem",
  "kem theo day",
  "tep kem",
  "file kem",
  "phu luc kem",
  "bang kem theo",
  "du thao kem",
  "attached",
  "attachment",
  "enclosed",
];

/** Everything that speaks against sending the draft, the gravest first. */
export function objections(draft: Draft, senderEmail: string): Objection[] {
  const all = [...draft.to, ...draft.cc, ...draft.bcc];
  const bad = all.filter((r) => !isAddress(r));
  const found: (Objection | null)[] = [
    all.length === 0 ? { is: "noRecipient", stops: true } : null,
    bad.length > 0 ? { is: "badRecipient", stops: true, list: bad } : null,
    draft.files.some((f) => f.state.is === "uploading") ? { is: "uploading", stops: true } : null,
    draft.files.some((f) => f.state.is === "failed") ? { is: "failedFile", stops: true } : null,
    hasSecretMark(draft) ? { is: "secretMark", stops: false } : null,
    draft.subject.trim() === "" ? { is: "emptySubject", stops: false } : null,
    forgottenFile(draft),
    outsideObjection(all, senderEmail),
    manyObjection(draft),
  ];
  return found.filter((objection) => objection !== null);
}

/** The mark of a document stands in its subject, in the head of its text, or in the name of its file (Decree 30/2020). */
function hasSecretMark({ subject, html, files }: Draft): boolean {
  const head = editorHtmlToText(html)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return (
    subjectHasMark(subject) ||
    head.slice(0, HEAD_LINES).some(lineHasMark) ||
    files.some(({ name }) => subjectHasMark(name.replaceAll(/[_.-]+/g, " ")))
  );
}

function forgottenFile(draft: Draft): Objection | null {
  if (draft.files.some((file) => file.cid === null)) return null;
  const word = announcedFile(`${draft.subject}\n${editorHtmlToText(draft.html)}`);
  return word === null ? null : { is: "forgottenFile", stops: false, word };
}

/** The words, as they were written, by which a text announces a file; null when it does not. */
export function announcedFile(text: string): string | null {
  const words = text.normalize("NFC").split(/\s+/);
  const folded = words.map((word) => fold(word).replace(/[^\p{L}\p{N}]+/gu, ""));
  for (const phrase of ANNOUNCEMENTS) {
    const parts = phrase.split(" ");
    const at = folded.findIndex((_, i) => parts.every((part, j) => folded[i + j] === part));
    if (at >= 0)
      return words
        .slice(at, at + parts.length)
        .join(" ")
        .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  }
  return null;
}

function outsideObjection(all: EmailAddress[], senderEmail: string): Objection | null {
  const list = outsiders(all, senderEmail);
  return list.length > 0 ? { is: "outside", stops: false, list } : null;
}

function manyObjection({ to, cc }: Draft): Objection | null {
  const count = to.length + cc.length;
  return count > MANY ? { is: "many", stops: false, count } : null;
}
