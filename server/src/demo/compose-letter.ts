import { composeMessage } from "../mime/compose.ts";
import type { Letter, Party } from "./letter.ts";

/** The octets of a letter. The same letter gives the same octets. */
export function composeLetter(letter: Letter): Buffer {
  if (letter.raw) return letter.raw;
  return composeMessage(
    {
      ...{ from: [mailbox(letter.from)], to: letter.to.map(mailbox), cc: letter.cc.map(mailbox), bcc: [] },
      ...{ subject: letter.subject, text: letter.text, date: letter.at, messageId: bare(letter.messageId) },
      ...(letter.html === null ? {} : { html: letter.html }),
      files: letter.files.map((f) => ({
        name: f.name,
        type: f.type,
        content: f.bytes,
        ...(f.cid ? { cid: f.cid } : {}),
      })),
      ...(letter.inReplyTo === null ? {} : { inReplyTo: [bare(letter.inReplyTo)] }),
      references: letter.references.map(bare),
      headers: letter.headers.map(([name, value]) => ({ name, value })),
    },
    false,
  );
}

function mailbox(p: Party) {
  return { name: p.name, email: p.address };
}

/** A Message-ID without its brackets. */
function bare(id: string): string {
  return id.slice(1, -1);
}
