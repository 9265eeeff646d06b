import { ACTION_NAMES, ACTIONS, type Action } from "./actions.ts";

export type ShortcutSet = "gmail" | "outlook";
export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** After this long a started sequence such as "g i" is forgotten. Milliseconds. */
export const SEQUENCE_MS = 1_200;

/** The name of a key press: "r", "Shift+R", "Control+a", "ArrowDown". Signs such as "#" and "?" need no Shift in their name. */
export function nameOfKey(press: KeyPress): string {
  const letter = /^\p{L}$/u.test(press.key);
  const shift = press.shiftKey && (letter || press.key.length > 1) ? "Shift+" : "";
  const control = press.ctrlKey || press.metaKey ? "Control+" : "";
  const alt = press.altKey ? "Alt+" : "";
  return `${control}${alt}${shift}${press.key}`;
}

export type Match = { action: Action } | { pending: string } | null;

/** The action of a key press, given the presses of an unfinished sequence; `pending` when it may go on. */
export function matchShortcut(set: ShortcutSet, before: string, press: KeyPress): Match {
  const typed = before === "" ? nameOfKey(press) : `${before} ${nameOfKey(press)}`;
  let pending = false;
  for (const name of ACTION_NAMES) {
    const action: Action = ACTIONS[name];
    for (const key of action.keys[set]) {
      if (key === typed) return { action };
      if (key.startsWith(`${typed} `)) pending = true;
    }
  }
  return pending ? { pending: typed } : null;
}

/**
 * True where letters belong to text: Telex types them there (UniKey sends real key presses), so no shortcut may act.
 * Keys that carry Control still may.
 */
export function isTyping(target: { tagName?: string; isContentEditable?: boolean; type?: string } | null): boolean {
  if (!target) return false;
  if (target.isContentEditable) return true;
  const tag = target.tagName?.toLowerCase();
  if (tag === "textarea" || tag === "select") return true;
  return tag === "input" && !["checkbox", "radio", "button", "submit"].includes(target.type ?? "text");
}
