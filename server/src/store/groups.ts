import type { AccountId, AgencyId, BlobId, GroupId, SubmissionId } from "@congthu/shared/ids";
import type { GroupRow } from "./addresses.ts";
import type { Reader, Row, Tx, Value } from "./db.ts";
import { chunks, holes } from "./db.ts";
import type { Channel } from "./mail-log.ts";
import type { OutboundRow } from "./outbound.ts";

/** `writer` may write to a group that is closed to others; `moderator` lets held letters go. */
export type KeeperRole = "writer" | "moderator";

/** Whom a rule names: mailboxes of a kind in an agency, and below it when `below`, of these tiers and kinds of agency. */
export type GroupRule = {
  agencyId: AgencyId;
  below: boolean;
  who: "staff" | "leaders" | "mailboxes";
  tiers: readonly string[];
  kinds: readonly string[];
};

/** The accounts a rule names that take mail, at the agency at `path`. */
export async function accountsByRule(
  r: Reader,
  path: string,
  rule: Pick<GroupRule, "below" | "who" | "tiers" | "kinds">,
): Promise<AccountId[]> {
  const args: Value[] = [path, rule.below ? `${path}~` : `${path}!`, rule.who === "mailboxes" ? "agency" : "person"];
  const conditions = ["g.path >= ? AND g.path < ? AND a.kind = ?"];
  if (rule.who === "leaders") conditions.push("a.is_leader = 1");
  for (const [column, list] of [
    ["g.tier", rule.tiers],
    ["g.kind", rule.kinds],
  ] as const) {
    if (list.length === 0) continue;
    conditions.push(`${column} IN ${holes(list.length)}`);
    args.push(...list);
  }
  const ruled = conditions.join(" AND ");
  const rows = await r.all<{ account_id: AccountId }>(
    `SELECT a.account_id FROM agency g JOIN account a ON a.agency_id = g.agency_id
      WHERE ${ruled} AND a.status IN ('active', 'locked') ORDER BY a.account_id`,
    ...args,
  );
  return rows.map((row) => row.account_id);
}

/** The groups inside a group. */
export async function groupParts(r: Reader, groupId: GroupId): Promise<GroupId[]> {
  const rows = await r.all<{ part_id: GroupId }>(
    `SELECT part_id FROM group_part WHERE group_id = ? ORDER BY part_id`,
    groupId,
  );
  return rows.map((row) => row.part_id);
}

/** Who may write to a group, or lets its letters go. */
export async function groupKeepers(r: Reader, groupId: GroupId, role: KeeperRole): Promise<AccountId[]> {
  const rows = await r.all<{ account_id: AccountId }>(
    `SELECT account_id FROM group_keeper WHERE group_id = ? AND role = ? ORDER BY account_id`,
    groupId,
    role,
  );
  return rows.map((row) => row.account_id);
}

/** The groups whose letters an account may let go. */
export async function groupsModeratedBy(r: Reader, accountId: AccountId): Promise<GroupId[]> {
  const rows = await r.all<{ group_id: GroupId }>(
    `SELECT group_id FROM group_keeper WHERE account_id = ? AND role = 'moderator' ORDER BY group_id`,
    accountId,
  );
  return rows.map((row) => row.group_id);
}

/** Puts other members, parts and keepers into a group. */
export async function replaceGroupPeople(
  tx: Tx,
  groupId: GroupId,
  q: {
    members: readonly AccountId[];
    parts: readonly GroupId[];
    writers: readonly AccountId[];
    moderators: readonly AccountId[];
  },
): Promise<void> {
  await tx.run(`DELETE FROM group_member WHERE group_id = ?`, groupId);
  await tx.run(`DELETE FROM group_part WHERE group_id = ?`, groupId);
  await tx.run(`DELETE FROM group_keeper WHERE group_id = ?`, groupId);
  for (const part of chunks([...new Set(q.members)], 500))
    await tx.run(
      `INSERT INTO group_member (group_id, account_id) VALUES ${holes(2, part.length)}`,
      ...part.flatMap((id) => [groupId, id]),
    );
  for (const part of chunks([...new Set(q.parts)], 500))
    await tx.run(
      `INSERT INTO group_part (group_id, part_id) VALUES ${holes(2, part.length)}`,
      ...part.flatMap((id) => [groupId, id]),
    );
  const keepers = [
    ...[...new Set(q.writers)].map((id) => [groupId, id, "writer"]),
    ...[...new Set(q.moderators)].map((id) => [groupId, id, "moderator"]),
  ];
  for (const part of chunks(keepers, 300))
    await tx.run(
      `INSERT INTO group_keeper (group_id, account_id, role) VALUES ${holes(3, part.length)}`,
      ...part.flat(),
    );
}

export type GroupEdit = Partial<
  Pick<GroupRow, "name" | "fold" | "posting" | "moderated" | "rule" | "closed_at" | "reach">
>;

/** Changes what is named in `edit`. */
export async function updateGroup(tx: Tx, groupId: GroupId, edit: GroupEdit): Promise<void> {
  const fields = Object.entries(edit);
  if (fields.length === 0) return;
  await tx.run(
    `UPDATE mail_group SET ${fields.map(([name]) => `${name} = ?`).join(", ")} WHERE group_id = ?`,
    ...fields.map(([, value]) => value),
    groupId,
  );
}

