import { claimByIds, hastenOutbound, waitingByIds, waitingLetters } from "../../store/queue.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { requireWhole } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import type { PostDeps } from "./post-letter.ts";
import { OWN_REPLY } from "./replies.ts";
import { settle } from "./settle.ts";

/** Letters by id, or all that waits for a domain. */
export type ChosenLetters = { ids: readonly string[]; domain?: string | undefined };

/** Rows taken in one transaction; a domain has as many rounds as it needs. */
const ROUND = 200;
const LEASE_MS = 60_000;

/** Lets letters be tried now instead of at their next time; gives how many. Throws access.denied, invalid (nothing chosen). */
export async function retryLetters(
  app: Pick<App, "clock" | "db" | "wakeups">,
  principal: Principal,
  q: ChosenLetters,
): Promise<number> {
  requireWhole(principal, "queue.manage");
  const ids = await idsOf(app, q);
  const letters = await app.db.write(async (tx) => {
    const nowMs = app.clock.now();
    let n = 0;
    for (let i = 0; i < ids.length; i += ROUND) n += await hastenOutbound(tx, ids.slice(i, i + ROUND), nowMs);
    await appendAuditIn(app, tx, principal, {
      action: "queue.retried",
      subjectKind: "queue",
      subjectId: q.domain ?? (ids.length === 1 ? (ids[0] ?? "") : ""),
      agencyId: null,
      detail: { ...(q.domain === undefined ? {} : { domain: q.domain }), letters: n },
    });
    return n;
  });
  app.wakeups.wake("outbound");
  return letters;
}

/**
 * Takes letters out of the queue for good; the sender of each gets a notice. What is being sent right now is left alone. Gives how many
 * went. Throws access.denied, invalid (nothing chosen).
 */
export async function dropLetters(
  app: PostDeps & Pick<App, "blobs" | "db" | "site">,
  principal: Principal,
  q: ChosenLetters & { reason: string },
): Promise<number> {
  requireWhole(principal, "queue.manage");
  const ids = await idsOf(app, q);
  let letters = 0;
  for (let i = 0; i < ids.length; i += ROUND) {
    const part = ids.slice(i, i + ROUND);
    const nowMs = app.clock.now();
    const rows = await app.db.write((tx) => claimByIds(tx, { ids: part, nowMs, leaseMs: LEASE_MS }));
    letters += await settle(
      app,
      rows.map((row) => ({ row, reply: OWN_REPLY.dropped, remote: "", remoteKnowsDsn: false })),
    );
    await app.db.write(async (tx) => {
      for (const row of rows)
        await appendAuditIn(app, tx, principal, {
          action: "queue.dropped",
          subjectKind: "letter",
          subjectId: row.trace_id,
          agencyId: null,
          detail: { from: row.mail_from, to: row.recipient, reason: q.reason, reply: row.last_reply },
        });
    });
  }
  return letters;
}

async function idsOf(app: Pick<App, "db">, q: ChosenLetters): Promise<string[]> {
  const { domain, ids } = q;
  if (domain === undefined && ids.length === 0) throw new MailError("invalid", "nothing chosen");
  const whole = { paths: null };
  if (domain === undefined) {
    const rows = await app.db.read((r) => waitingByIds(r, whole, ids));
    return rows.map((row) => row.outbound_id);
  }
  const page = { after: null, limit: 100_000 };
  const rows = await app.db.read((r) => waitingLetters(r, { ...whole, domain }, page));
  return rows.map((row) => row.outbound_id);
}
