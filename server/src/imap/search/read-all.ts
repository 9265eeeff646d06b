import type { MessageRow } from "../../core/mailbox/open-mailbox.ts";
import { readMetas, readPlacements } from "../../core/mailbox/read-placements.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import type { Selected, Session, Writer } from "../command.ts";

const PAGE = 100;

/** Makes something of each message at these indexes, page by page, letting others have their turn; messages that went are passed over. */
export async function readAll<T>(
  s: Session,
  selected: Selected,
  q: {
    indexes: readonly number[];
    metas: boolean;
    make: (index: number, row: MessageRow, meta: MessageMeta | undefined) => T;
  },
  out: Writer,
): Promise<T[]> {
  const made: T[] = [];
  for (let i = 0; i < q.indexes.length; i += PAGE) {
    const page = q.indexes.slice(i, i + PAGE);
    const byUid = new Map(page.map((index) => [selected.view.uids[index] as number, index]));
    const rows = await s.app.db.read((r) => readPlacements(r, selected, [...byUid.keys()]));
    const metas = q.metas ? await s.app.db.read((r) => readMetas(r, rows)) : null;
    for (const row of rows) made.push(q.make(byUid.get(row.uid) as number, row, metas?.get(row.blob_id)));
    if (out.full()) await out.room();
  }
  return made;
}
