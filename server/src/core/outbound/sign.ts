import { type DkimKey, signDkim } from "../../mailauth/dkim-sign.ts";
import { parseAddresses } from "../../mime/addresses.ts";
import { lastField, plainValue, scanHeaders } from "../../mime/headers.ts";
import { domainRow } from "../../store/domains.ts";
import type { App } from "../app.ts";
import { asciiDomain } from "../delivery/addressees.ts";

type Deps = Pick<App, "clock" | "db">;

/** The message with a signature of its author's domain before it, when that is ours and has a key; else as it is. */
export async function signed(app: Deps, message: Buffer): Promise<Buffer> {
  const key = await keyFor(app, message);
  if (!key) return message;
  return Buffer.concat([Buffer.from(await signDkim(message, key, app.clock.now()), "latin1"), message]);
}

async function keyFor(app: Deps, message: Buffer): Promise<DkimKey | undefined> {
  const from = lastField(message, scanHeaders(message, 0).fields, "from");
  const author = from === null ? undefined : parseAddresses(plainValue(message, from)).addresses[0];
  if (!author) return undefined;
  const domain = asciiDomain(author.email);
  const row = await app.db.read((r) => domainRow(r, domain));
  if (!row?.dkim_key || !row.dkim_selector) return undefined;
  return { domain, selector: row.dkim_selector, privateKey: row.dkim_key };
}
