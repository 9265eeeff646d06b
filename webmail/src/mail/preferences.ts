import { createStore } from "../data/store.ts";
import { type Label, readLabels } from "./labels/label.ts";

export const PANES = ["right", "below", "off"] as const;
export const DENSITIES = ["roomy", "normal", "compact"] as const;
const UNDO_SECONDS = [0, 5, 10, 30] as const;
const SHORTCUTS = ["gmail", "outlook", "off"] as const;

/** How the person likes the screen. */
export type Preferences = {
  density: (typeof DENSITIES)[number];
  /** Where an open letter is shown on a wide screen: beside the list, below it, or in its place. */
  pane: (typeof PANES)[number];
  /** Letters that answer each other as one row. */
  conversations: boolean;
  /** Seconds in which a sent letter can be called back; 0 for none. */
  undoSeconds: (typeof UNDO_SECONDS)[number];
  shortcuts: (typeof SHORTCUTS)[number];
  /** What the person calls keywords, and their colours. */
  labels: readonly Label[];
};

const DEFAULTS: Preferences = {
  density: "roomy",
  pane: "right",
  conversations: true,
  undoSeconds: 10,
  shortcuts: "gmail",
  labels: [],
};
const KEY = "ui.mail";

export const preferencesStore = createStore<Preferences>(load());

let keep: (change: Partial<Preferences>) => void = () => {};

/** Changes some preferences, remembers them on this machine and has them kept with the account. */
export function prefer(change: Partial<Preferences>): void {
  takePreferences(change);
  keep(change);
}

/** Preferences as they are kept with the account; what is not understood is left out. */
export function takePreferences(kept: object): void {
  preferencesStore.set((now) => ({ ...now, ...readPreferences(kept) }));
  localStorage.setItem(KEY, JSON.stringify(preferencesStore.get()));
}

/** Who keeps preferences beyond this machine. */
export function keepPreferences(by: (change: Partial<Preferences>) => void): void {
  keep = by;
}

/** Those preferences that are what they should be, whoever wrote them. */
export function readPreferences(kept: object): Partial<Preferences> {
  const { density, pane, conversations, undoSeconds, shortcuts, labels } = kept as Record<keyof Preferences, unknown>;
  return {
    ...choice("density", DENSITIES, density),
    ...choice("pane", PANES, pane),
    ...(typeof conversations === "boolean" ? { conversations } : {}),
    ...choice("undoSeconds", UNDO_SECONDS, undoSeconds),
    ...choice("shortcuts", SHORTCUTS, shortcuts),
    ...(Array.isArray(labels) ? { labels: readLabels(labels) } : {}),
  };
}

function choice<K extends keyof Preferences>(
  key: K,
  choices: readonly Preferences[K][],
  value: unknown,
): Partial<Preferences> {
  const found = choices.find((one) => one === value);
  return found === undefined ? {} : { [key]: found };
}

function load(): Preferences {
  try {
    return { ...DEFAULTS, ...readPreferences(JSON.parse(localStorage.getItem(KEY) ?? "{}") as object) };
  } catch {
    return DEFAULTS;
  }
}