export type ListedGroup = GroupRow & { agency_name: string; path: string };

/** The living groups of the agencies below these paths, by name. */
export async function groupsBelow(r: Reader, paths: readonly string[]): Promise<ListedGroup[]> {
  const out: ListedGroup[] = [];
  for (const path of paths)
    out.push(
      ...(await r.all<ListedGroup & Row>(
        `SELECT m.*, g.name AS agency_name, g.path FROM mail_group m JOIN agency g ON g.agency_id = m.agency_id
          WHERE g.path >= ? AND g.path < ? AND m.closed_at IS NULL ORDER BY m.fold, m.group_id`,
        path,
        `${path}~`,
      )),
    );
  return out;
}

/** Takes the address of a closed group back for ever. */
export async function retireGroupAddress(tx: Tx, address: string, nowMs: number): Promise<void> {
  await tx.run(`UPDATE address SET retired_at = ? WHERE address = ? AND retired_at IS NULL`, nowMs, address);
}

/** A letter to a group that waits for one of its moderators. While it waits it holds its blob. */
export type HeldRow = {
  held_id: string;
  group_id: GroupId;
  /** Of the group, as the letter named it. */
  address: string;
  blob_id: BlobId;
  mail_from: string;
  /** In whose name; null for what came from outside. */
  account_id: AccountId | null;
  submission_id: SubmissionId | null;
  received: string;
  trace_id: string;
  message_id: string;
  size_bytes: number;
  channel: Channel;
  dsn_notify: string;
  dsn_orcpt: string;
  dsn_ret: OutboundRow["dsn_ret"];
  dsn_envid: string;
  state: "held" | "released" | "rejected";
  created_at: number;
  /** When its moderators were told. */
  told_at: number | null;
  decided_at: number | null;
  decided_by: AccountId | null;
  reason: string;
};

const HELD = [
  "held_id",
  "group_id",
  "address",
  "blob_id",
  "mail_from",
  "account_id",
  "submission_id",
  "received",
  "trace_id",
  "message_id",
  "size_bytes",
  "channel",
  "dsn_notify",
  "dsn_orcpt",
  "dsn_ret",
  "dsn_envid",
  "state",
  "created_at",
  "told_at",
  "decided_at",
  "decided_by",
  "reason",
] as const satisfies readonly (keyof HeldRow)[];
const HELD_LIST = HELD.join(", ");

/** Holds letters back; the caller holds the blob once for each. */
export async function insertHeld(tx: Tx, rows: readonly HeldRow[]): Promise<void> {
  for (const row of rows)
    await tx.run(
      `INSERT INTO held_letter (${HELD_LIST}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...HELD.map((column) => row[column]),
    );
}

/** Letters that wait for a moderator of these groups, the oldest first. */
export async function heldOf(r: Reader, groupIds: readonly GroupId[], limit: number): Promise<HeldRow[]> {
  const out: HeldRow[] = [];
  for (const groupId of groupIds)
    out.push(
      ...(await r.all<HeldRow & Row>(
        `SELECT ${HELD_LIST} FROM held_letter WHERE group_id = ? AND state = 'held' ORDER BY created_at LIMIT ?`,
        groupId,
        limit,
      )),
    );
  return out.sort((a, b) => a.created_at - b.created_at).slice(0, limit);
}

/** Letters whose moderators were not told yet. */
export function heldUntold(r: Reader, limit: number): Promise<HeldRow[]> {
  return r.all<HeldRow & Row>(
    `SELECT ${HELD_LIST} FROM held_letter WHERE state = 'held' AND told_at IS NULL ORDER BY created_at LIMIT ?`,
    limit,
  );
}

/** Letters that have waited since before an instant. */
export function heldBefore(r: Reader, beforeMs: number, limit: number): Promise<HeldRow[]> {
  return r.all<HeldRow & Row>(
    `SELECT ${HELD_LIST} FROM held_letter WHERE state = 'held' AND created_at < ? ORDER BY created_at LIMIT ?`,
    beforeMs,
    limit,
  );
}

/** One letter as long as it waits. */
export function heldById(r: Reader, heldId: string): Promise<HeldRow | undefined> {
  return r.get<HeldRow & Row>(`SELECT ${HELD_LIST} FROM held_letter WHERE held_id = ? AND state = 'held'`, heldId);
}

/** Ends the wait; false when another was faster. The caller releases the blob. */
export async function decideHeld(
  tx: Tx,
  heldId: string,
  q: { state: "released" | "rejected"; at: number; by: AccountId | null; reason: string },
): Promise<boolean> {
  const n = await tx.run(
    `UPDATE held_letter SET state = ?, decided_at = ?, decided_by = ?, reason = ? WHERE held_id = ? AND state = 'held'`,
    q.state,
    q.at,
    q.by,
    q.reason,
    heldId,
  );
  return n > 0;
}

/** Notes that the moderators know; false when that was so already. */
export async function setHeldTold(tx: Tx, heldId: string, at: number): Promise<boolean> {
  return (await tx.run(`UPDATE held_letter SET told_at = ? WHERE held_id = ? AND told_at IS NULL`, at, heldId)) > 0;
}
