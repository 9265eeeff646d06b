import { type Gisted, readGisted } from "../../core/mailbox/read-gists.ts";
import type { Selected, Session, Writer } from "../command.ts";

const PAGE = 500;

/** Makes something of each message at these indexes, page by page, letting others have their turn; messages that went are passed over. */
export async function readAll<T>(
  s: Session,
  selected: Selected,
  q: {
    indexes: readonly number[];
    make: (index: number, row: Gisted) => T;
  },
  out: Writer,
): Promise<T[]> {
  const made: T[] = [];
  for (let i = 0; i < q.indexes.length; i += PAGE) {
    const page = q.indexes.slice(i, i + PAGE);
    const byUid = new Map(page.map((index) => [selected.view.uids[index] as number, index]));
    const rows = await s.app.db.read((r) => readGisted(r, selected, [...byUid.keys()]));
    for (const row of rows) made.push(q.make(byUid.get(row.uid) as number, row));
    if (out.full()) await out.room();
  }
  return made;
}
