import { addressKey } from "@congthu/shared/address";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { accountById, receivers } from "../../store/accounts.ts";
import { addressRow, groupById } from "../../store/addresses.ts";
import type { Reader } from "../../store/db.ts";
import { type Channel, insertMailLog, type Origin } from "../../store/mail-log.ts";
import type { App } from "../app.ts";
import type { Addressee } from "../delivery/addressees.ts";
import type { ErrorCode } from "../errors.ts";

type Deps = Pick<App, "clock" | "db">;

/** Refused recipients kept of one connection: who tries more is guessing addresses, and each costs a commit. */
const KEPT_PER_CONNECTION = 20;

/** Notes that a recipient was refused at RCPT, where the letter itself was never seen: somebody will ask why it did not come. */
export async function noteRefusedRecipient(
  app: Deps,
  q: {
    code: ErrorCode;
    mailFrom: string;
    recipient: string;
    channel: Channel;
    sizeBytes: number;
    origin: Partial<Origin>;
    /** How many this connection had refused, this one included. */
    nth: number;
  },
): Promise<void> {
  if (q.nth > KEPT_PER_CONNECTION) return;
  const owner = await app.db.read((r) => ownerOf(r, q.recipient));
  const at = app.clock.now();
  await app.db.write((tx) =>
    insertMailLog(tx, [
      {
        ...{ log_id: timeId("l", at), at, kind: "refused" as const, channel: q.channel, peer: "" as const },
        ...{ account_id: owner.accountId, agency_id: owner.agencyId, trace_id: timeId("x", at) },
        ...{ sender: q.mailFrom, recipient: q.recipient.slice(0, 320), message_id: "", size_bytes: q.sizeBytes },
        ...{ remote: "", reply: q.code, ...q.origin },
      },
    ]),
  );
}

/** Notes that a letter was refused after it was seen, for each of its recipients. */
export async function noteRefusedMessage(
  app: Deps,
  q: {
    code: ErrorCode;
    mailFrom: string;
    to: readonly Addressee[];
    bytes: Uint8Array;
    traceId: string;
    messageId: string;
    origin?: Partial<Origin>;
  },
): Promise<void> {
  const at = app.clock.now();
  const idOf = (to: Addressee) => (to.to.kind === "account" ? to.to.accountId : null);
  await app.db.write(async (tx) => {
    const known = await receivers(
      tx,
      q.to.flatMap((to) => idOf(to) ?? []),
    );
    await insertMailLog(
      tx,
      q.to.map((to) => {
        const accountId = idOf(to);
        return {
          ...{ log_id: timeId("l", at), at, kind: "refused" as const, channel: "smtp" as const, peer: "" as const },
          ...{ account_id: accountId, agency_id: (accountId && known.get(accountId)?.agency_id) ?? null },
          ...{ trace_id: q.traceId, sender: q.mailFrom, recipient: to.address, message_id: q.messageId },
          ...{ size_bytes: q.bytes.length, remote: "", reply: q.code, ...q.origin },
        };
      }),
    );
  });
}

/** Whose address it is or was: their agency's administrator may know of the refusal. */
async function ownerOf(
  r: Reader,
  address: string,
): Promise<{ accountId: AccountId | null; agencyId: AgencyId | null }> {
  const row = await addressRow(r, addressKey(address));
  const account = row?.account_id ? await accountById(r, row.account_id) : undefined;
  const group = row?.group_id ? await groupById(r, row.group_id) : undefined;
  return { accountId: account?.account_id ?? null, agencyId: account?.agency_id ?? group?.agency_id ?? null };
}
