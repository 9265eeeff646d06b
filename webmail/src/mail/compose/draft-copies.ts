import type { LocalDb } from "../../data/local-db.ts";
import type { Draft, DraftFile } from "./draft.ts";

/** What this machine keeps of a letter being written, so that a crash or a cut line costs nothing. `stored`: the server has it like this. */
export type DraftCopy = { draft: Draft; stored: boolean; at: number };

/** Copies older than this are of no use to anybody. Milliseconds. */
const LIFE_MS = 30 * 86_400_000;

/** Keeps the copy of a writing window. Storage that is full or forbidden costs the recovery, nothing else. */
export async function keepCopy(db: LocalDb, key: string, copy: DraftCopy): Promise<void> {
  await db.put("draft", key, copy).catch(() => {});
}

export async function dropCopy(db: LocalDb, key: string): Promise<void> {
  await db.remove("draft", [key]).catch(() => {});
}

/** Runs `work` while this tab holds a writing window; gives false at once when another tab does. Without locks every tab does. */
export async function holdCopy(key: string, work: () => Promise<void>): Promise<boolean> {
  if (!navigator.locks) {
    await work();
    return true;
  }
  return navigator.locks.request(`draft ${key}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await work();
    return true;
  });
}

/**
 * The letters that a crash left unsaved, out of what this machine keeps; `done` names the copies that nobody needs any more.
 * Files that were on their way up are not whole: they are left out and named.
 */
export function sortCopies(
  copies: readonly [key: string, copy: DraftCopy][],
  accountIds: ReadonlySet<string>,
  nowMs: number,
): { lost: { key: string; draft: Draft; missing: string[] }[]; done: string[] } {
  const mine = copies.filter(([, copy]) => accountIds.has(copy.draft.accountId));
  const isOver = ([, copy]: [string, DraftCopy]) => copy.stored || copy.at < nowMs - LIFE_MS;
  return {
    done: mine.filter(isOver).map(([key]) => key),
    lost: mine
      .filter((one) => !isOver(one))
      .sort(([, a], [, b]) => a.at - b.at)
      .map(([key, { draft }]) => ({
        key,
        draft: { ...draft, files: draft.files.filter(isWhole) },
        missing: draft.files.filter((file) => !isWhole(file)).map((file) => file.name),
      })),
  };
}

function isWhole({ state }: DraftFile): boolean {
  return state.is === "ready" || state.is === "linked";
}
