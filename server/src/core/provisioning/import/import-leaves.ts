import type { LeaveImport, LeaveRow } from "@congthu/shared/api/leaves";
import { dayNumber } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { type LeaveFault, leaveFieldOf, leaveKindOf } from "@congthu/shared/leave";
import { readDay } from "@congthu/shared/read-day";
import { agencyIdsBelow } from "../../../store/agencies.ts";
import type { Reader } from "../../../store/db.ts";
import { accountsAt, accountsOfAgencies, type KnownAccountRow } from "../../../store/imports.ts";
import { leavesOf } from "../../../store/leaves.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { powersOf } from "../../directory/acts.ts";
import { visibleAgency } from "../../directory/agency-tree.ts";
import { recordLeaveIn } from "../../directory/leaves.ts";
import { MailError } from "../../errors.ts";
import { readListOf } from "./read-list.ts";

/** So long a list is of one agency's people; a longer one comes in parts. */
const MOST_ROWS = 2_000;

/**
 * Puts the leave of a list (.xlsx or CSV) of an agency's people on record, all rows without a fault in one transaction; with `dryRun` it only says what
 * would be. The same list again finds its leave there. Throws agency.notFound, access.denied, invalid (no list in the file, or too long a one).
 */
export async function importLeaves(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { agencyId: AgencyId; bytes: Uint8Array; dryRun: boolean },
): Promise<LeaveImport> {
  const understand = async (r: Reader) => {
    const powers = await powersOf(r, principal);
    const agency = await visibleAgency(r, powers, q.agencyId);
    powers.require("agency.headcount", agency.path);
    return understoodRows(r, agency.path, list);
  };
  const list = await wantedRows(q.bytes);
  if (q.dryRun) return { rows: (await app.db.read(understand)).map(viewOf), recorded: 0 };
  return app.db.write(async (tx) => {
    const rows = await understand(tx);
    let recorded = 0;
    for (const { accountId, from, to, kind, document, fault } of rows) {
      if (fault !== null || accountId === null || from === null || to === null) continue;
      await recordLeaveIn(app, tx, principal, { accountId, leave: { from, to, kind, document } });
      recorded++;
    }
    return { rows: rows.map(viewOf), recorded };
  });
}

type Wanted = Omit<LeaveRow, "fault">;
type Understood = LeaveRow & { accountId: AccountId | null };

async function wantedRows(bytes: Uint8Array): Promise<Wanted[]> {
  const { columns, rows } = await readListOf(bytes, leaveFieldOf);
  if (rows.length > MOST_ROWS) throw new MailError("invalid", "rows");
  return rows.map(({ no, cells }) => {
    const textOf = (field: ReturnType<typeof leaveFieldOf>) =>
      (cells[columns.findIndex((c) => c.field === field)]?.text ?? "").slice(0, 200);
    return {
      no,
      name: textOf("fullName"),
      address: textOf("address").toLowerCase(),
      from: readDay(textOf("from")),
      to: readDay(textOf("to")),
      kind: leaveKindOf(textOf("kind")),
      document: textOf("document"),
    };
  });
}

async function understoodRows(r: Reader, path: string, list: readonly Wanted[]): Promise<Understood[]> {
  const ids = await agencyIdsBelow(r, [path]);
  const inside = new Set(ids);
  const people = (await accountsOfAgencies(r, ids)).filter((a) => a.kind === "person");
  const byName = Map.groupBy(people, (a) => a.fold);
  const byAddress = new Map(
    (
      await accountsAt(
        r,
        list.flatMap((row) => row.address || []),
      )
    ).map((a) => [a.at, a]),
  );
  const taken = new Map<AccountId, { from: number; to: number }[]>();
  const out: Understood[] = [];
  for (const row of list) {
    const at = byAddress.get(row.address);
    const found = row.address === "" ? (byName.get(fold(row.name)) ?? []) : at && inside.has(at.agency_id) ? [at] : [];
    const person = onlyPerson(found);
    const fault = typeof person === "string" ? person : await faultOf(r, row, person, taken);
    const account = typeof person === "string" ? null : person;
    out.push({ ...row, address: account?.address ?? row.address, accountId: account?.account_id ?? null, fault });
  }
  return out;
}

function onlyPerson(found: readonly KnownAccountRow[]): KnownAccountRow | "unknown" | "ambiguous" {
  const [person, other] = found.filter((a) => a.kind === "person");
  if (!person) return "unknown";
  return other ? "ambiguous" : person;
}

/** What keeps leave from being recorded: days that are none, or that touch leave on record or of a row above. */
async function faultOf(
  r: Reader,
  row: Wanted,
  { account_id }: KnownAccountRow,
  taken: Map<AccountId, { from: number; to: number }[]>,
): Promise<LeaveFault | null> {
  if (row.from === null || row.to === null || row.to < row.from) return "days";
  const [from, to] = [dayNumber(row.from), dayNumber(row.to)];
  const above = taken.get(account_id) ?? [];
  const there = (await leavesOf(r, account_id)).map((l) => ({ from: l.from_day, to: l.to_day }));
  if (there.some((l) => l.from === from && l.to === to)) return "known";
  if ([...there, ...above].some((l) => l.from <= to && l.to >= from)) return "overlap";
  taken.set(account_id, [...above, { from, to }]);
  return null;
}

function viewOf({ accountId: _, ...row }: Understood): LeaveRow {
  return row;
}
