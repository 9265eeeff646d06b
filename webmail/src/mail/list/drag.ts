import type { JmapId } from "@congthu/shared/jmap/core";
import type { CachedEmail } from "../../data/cache.ts";
import { currentPlace, type Desk, lettersOf } from "../desk.ts";

type Drag = { accountId: JmapId; ids: JmapId[] };

// Kept here and not in the DataTransfer: while letters hover, only this page may know which they are.
let drag: Drag | null = null;

/** Letters are being dragged: all the ticked ones when the row is among them, else the row alone. */
export function startDrag(desk: Desk, id: JmapId): number {
  const { ticked } = desk.store.get();
  const ids = ticked.has(id) ? [...ticked] : [id];
  drag = { accountId: currentPlace(desk).account.id, ids };
  return ids.length;
}

export function endDrag(): void {
  drag = null;
}

/** The account whose letters are being dragged. */
export function draggedAccount(): JmapId | null {
  return drag?.accountId ?? null;
}

/** The letters that are being dragged. */
export function draggedLetters(desk: Desk): CachedEmail[] {
  return lettersOf(currentPlace(desk), drag?.ids ?? []);
}
