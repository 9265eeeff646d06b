import { type AuditRow, auditAfter } from "../../store/audit.ts";
import type { App } from "../app.ts";
import { type ChainEnd, type ChainFault, nextInChain } from "./check-chain.ts";

export type AuditFormat = "json" | "syslog";

const PAGE = 1_000;

/** The whole audit after an entry, line by line: JSON that `verifyLines` can check anywhere, or messages for a collector of logs. */
export async function* exportAudit(
  app: Pick<App, "db" | "site">,
  q: { after: number; format: AuditFormat },
): AsyncGenerator<string> {
  for (let after = q.after; ; ) {
    const rows = await app.db.read((r) => auditAfter(r, after, PAGE));
    for (const row of rows) yield q.format === "json" ? JSON.stringify(row) : syslogLine(row, app.site.hostname);
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < PAGE) return;
  }
}

/** What became of a file of lines of JSON. `seq` of a fault: the line, as the number of its entry. */
export type LinesVerdict = { ok: true; from: number; end: ChainEnd } | ({ ok: false } & (ChainFault | Unreadable));
type Unreadable = { seq: number; fault: "unreadable" };

/**
 * Checks an export without the database: every line hangs on the one before. An export that begins later than the first entry hangs on the hash its
 * first line names; whether its end is the end is for whoever kept the head of the chain to say.
 */
export async function verifyLines(lines: AsyncIterable<string>): Promise<LinesVerdict> {
  let end: ChainEnd | undefined;
  let from = 0;
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const row = readRow(line);
    if (!row) return { ok: false, seq: (end?.seq ?? 0) + 1, fault: "unreadable" };
    if (!end) from = row.seq;
    const next: ChainEnd | ChainFault = nextInChain(end ?? { seq: row.seq - 1, hash: row.prev_hash }, row);
    if ("fault" in next) return { ok: false, ...next };
    end = next;
  }
  return { ok: true, from, end: end ?? { seq: 0, hash: "" } };
}

function readRow(line: string): AuditRow | undefined {
  try {
    const row = JSON.parse(line) as AuditRow;
    return typeof row.seq === "number" && typeof row.hash === "string" ? row : undefined;
  } catch {
    return undefined;
  }
}

/** Facility 13 (log audit), severity 6. */
const PRIORITY = 13 * 8 + 6;

/** RFC 5424 §6: one message, its fields as JSON; nothing in them breaks a line. */
function syslogLine(row: AuditRow, hostname: string): string {
  const { detail, ...fields } = row;
  const message = JSON.stringify({ ...fields, detail: JSON.parse(detail) as unknown });
  return `<${PRIORITY}>1 ${new Date(row.at).toISOString()} ${hostname} congthu - ${row.action.slice(0, 32)} - ${message}`;
}
