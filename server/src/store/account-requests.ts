import type { LifeReason, RequestKind, RequestState } from "@congthu/shared/account-life";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx, Value } from "./db.ts";

/** What an agency asked for with a paper. `wanted` is JSON: the fields of a new mailbox or of a change. */
export type RequestRow = {
  request_id: string;
  kind: RequestKind;
  state: RequestState;
  agency_id: AgencyId;
  account_id: AccountId | null;
  wanted: string;
  reason: LifeReason;
  document: string;
  document_day: string | null;
  note: string;
  requested_by: AccountId | null;
  requested_at: number;
  due_day: string;
  decided_by: AccountId | null;
  decided_at: number | null;
  settled_by: AccountId | null;
  settled_at: number | null;
  answer: string;
};

/** Adds a request. */
export async function insertRequest(tx: Tx, q: RequestRow): Promise<void> {
  await tx.run(
    `INSERT INTO account_request (request_id, kind, state, agency_id, account_id, wanted, reason, document, document_day, note, requested_by,
      requested_at, due_day, decided_by, decided_at, settled_by, settled_at, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    q.request_id,
    q.kind,
    q.state,
    q.agency_id,
    q.account_id,
    q.wanted,
    q.reason,
    q.document,
    q.document_day,
    q.note,
    q.requested_by,
    q.requested_at,
    q.due_day,
    q.decided_by,
    q.decided_at,
    q.settled_by,
    q.settled_at,
    q.answer,
  );
}

export type RequestEdit = Partial<
  Pick<
    RequestRow,
    "state" | "account_id" | "decided_by" | "decided_at" | "settled_by" | "settled_at" | "answer" | "wanted"
  >
>;

/** Changes what is named in `edit`. */
export async function updateRequest(tx: Tx, requestId: string, edit: RequestEdit): Promise<void> {
  const fields = Object.entries(edit);
  await tx.run(
    `UPDATE account_request SET ${fields.map(([name]) => `${name} = ?`).join(", ")} WHERE request_id = ?`,
    ...fields.map(([, value]) => value),
    requestId,
  );
}

/** One request, or undefined. */
export function requestById(r: Reader, requestId: string): Promise<RequestRow | undefined> {
  return r.get<RequestRow & Row>(`SELECT * FROM account_request WHERE request_id = ?`, requestId);
}

export type RequestListRow = RequestRow & {
  agency_name: string;
  account_name: string | null;
  account_address: string | null;
  requester_name: string | null;
  settler_name: string | null;
};

const LISTED = `q.*, g.name AS agency_name, a.full_name AS account_name, a.address AS account_address, p.full_name AS requester_name,
    s.full_name AS settler_name FROM account_request q JOIN agency g ON g.agency_id = q.agency_id
    LEFT JOIN account a ON a.account_id = q.account_id LEFT JOIN account p ON p.account_id = q.requested_by
    LEFT JOIN account s ON s.account_id = q.settled_by`;

/**
 * Requests of the agencies below these paths (null: of all), the newest first, from before `before` on. By state each list walks one index; a page is
 * small, and open requests are few.
 */
export function listRequests(
  r: Reader,
  q: { paths: readonly string[] | null; state: RequestState; before: string | null; limit: number },
): Promise<RequestListRow[]> {
  const seen =
    q.paths === null
      ? ""
      : `AND (q.agency_id || '') IN (SELECT i.agency_id FROM agency i WHERE ${q.paths.map(() => "(i.path >= ? AND i.path < ?)").join(" OR ") || "1 = 0"})`;
  const args: Value[] = [q.state, q.before ?? "~", ...(q.paths ?? []).flatMap((path) => [path, `${path}~`]), q.limit];
  return r.all<RequestListRow & Row>(
    `SELECT ${LISTED} WHERE q.state = ? AND q.request_id < ? ${seen} ORDER BY q.request_id DESC LIMIT ?`,
    ...args,
  );
}

/** The open request of one kind for an account, if any: nobody needs to ask twice. */
export function openRequestFor(
  r: Reader,
  q: { accountId: AccountId; kind: RequestKind },
): Promise<{ request_id: string } | undefined> {
  return r.get(
    `SELECT request_id FROM account_request WHERE account_id = ? AND kind = ? AND state IN ('requested', 'approved')`,
    q.accountId,
    q.kind,
  );
}
