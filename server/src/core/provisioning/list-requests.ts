import type { RequestState } from "@congthu/shared/account-life";
import type { RequestEntry } from "@congthu/shared/api/provisioning";
import { localDay } from "@congthu/shared/dates";
import type { AgencyId } from "@congthu/shared/ids";
import { listRequests, type RequestListRow } from "../../store/account-requests.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { isRootPath, powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import type { RequestWish } from "./carry-out.ts";

export type RequestQuery = {
  agencyId?: AgencyId | undefined;
  state: RequestState;
  before?: string | undefined;
  limit: number;
};

/** Requests of the agencies the principal asks or decides for, the newest first; `next` goes into `before`. Throws agency.notFound, access.denied. */
export function requestPage(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: RequestQuery,
): Promise<{ items: RequestEntry[]; next: string | null }> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const mine = [...powers.paths("request.submit"), ...powers.paths("request.decide")];
    const agency = q.agencyId === undefined ? undefined : await visibleAgency(r, powers, q.agencyId);
    const paths = agency ? (mine.some((path) => agency.path.startsWith(path)) ? [agency.path] : []) : mine;
    const rows = await listRequests(r, {
      paths: paths.some(isRootPath) ? null : paths,
      state: q.state,
      before: q.before ?? null,
      limit: q.limit + 1,
    });
    const shown = rows.slice(0, q.limit);
    const today = localDay(app.clock.now());
    return {
      items: shown.map((row) => entryOf(row, today)),
      next: rows.length > q.limit ? (shown.at(-1)?.request_id ?? null) : null,
    };
  });
}

function entryOf(row: RequestListRow, today: string): RequestEntry {
  const open = row.state === "requested" || row.state === "approved";
  return {
    id: row.request_id,
    kind: row.kind,
    state: row.state,
    agency: { id: row.agency_id, name: row.agency_name },
    account:
      row.account_id === null || row.account_name === null
        ? null
        : { id: row.account_id, name: row.account_name, address: row.account_address ?? "" },
    wish: JSON.parse(row.wanted) as RequestWish,
    reason: row.reason,
    document: row.document,
    documentDay: row.document_day,
    note: row.note,
    requester: row.requester_name,
    requestedAt: row.requested_at,
    dueDay: row.due_day,
    overdue: (open ? today : localDay(row.settled_at ?? row.decided_at ?? row.requested_at)) > row.due_day,
    decidedAt: row.decided_at,
    settledAt: row.settled_at,
    settler: row.settler_name,
    answer: row.answer,
  };
}
