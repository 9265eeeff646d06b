import type { GroupId } from "@congthu/shared/ids";
import type { Tx } from "../../store/db.ts";
import { updateGroup } from "../../store/groups.ts";
import { allGroups } from "../../store/people.ts";
import type { App } from "../app.ts";
import { groupReach } from "./reach.ts";

/** Counts anew how many mailboxes each group reaches, for those who choose it as a recipient; gives 0: there is never more to do at once. */
export async function countReaches(app: Pick<App, "db">): Promise<number> {
  for (const group of await app.db.read(allGroups)) {
    const reach = (await app.db.read((r) => groupReach(r, group.group_id))).length;
    if (reach !== group.reach) await app.db.write((tx) => updateGroup(tx, group.group_id, { reach }));
  }
  return 0;
}

/** Counts one group inside the transaction that changed it. */
export async function countReachIn(tx: Tx, groupId: GroupId): Promise<void> {
  await updateGroup(tx, groupId, { reach: (await groupReach(tx, groupId)).length });
}
