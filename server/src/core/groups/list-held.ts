import type { HeldLetter } from "@congthu/shared/api/groups";
import type { MessageMeta } from "../../mime/describe.ts";
import { groupById } from "../../store/addresses.ts";
import { blobHead } from "../../store/blob-refs.ts";
import { groupsModeratedBy, heldOf } from "../../store/groups.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";

const SHOWN = 100;

/** The letters that wait for this moderator, the oldest first. */
export function listHeld(
  app: Pick<App, "db">,
  principal: Principal,
): Promise<{ moderates: boolean; items: HeldLetter[] }> {
  return app.db.read(async (r) => {
    const groups = await groupsModeratedBy(r, principal.account.account_id);
    const items: HeldLetter[] = [];
    for (const row of await heldOf(r, groups, SHOWN)) {
      const group = await groupById(r, row.group_id);
      const head = await blobHead(r, row.blob_id);
      const meta = head?.meta ? (JSON.parse(head.meta) as MessageMeta) : undefined;
      items.push({
        id: row.held_id,
        groupName: group?.name ?? "",
        groupAddress: row.address,
        reach: group?.reach ?? 0,
        from: row.mail_from,
        subject: meta?.subject ?? "",
        preview: meta?.preview ?? "",
        sizeBytes: row.size_bytes,
        at: row.created_at,
      });
    }
    return { moderates: groups.length > 0, items };
  });
}
