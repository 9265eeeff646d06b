import type { App } from "@congthu/server/core/app";
import { insertAddresses, insertGroup, insertGroupMembers, type Posting } from "@congthu/server/store/addresses";
import type { AccountId, GroupId } from "@congthu/shared/ids";
import { DOMAIN, type Province } from "./province.ts";

/** Adds a group of our accounts with its address. */
export async function addGroup(
  app: Pick<App, "clock" | "db">,
  province: Pick<Province, "department">,
  local: string,
  posting: Posting,
  members: readonly AccountId[],
): Promise<string> {
  const address = `${local}@${DOMAIN}`;
  const group_id = `g-${local}` as GroupId;
  const created_at = app.clock.now();
  const row = { group_id, agency_id: province.department, address, name: local, fold: local, posting, created_at };
  await app.db.write(async (tx) => {
    await insertGroup(tx, row);
    await insertAddresses(tx, [{ address, account_id: null, group_id, kind: "group", created_at, retired_at: null }]);
    await insertGroupMembers(tx, group_id, members);
  });
  return address;
}
