import type { JmapId, PatchObject } from "@congthu/shared/jmap/core";
import type { Email } from "@congthu/shared/jmap/mail";

/** What an edit may change of a letter: its keywords and the folders it is in. */
export type Placed = Pick<Email, "id" | "keywords" | "mailboxIds">;

/** A change made on the screen that the server has not confirmed yet. */
export type Edit = {
  id: string;
  /** Letter → patch with keys `keywords/NAME` and `mailboxIds/ID` (RFC 8621 §4.6), true to add and null to remove. */
  patches: Record<JmapId, PatchObject>;
  /** Letters to be destroyed for good. */
  destroy: JmapId[];
};

/** The letter as it looks with a patch applied; the same object when nothing changes. */
export function applyPatch<T extends Placed>(letter: T, patch: PatchObject): T {
  let next = letter;
  for (const [path, value] of Object.entries(patch)) {
    const [field, key] = splitPath(path);
    const set = next[field];
    if ((value === true) === (set[key] === true)) continue;
    const { [key]: _, ...rest } = set;
    next = { ...next, [field]: value === true ? { ...rest, [key]: true } : rest };
  }
  return next;
}

/** The patch that takes `letter` back from where `patch` would bring it. */
export function inversePatch(letter: Placed, patch: PatchObject): PatchObject {
  const inverse: PatchObject = {};
  for (const path of Object.keys(patch)) {
    const [field, key] = splitPath(path);
    inverse[path] = letter[field][key] === true ? true : null;
  }
  return inverse;
}

/** One edit after another as a single patch per letter; what is destroyed needs no patch. */
export function mergeEdits(edits: readonly Edit[]): { update: Record<JmapId, PatchObject>; destroy: JmapId[] } {
  const update: Record<JmapId, PatchObject> = {};
  const destroy = new Set<JmapId>();
  for (const edit of edits) {
    for (const [id, patch] of Object.entries(edit.patches)) update[id] = { ...update[id], ...patch };
    for (const id of edit.destroy) destroy.add(id);
  }
  for (const id of destroy) delete update[id];
  return { update, destroy: [...destroy] };
}

/** A patch that leaves `to` as the letter's only folder. */
export function movePatch(letter: Placed, to: JmapId): PatchObject {
  const patch: PatchObject = { [`mailboxIds/${to}`]: true };
  for (const from of Object.keys(letter.mailboxIds)) if (from !== to) patch[`mailboxIds/${from}`] = null;
  return patch;
}

/** A patch that sets or removes one keyword. */
export function keywordPatch(keyword: string, on: boolean): PatchObject {
  return { [`keywords/${escapePointer(keyword)}`]: on ? true : null };
}

/** A JSON pointer token (RFC 6901 §3). */
function escapePointer(token: string): string {
  return token.replace(/~/g, "~0").replace(/\//g, "~1");
}

function splitPath(path: string): ["keywords" | "mailboxIds", string] {
  const slash = path.indexOf("/");
  const field = path.slice(0, slash);
  if (field !== "keywords" && field !== "mailboxIds") throw new Error(`an edit cannot change ${path}`);
  return [
    field,
    path
      .slice(slash + 1)
      .replace(/~1/g, "/")
      .replace(/~0/g, "~"),
  ];
}
