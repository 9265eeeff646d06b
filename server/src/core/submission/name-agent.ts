import { parseAddresses } from "../../mime/addresses.ts";
import { encodeWordsAlways } from "../../mime/encoded-word.ts";
import { headerText } from "../../mime/envelope.ts";
import { isNamed, scanHeaders } from "../../mime/headers.ts";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import { MailError } from "../errors.ts";
import { withoutFields } from "./outgoing-bytes.ts";
import { senderAccount } from "./sender.ts";

type Actor = Pick<Principal, "account">;

/**
 * A letter of an agency's mailbox, or of another one that was delegated, says who sends it on its behalf: the person as its Sender. One that
 * names somebody the person may not send as is not believed. RFC 5322 §3.6.2; RFC 6409 §8.1 lets the server add or replace the field.
 * Throws sender.notAllowed when the person may not write in the name of an author.
 */
export async function nameAgent(r: Reader, actor: Actor, q: { bytes: Buffer; nowMs: number }): Promise<Buffer> {
  const authors = fieldAddresses(q.bytes, "from");
  const agents = fieldAddresses(q.bytes, "sender");
  const mine = actor.account.account_id;
  let needed = authors.length > 1;
  for (const address of authors)
    if ((await senderAccount(r, actor, { address, nowMs: q.nowMs })).account_id !== mine) needed = true;
  if (await mayAll(r, actor, agents, q.nowMs))
    return agents.length > 0 || !needed ? q.bytes : withAgent(actor, q.bytes);
  const bytes = withoutFields(q.bytes, ["sender"]);
  return needed ? withAgent(actor, bytes) : bytes;
}

async function mayAll(r: Reader, actor: Actor, addresses: readonly string[], nowMs: number): Promise<boolean> {
  try {
    for (const address of addresses) await senderAccount(r, actor, { address, nowMs });
    return true;
  } catch (err) {
    if (err instanceof MailError && err.code === "sender.notAllowed") return false;
    throw err;
  }
}

function withAgent({ account }: Actor, bytes: Buffer): Buffer {
  const name = account.full_name === "" ? "" : `${encodeWordsAlways(account.full_name)}\r\n `;
  return Buffer.concat([Buffer.from(`Sender: ${name}<${account.address}>\r\n`), bytes]);
}

function fieldAddresses(bytes: Buffer, name: string): string[] {
  const fields = scanHeaders(bytes, 0).fields.filter((f) => isNamed(bytes, f, name));
  return fields.flatMap((f) => parseAddresses(headerText(bytes, f)).addresses.map((a) => a.email));
}
