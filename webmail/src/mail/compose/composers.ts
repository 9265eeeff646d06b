import { createStore } from "../../data/store.ts";
import type { Draft } from "./draft.ts";

/** How a writing window stands: beside others, as a bar, or over the whole page. On a phone it always fills the page. */
export type ComposerShape = "window" | "bar" | "full";

/** One writing window. `draft` is what it opened with; the window owns what became of it. */
export type Composer = {
  key: string;
  draft: Draft;
  shape: ComposerShape;
  /** The server does not have the draft as it stands: it is stored at once. */
  unsaved?: true;
  /** The keyboard was not in the window yet: what is typed meanwhile is meant for it. */
  awaited?: true;
};

/** The writing windows that are open, oldest first. */
export const composersStore = createStore<readonly Composer[]>([]);

/** Opens a window on a draft; one that shows the same stored draft comes to the front instead. `unsaved`: the server does not have it like this. */
export function openComposer(draft: Draft, { unsaved = false }: { unsaved?: boolean } = {}): void {
  composersStore.set((now) => {
    const same = now.find((c) => draft.emailId !== null && c.draft.emailId === draft.emailId);
    if (same) return now.map((c) => (c === same ? { ...c, shape: "window" } : c));
    const others = now.map((c): Composer => ({ ...c, shape: "bar" }));
    const opened: Composer = { key: crypto.randomUUID(), draft, shape: "window", awaited: true };
    return [...others, unsaved ? { ...opened, unsaved } : opened];
  });
}

/** Notes that the keyboard is in a window. */
export function noteFocused(key: string): void {
  composersStore.set((now) => {
    if (!now.some((c) => c.key === key && c.awaited)) return now;
    return now.map(({ awaited, ...c }) => (c.key === key || !awaited ? c : { ...c, awaited }));
  });
}

let coming = 0;

/** What a window that the person asked for is made of. */
export async function forWindow<T>(material: Promise<T>): Promise<T> {
  coming++;
  try {
    return await material;
  } finally {
    coming--;
  }
}

/** True between the wish to write and the moment when what is typed goes into the window. */
export function isWindowAwaited(): boolean {
  return coming > 0 || composersStore.get().some((c) => c.awaited && c.shape !== "bar");
}

export function closeComposer(key: string): void {
  composersStore.set((now) => now.filter((c) => c.key !== key));
}

/** Changes how a window stands. Only one is open at a time; the others become bars. */
export function shapeComposer(key: string, shape: ComposerShape): void {
  composersStore.set((now) =>
    now.map((c) => (c.key === key ? { ...c, shape } : shape === "bar" ? c : { ...c, shape: "bar" })),
  );
}

/** Notes the id under which a window's draft is stored now. */
export function noteStored(key: string, emailId: string | null): void {
  composersStore.set((now) => now.map((c) => (c.key === key ? { ...c, draft: { ...c.draft, emailId } } : c)));
}
