import { setImmediate as nextTurn } from "node:timers/promises";
import { fold } from "@congthu/shared/fold";
import type { AccountId, EmailId } from "@congthu/shared/ids";
import { decodeWords } from "../../mime/encoded-word.ts";
import { headerText } from "../../mime/envelope.ts";
import { fieldName, scanHeaders } from "../../mime/headers.ts";
import type { App } from "../app.ts";
import { describeEmails, loadEmails, type StoredEmail } from "./load-emails.ts";
import { readMessage } from "./read-message.ts";

const PAGE = 100;

/** Which of these Emails have the header field, holding `text` when it is given: case and marks aside. RFC 8621 §4.4.1 */
export async function emailsWithHeader(
  app: Pick<App, "blobs" | "db">,
  q: { accountId: AccountId; emailIds: readonly EmailId[]; name: string; text: string | undefined },
): Promise<Set<EmailId>> {
  const found = new Set<EmailId>();
  const name = q.name.toLowerCase();
  const wanted = fold(q.text ?? "");
  for (let i = 0; i < q.emailIds.length; i += PAGE) {
    const emails = await app.db.read((r) => loadEmails(r, q.accountId, q.emailIds.slice(i, i + PAGE)));
    const metas = await describeEmails(app, emails.values());
    for (const [id, email] of emails) {
      const end = (metas.get(email.blob_id)?.root.bodyStart ?? 0) + email.prefix.length;
      if ((await valuesOf(app, email, { name, end })).some((value) => fold(value).includes(wanted))) found.add(id);
    }
    await nextTurn();
  }
  return found;
}

async function valuesOf(
  app: Pick<App, "blobs" | "db">,
  email: StoredEmail,
  q: { name: string; end: number },
): Promise<string[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readMessage(app, email, { start: 0, end: q.end })) pieces.push(piece);
  const octets = Buffer.concat(pieces);
  const fields = scanHeaders(octets, 0).fields.filter((f) => fieldName(octets, f).toLowerCase() === q.name);
  return fields.map((field) => decodeWords(headerText(octets, field, "")).trim());
}
