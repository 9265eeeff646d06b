import { createStore } from "../data/store.ts";

export const PANES = ["right", "below", "off"] as const;

/** How the person likes the screen on this machine. */
export type Preferences = {
  density: "roomy" | "normal" | "compact";
  /** Where an open letter is shown on a wide screen: beside the list, below it, or in its place. */
  pane: (typeof PANES)[number];
  /** Letters that answer each other as one row. */
  conversations: boolean;
  /** Seconds in which a sent letter can be called back; 0 for none. */
  undoSeconds: 0 | 5 | 10 | 30;
  shortcuts: "gmail" | "outlook" | "off";
};

const DEFAULTS: Preferences = {
  density: "roomy",
  pane: "right",
  conversations: true,
  undoSeconds: 10,
  shortcuts: "gmail",
};
const KEY = "ui.mail";

export const preferencesStore = createStore<Preferences>(load());

/** Changes some preferences and remembers them. */
export function prefer(change: Partial<Preferences>): void {
  preferencesStore.set((now) => ({ ...now, ...change }));
  localStorage.setItem(KEY, JSON.stringify(preferencesStore.get()));
}

function load(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>) };
  } catch {
    return DEFAULTS;
  }
}
