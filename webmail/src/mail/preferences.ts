import { createStore } from "../data/store.ts";

/** How the person likes the screen on this machine. */
export type Preferences = {
  density: "roomy" | "normal" | "compact";
  /** Seconds in which a sent letter can be called back; 0 for none. */
  undoSeconds: 0 | 5 | 10 | 30;
  shortcuts: "gmail" | "outlook" | "off";
};

const DEFAULTS: Preferences = { density: "roomy", undoSeconds: 10, shortcuts: "gmail" };
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
