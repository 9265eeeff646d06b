import type { RoomEntry, StorageView } from "@congthu/shared/api/storage";
import type { AgencyId } from "@congthu/shared/ids";
import { type AgencyRow, agenciesByPath, agencyChildren } from "../../store/agencies.ts";
import { allPools, type PoolRow, type StorageRow, storageByAgency } from "../../store/quotas.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { isRootPath, powersOf } from "../directory/acts.ts";
import { visibleAgency } from "../directory/agency-tree.ts";
import { MailError } from "../errors.ts";

/** Room used and given in an agency and right below it; without an agency, in the top of what the principal sees. Throws access.denied, agency.notFound. */
export async function readStorage(
  app: Pick<App, "blobs" | "clock" | "db">,
  principal: Principal,
  q: { agencyId?: AgencyId | undefined },
): Promise<StorageView> {
  const view = await app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const [top] = await agenciesByPath(r, powers.paths("people.view"));
    const agency = q.agencyId === undefined ? top : await visibleAgency(r, powers, q.agencyId);
    if (!agency) throw new MailError("access.denied");
    powers.require("people.view", agency.path);
    const rows = await storageByAgency(r, agency.path);
    const pools = new Map((await allPools(r)).map((pool) => [pool.agency_id, pool]));
    const children = await agencyChildren(r, agency.agency_id);
    return {
      whole: roomOf(agency, rows, pools.get(agency.agency_id)),
      below: children.map((child) => roomOf(child, rows, pools.get(child.agency_id))),
      mayManage: powers.may("agency.manage", agency.path),
      seesDisk: principal.scopes.some((s) => s.role === "system" && isRootPath(s.path)),
    };
  });
  const { seesDisk, ...rest } = view;
  return { ...rest, disk: seesDisk ? await app.blobs.space() : null, at: app.clock.now() };
}

function roomOf(agency: AgencyRow, rows: readonly StorageRow[], pool: PoolRow | undefined): RoomEntry {
  const own = rows.filter((row) => row.path.startsWith(agency.path));
  const sum = (of: (row: StorageRow) => number) => own.reduce((n, row) => n + of(row), 0);
  return {
    agencyId: agency.agency_id,
    name: agency.name,
    mailboxes: sum((row) => row.mailboxes),
    usedBytes: sum((row) => row.used),
    quotaBytes: sum((row) => row.quota),
    poolBytes: pool?.pool_bytes ?? null,
    isFull: pool?.is_full === 1,
  };
}
