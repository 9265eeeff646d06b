import { timeId } from "../../lib/ids.ts";
import { composeDsn, type DsnAction, type DsnRecipient } from "../../mime/dsn.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { allDomains } from "../../store/domains.ts";
import type { OutboundRow } from "../../store/outbound.ts";
import type { App } from "../app.ts";
import { type Addressee, resolveAddressees } from "../delivery/addressees.ts";
import { receivedLine } from "../delivery/received.ts";
import { type StagedMessage, stageMessage } from "../delivery/stage-message.ts";
import { MailError } from "../errors.ts";
import { messageBytes } from "../mailbox/read-message.ts";
import { type PostDeps, postIn } from "./post-letter.ts";
import { statusOf } from "./replies.ts";

/** What the sender of a message is to be told of one recipient. */
export type Told = { row: OutboundRow; action: DsnAction; reply: string; remote: string };

/** A notice ready to be posted: staged, with where it goes. */
export type Notice = { staged: StagedMessage; to: Addressee; traceId: string; received: string };

type Deps = PostDeps & Pick<App, "blobs" | "db" | "site">;

/** The whole original is returned without being asked for only when it is no larger. */
const RETURN_UP_TO = 64 * 1024;

/** Whether the sender wants to hear of that: by default of failures and delays (RFC 3461 §4.1), never about a notice (§6.1 there). */
export function isWanted(row: OutboundRow, action: DsnAction): boolean {
  if (row.mail_from === "" || row.dsn_notify === "NEVER") return false;
  const wish = action === "failed" ? "FAILURE" : action === "delayed" ? "DELAY" : "SUCCESS";
  if (row.dsn_notify === "") return wish !== "SUCCESS";
  return row.dsn_notify.split(",").includes(wish);
}

/** Writes the notices for what happened, one for each message and kind, before any transaction. What nobody wants to hear is left out. */
export async function writeNotices(app: Deps, told: readonly Told[]): Promise<Notice[]> {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    if (!isWanted(one.row, one.action)) continue;
    const key = `${one.row.trace_id} ${one.row.mail_from} ${one.action}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const notices: Notice[] = [];
  for (const group of groups.values()) {
    const notice = await writeNotice(app, group);
    if (notice) notices.push(notice);
  }
  return notices;
}

/** Posts a notice inside the transaction that settles what it tells of: null reverse-path, and no notice about it ever. RFC 3461 §6.1 */
export async function postNoticeIn(app: PostDeps, tx: Tx, n: Notice): Promise<void> {
  await postIn(app, tx, {
    staged: n.staged,
    mailFrom: "",
    sender: null,
    submissionId: null,
    to: [n.to],
    received: n.received,
    traceId: n.traceId,
    channel: "system",
    ret: "",
    envid: "",
  });
}

async function writeNotice(app: Deps, group: readonly Told[]): Promise<Notice | undefined> {
  const [first] = group;
  if (!first) return undefined;
  const { row, action } = first;
  const nowMs = app.clock.now();
  const [to] = await app.db.read((r) => resolveAddressees(r, [{ address: row.mail_from, notify: "NEVER" }]));
  // A sender of ours who is gone cannot be told any more.
  if (!to || to.to.kind === "unknown") return undefined;
  const original = await originalOf(app, row);
  const wantsAll = row.dsn_ret === "FULL" || (row.dsn_ret === "" && original.length <= RETURN_UP_TO);
  const bytes = composeDsn({
    from: { name: "Hệ thống thư · Mail system", email: await app.db.read((r) => postmasterOf(r, row.mail_from)) },
    to: row.mail_from,
    reportingMta: app.site.hostname,
    recipients: group.map((one) => recipientOf(one, nowMs)),
    ...(row.dsn_envid === "" ? {} : { envelopeId: row.dsn_envid }),
    arrivedAt: row.created_at,
    original,
    // RFC 3461 §4.3: RET is about failures; other notices return the header alone
    returnFull: action === "failed" && wantsAll,
    messageId: `${timeId("n", nowMs)}@${app.site.hostname}`,
    date: nowMs,
  });
  const received = receivedLine({ by: app.site.hostname, traceId: row.trace_id, atMs: nowMs });
  return { staged: await stageMessage(app, bytes), to, traceId: row.trace_id, received };
}

function recipientOf({ row, action, reply, remote }: Told, nowMs: number): DsnRecipient {
  return {
    address: row.recipient,
    action,
    status: action === "delivered" || action === "relayed" ? "2.0.0" : statusOf(reply),
    ...(row.dsn_orcpt === "" ? {} : { originalRecipient: row.dsn_orcpt }),
    ...(remote === "" ? {} : { remoteMta: remote.split(" ")[0] ?? remote }),
    ...(reply === "" ? {} : { diagnostic: reply }),
    lastAttempt: nowMs,
    ...(action === "delayed" ? { retryUntil: row.expires_at } : {}),
  };
}

/** The message as it was sent; of one that is gone, nothing. */
async function originalOf(app: Deps, row: OutboundRow): Promise<Buffer> {
  try {
    return await messageBytes(app, row);
  } catch (err) {
    if (err instanceof MailError && err.code === "blob.notFound") return Buffer.alloc(0);
    throw err;
  }
}

/** Of the sender's own domain when that is ours. RFC 5321 §4.5.1 */
async function postmasterOf(r: Reader, mailFrom: string): Promise<string> {
  const domains = (await allDomains(r)).map((d) => d.domain);
  const own = mailFrom.slice(mailFrom.lastIndexOf("@") + 1).toLowerCase();
  return `postmaster@${domains.includes(own) ? own : (domains[0] ?? "localhost")}`;
}
