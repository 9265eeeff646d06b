import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { receivers } from "../../store/accounts.ts";
import { releaseBlob } from "../../store/blob-refs.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { insertMailLog, type MailLogRow } from "../../store/mail-log.ts";
import { deferOutbound, leasedOutbound, type OutboundRow, settleOutbound } from "../../store/outbound.ts";
import { setDelivered, touchSubmission } from "../../store/submissions.ts";
import type { App } from "../app.ts";
import { publicMail } from "../delivery/peer.ts";
import { type Notice, postNoticeIn, type Told, writeNotices } from "./bounce.ts";
import { outboundFact } from "./facts.ts";
import type { PostDeps } from "./post-letter.ts";
import { verdictOf } from "./replies.ts";
import { waitAfter } from "./schedule.ts";

/** What one try came to. `remote` is empty when no host was spoken to, `tls` in the clear; a host that knows DSN tells of a success itself. */
export type Tried = { row: OutboundRow; reply: string; remote: string; tls?: string; remoteKnowsDsn: boolean };

type Deps = PostDeps & Pick<App, "blobs" | "db" | "site">;
type Step = Tried & { verdict: "relayed" | "failed" | "deferred"; nextAt: number; isDelayTold: boolean };

/**
 * Writes down what tries came to, in one commit: the row's end or its next try, the trace, the state the sender sees, the notices owed.
 * A row whose lease another took over meanwhile is left to that one. Gives how many rows were settled or put back.
 */
export async function settle(app: Deps, tried: readonly Tried[]): Promise<number> {
  if (tried.length === 0) return 0;
  const nowMs = app.clock.now();
  const steps = tried.map((t) => stepOf(t, nowMs));
  const notices = await writeNotices(app, steps.flatMap(toldOf));
  return app.db.write((tx) => settleIn(app, tx, { steps, notices, nowMs }));
}

function stepOf(t: Tried, nowMs: number): Step {
  const { row } = t;
  const told = verdictOf(t.reply);
  // RFC 5321 §4.5.4.1: tried long enough, the sender is told that it failed
  const verdict = told === "deferred" && nowMs >= row.expires_at ? "failed" : told;
  const nextAt = Math.min(nowMs + waitAfter(row.attempts + 1), Math.max(row.expires_at, nowMs + 1));
  const isDelayTold = verdict === "deferred" && row.delay_notice_at !== null && nowMs >= row.delay_notice_at;
  return { ...t, verdict, nextAt, isDelayTold };
}

function toldOf(s: Step): Told[] {
  if (s.verdict === "failed") return [{ ...s, action: "failed" }];
  if (s.isDelayTold) return [{ ...s, action: "delayed" }];
  if (s.verdict !== "relayed") return [];
  if (s.row.delivered_at !== null) return [{ ...s, action: "delivered" }];
  // RFC 3461 §5.2.2: nobody behind a host that knows no DSN will tell of the success
  return s.remoteKnowsDsn ? [] : [{ ...s, action: "relayed" }];
}

async function settleIn(
  app: Deps,
  tx: Tx,
  q: { steps: readonly Step[]; notices: readonly Notice[]; nowMs: number },
): Promise<number> {
  const mine: Step[] = [];
  for (const step of q.steps) {
    if (await leasedOutbound(tx, step.row.outbound_id, step.row.lease_until)) mine.push(step);
  }
  if (mine.length === 0) return 0;
  const agencies = await agenciesOf(tx, mine);
  const facts: MailLogRow[] = [];
  const webmail = await publicMail(tx);
  for (const step of mine) {
    await settleRow(tx, step, q.nowMs);
    const after = { ...step.row, last_reply: step.reply, last_remote: step.remote, last_tls: step.tls ?? "" };
    const kind = step.verdict === "failed" ? "bounced" : step.verdict;
    const agencyId = (step.row.account_id && agencies.get(step.row.account_id)) ?? null;
    if (step.row.delivered_at === null)
      facts.push(outboundFact(kind, after, { agencyId, channel: "smtp", atMs: q.nowMs, webmail }));
    tx.afterCommit(() => app.metrics.count("congthu_outbound_settled_total", { verdict: step.verdict }));
  }
  await insertMailLog(tx, facts);
  await tellSubmissions(app, tx, mine, q.nowMs);
  for (const notice of q.notices) await postNoticeIn(app, tx, notice);
  return mine.length;
}

async function settleRow(tx: Tx, s: Step, nowMs: number): Promise<void> {
  const attempts = s.row.attempts + 1;
  const common = {
    outboundId: s.row.outbound_id,
    ...{ attempts, reply: s.reply, remote: s.remote, tls: s.tls ?? "", nowMs },
  };
  if (s.verdict === "deferred") {
    const delayNoticeAt = s.isDelayTold ? null : s.row.delay_notice_at;
    await deferOutbound(tx, { ...common, nextAt: s.nextAt, delayNoticeAt });
    return;
  }
  await settleOutbound(tx, { ...common, state: s.verdict === "relayed" ? "relayed" : "bounced" });
  await releaseBlob(tx, s.row.blob_id, 1, nowMs);
}

async function agenciesOf(tx: Tx, steps: readonly Step[]): Promise<Map<AccountId, AgencyId>> {
  const ids = [...new Set(steps.flatMap((s) => s.row.account_id ?? []))];
  return new Map([...(await receivers(tx, ids))].map(([id, a]) => [id, a.agency_id]));
}

/** RFC 8621 §7: deliveryStatus follows what the other server said. */
async function tellSubmissions(app: Deps, tx: Tx, steps: readonly Step[], nowMs: number): Promise<void> {
  const modseqs = new Map<AccountId, number>();
  for (const { row, verdict, reply } of steps) {
    if (row.submission_id === null || row.account_id === null || row.delivered_at !== null) continue;
    const delivered = verdict === "failed" ? "no" : verdict === "deferred" ? "queued" : "unknown";
    const place = { submission_id: row.submission_id, address: row.recipient };
    await setDelivered(tx, { ...place, delivered, smtp_reply: reply, at: nowMs });
    const modseq = modseqs.get(row.account_id) ?? (await raiseModseq(tx, row.account_id));
    modseqs.set(row.account_id, modseq);
    await touchSubmission(tx, row.submission_id, modseq);
  }
  for (const [accountId, modseq] of modseqs) tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
}
