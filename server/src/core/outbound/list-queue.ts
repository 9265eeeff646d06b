import type { WaitingDomain, WaitingLetter } from "@congthu/shared/api/queue";
import type { AgencyId } from "@congthu/shared/ids";
import { statusReason } from "../../mime/dsn-text.ts";
import type { Reader } from "../../store/db.ts";
import { type QueueFilter, type WaitingRow, waitingDomains, waitingLetters } from "../../store/queue.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { isRootPath, powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { MailError } from "../errors.ts";
import { statusOf } from "./replies.ts";

/** Domains listed; a storm of bounces can leave more of them than anyone reads. */
const MOST_DOMAINS = 500;

export type QueueQuery = {
  agencyId?: AgencyId | undefined;
  domain?: string | undefined;
  after?: string | undefined;
  limit: number;
};

/** A page of what waits, the next to be tried first, each with why. Throws access.denied, agency.notFound, invalid (the cursor). */
export function listQueue(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: QueueQuery,
): Promise<{ items: WaitingLetter[]; next: string | null }> {
  return app.db.read(async (r) => {
    const filter = { ...(await queueScope(r, principal, q.agencyId)), domain: q.domain };
    const rows = await waitingLetters(r, filter, { after: parseCursor(q.after), limit: q.limit + 1 });
    const shown = rows.slice(0, q.limit);
    const last = shown.at(-1);
    const more = rows.length > q.limit && last !== undefined;
    const nowMs = app.clock.now();
    return {
      items: shown.map((row) => letterView(row, nowMs)),
      next: more ? `${last.next_at}.${last.outbound_id}` : null,
    };
  });
}

/** Domains for which something waits, and how much in all. Throws access.denied, agency.notFound. */
export function listQueueDomains(
  app: Pick<App, "db">,
  principal: Principal,
  q: { agencyId?: AgencyId | undefined },
): Promise<{ items: WaitingDomain[]; total: number }> {
  return app.db.read(async (r) => {
    const rows = await waitingDomains(r, await queueScope(r, principal, q.agencyId), MOST_DOMAINS);
    const items = rows.map((row) => ({
      domain: row.domain,
      waiting: row.n,
      oldestAt: row.oldest_at,
      nextAt: row.next_at,
      attempts: row.attempts,
    }));
    return { items, total: items.reduce((sum, d) => sum + d.waiting, 0) };
  });
}

/** Whose letters the principal may see: of the own agencies' senders; what strangers and the server sent belongs to the whole. */
async function queueScope(r: Reader, principal: Principal, agencyId: AgencyId | undefined): Promise<QueueFilter> {
  const powers = await powersOf(r, principal);
  const paths = powers.paths("queue.view");
  if (paths.length === 0) throw new MailError("access.denied");
  if (agencyId === undefined) return { paths: paths.some(isRootPath) ? null : paths };
  const agency = await visibleAgency(r, powers, agencyId);
  powers.require("queue.view", agency.path);
  return { paths: isRootPath(agency.path) ? null : [agency.path] };
}

function letterView(row: WaitingRow, nowMs: number): WaitingLetter {
  return {
    id: row.outbound_id,
    traceId: row.trace_id,
    from: row.mail_from,
    to: row.recipient,
    domain: row.domain,
    agencyName: row.agency_name,
    sizeBytes: row.size_bytes,
    createdAt: row.created_at,
    attempts: row.attempts,
    isUnderWay: row.lease_until > nowMs,
    lastAt: row.last_at,
    nextAt: row.next_at,
    expiresAt: row.expires_at,
    host: row.last_remote,
    tls: row.last_tls,
    reply: row.last_reply,
    why: whyOf(row),
  };
}

function whyOf(row: Pick<WaitingRow, "attempts" | "last_reply">): { vi: string; en: string } {
  if (row.last_reply === "") return { vi: "Chưa đến lượt gửi lần đầu.", en: "Its first turn has not come." };
  const status = statusOf(row.last_reply);
  return { vi: statusReason(status, "vi"), en: statusReason(status, "en") };
}

function parseCursor(text: string | undefined): { nextAt: number; id: string } | null {
  if (text === undefined) return null;
  const [, nextAt, id = ""] = /^(\d{1,16})\.(o[0-9a-v]+)$/.exec(text) ?? [];
  if (nextAt === undefined) throw new MailError("invalid", "cursor");
  return { nextAt: Number(nextAt), id };
}
