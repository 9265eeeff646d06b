import { addressKey } from "@congthu/shared/address";
import type { AgencyId } from "@congthu/shared/ids";
import { timeId } from "../../lib/ids.ts";
import { asBuffer } from "../../mime/headers.ts";
import { type AccountStatus, receivers } from "../../store/accounts.ts";
import { receiverAt } from "../../store/addresses.ts";
import type { Reader } from "../../store/db.ts";
import { allDomains } from "../../store/domains.ts";
import type { Origin } from "../../store/mail-log.ts";
import type { OutboundRow } from "../../store/outbound.ts";
import type { App } from "../app.ts";
import { type Addressee, refusalOf, type Wish } from "../delivery/addressees.ts";
import { type Hop, receivedLine } from "../delivery/received.ts";
import { stageMessage } from "../delivery/stage-message.ts";
import { resolveRecipient } from "../directory/resolve-recipient.ts";
import { MailError } from "../errors.ts";
import { postIn } from "../outbound/post-letter.ts";
import { withoutRoom } from "../quotas/pools.ts";
import { hasBareLineEnd } from "../submission/outgoing-bytes.ts";
import { checkMessage } from "./check-message.ts";
import { withoutForgedVerdict } from "./forged-verdict.ts";
import { noteRefusedMessage } from "./note-refused.ts";

/**
 * Finds out where a recipient named from outside leads. Throws domain.notFound (we relay for nobody), recipient.unknown,
 * recipient.closed, quota.exceeded.
 */
export async function acceptRecipient(
  r: Reader,
  q: { address: string; sizeBytes: number } & Partial<Wish>,
): Promise<Addressee> {
  const wish = { notify: q.notify ?? "", orcpt: q.orcpt ?? "" };
  // Nearly every recipient is an account by its plain address: one look-up tells all.
  const known = await receiverAt(r, addressKey(q.address));
  if (known && TAKING.has(known.status)) {
    await requireRoom(r, known, q.sizeBytes);
    return { address: q.address, ...wish, to: { kind: "account", accountId: known.account_id, address: q.address } };
  }
  const address = q.address.includes("@") ? q.address : `${q.address}@${(await allDomains(r))[0]?.domain ?? ""}`;
  const to = await resolveRecipient(r, address);
  if (to.kind === "remote") throw new MailError("domain.notFound", address);
  const code = refusalOf(to, null);
  if (code) throw new MailError(code, address);
  if (to.kind === "account") await requireRoom(r, (await receivers(r, [to.accountId])).get(to.accountId), q.sizeBytes);
  return { address, ...wish, to };
}

/** A temporarily locked account still receives (vietnam.md §2.1). */
const TAKING = new Set<AccountStatus>(["active", "locked"]);

/** Room in the mailbox itself, and in the pools of its agency and those above. */
async function requireRoom(
  r: Reader,
  a: { agency_id: AgencyId; quota_bytes: number; used_bytes: number } | undefined,
  sizeBytes: number,
): Promise<void> {
  if (!a || a.quota_bytes - a.used_bytes < Math.max(sizeBytes, 1)) throw new MailError("quota.exceeded");
  if ((await withoutRoom(r, [a.agency_id])).size > 0) throw new MailError("quota.exceeded");
}

export type Arrival = {
  mailFrom: string;
  to: readonly Addressee[];
  bytes: Uint8Array;
  /** The Authentication-Results line about who stands behind it (mailauth/verify), with its CRLF. */
  verdict: string;
  /** What our Received line tells of the way here. */
  hop: Pick<Hop, "client" | "protocol">;
  ret: OutboundRow["dsn_ret"];
  envid: string;
  /** The same for the log. */
  origin?: Partial<Origin>;
};

type Deps = Pick<App, "blobs" | "changes" | "clock" | "db" | "metrics" | "site" | "wakeups">;

/**
 * Takes responsibility for a message from outside: when it resolves, with the id of the message in our trace, every recipient has it or
 * has a queue row. Throws message.tooLarge, message.invalid, message.secret.
 */
export async function acceptMessage(app: Deps, a: Arrival): Promise<string> {
  const nowMs = app.clock.now();
  const traceId = timeId<"trace">("x", nowMs);
  const bytes = withoutForgedVerdict(asBuffer(a.bytes), app.site.hostname);
  // RFC 5321 §2.3.8 (bare CR and LF), RFC 6152 §3 (NUL): other servers would read another message than we
  if (bytes.includes(0) || hasBareLineEnd(bytes)) throw new MailError("message.invalid");
  const staged = await stageMessage(app, bytes);
  try {
    await app.db.read((r) => checkMessage(r, staged.meta, bytes));
  } catch (err) {
    if (err instanceof MailError)
      await noteRefusedMessage(app, { ...a, traceId, code: err.code, messageId: staged.meta.messageId?.[0] ?? "" });
    throw err;
  }
  const [only, ...others] = a.to;
  const received = receivedLine({
    ...a.hop,
    by: app.site.hostname,
    traceId,
    atMs: nowMs,
    ...(only && others.length === 0 ? { recipient: only.address } : {}),
  });
  await app.db.write((tx) =>
    postIn(app, tx, {
      staged,
      mailFrom: a.mailFrom,
      sender: null,
      submissionId: null,
      to: a.to,
      extra: a.verdict,
      received,
      traceId,
      channel: "smtp",
      ret: a.ret,
      envid: a.envid,
      origin: a.origin,
    }),
  );
  return traceId;
}
