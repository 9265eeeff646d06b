import { type Email, KEYWORD, type Mailbox } from "@congthu/shared/jmap/mail";
import type { CachedEmail } from "../data/cache.ts";
import { isUnread } from "../data/cache.ts";
import type { TextKey } from "../i18n/t.ts";

/** What an action can see and do. The screen builds one; tests build their own. */
export type ActionScene = {
  /** The letters it would act on: those that are ticked, else the open one, else the one with the focus. */
  letters: readonly CachedEmail[];
  /** The one among them that can be answered: the only one, or the last of a conversation. */
  letter: CachedEmail | undefined;
  /** The open folder; null on search results. */
  mailbox: Mailbox | null;
  /** The folders of the account by role. */
  folder: (role: NonNullable<Mailbox["role"]>) => Mailbox | undefined;
  readOnly: boolean;
  canUndo: boolean;
  perform: (deed: Deed) => void;
};

/** What can be asked of the screens; they know how. */
export type Deed =
  | { do: "compose" }
  | { do: "answer"; mode: "reply" | "replyAll" | "forward"; letter: CachedEmail }
  | { do: "keyword"; keyword: string; on: boolean; letters: readonly CachedEmail[] }
  | { do: "delete" | "pickFolder"; letters: readonly CachedEmail[] }
  | { do: "junk"; junk: boolean; letters: readonly CachedEmail[] }
  | { do: "moveTo"; role: "archive"; letters: readonly CachedEmail[] }
  | { do: "step"; by: 1 | -1 }
  | { do: "openFocused" | "back" | "tick" | "tickAll" | "search" | "help" | "undo" | "refresh" | "settings" }
  | { do: "goTo"; role: "inbox" | "sent" | "drafts" }
  | { do: "print" | "download"; letter: CachedEmail };

export type ActionGroup = "letter" | "list" | "go" | "other";
export type Action = {
  id: string;
  label: (scene: ActionScene) => TextKey;
  group: ActionGroup;
  /** Key presses of the two sets: "r", "Shift+r", "g i" (one after the other), "Control+r". */
  keys: { gmail: string[]; outlook: string[] };
  when: (scene: ActionScene) => boolean;
  run: (scene: ActionScene) => void;
};

const some = ({ letters, readOnly }: ActionScene) => letters.length > 0 && !readOnly;
const always = () => true;
const keys = (gmail: string, outlook = gmail): Action["keys"] => ({
  gmail: gmail.split(", "),
  outlook: outlook.split(", "),
});
const has = (letter: Pick<Email, "keywords">, keyword: string) => letter.keywords[keyword] === true;
/** A conversation is flagged when one of its letters is; of several letters all must be. */
const flagged = ({ letters, letter }: ActionScene) =>
  letter ? letters.some((l) => has(l, KEYWORD.flagged)) : letters.every((l) => has(l, KEYWORD.flagged));
const anyUnread = ({ letters }: ActionScene) => letters.some(isUnread);

const answer = (mode: "reply" | "replyAll" | "forward", ...set: [string, string]): Action => ({
  id: mode,
  label: () => `act.${mode}`,
  group: "letter",
  keys: keys(...set),
  when: ({ letter }) => letter !== undefined,
  run: ({ letter, perform }) => {
    if (letter) perform({ do: "answer", mode, letter });
  },
});

const simple = (
  id: "openFocused" | "back" | "tick" | "tickAll" | "search" | "help" | "undo" | "refresh" | "settings",
  label: TextKey,
  group: ActionGroup,
  set: Action["keys"],
  when: Action["when"] = always,
): Action => ({ id, label: () => label, group, keys: set, when, run: (scene) => scene.perform({ do: id }) });

const goTo = (role: "inbox" | "sent" | "drafts", label: TextKey, set: Action["keys"]): Action => ({
  id: `go.${role}`,
  label: () => label,
  group: "go",
  keys: set,
  when: (scene) => scene.folder(role) !== undefined,
  run: (scene) => scene.perform({ do: "goTo", role }),
});

const forOne = (id: "print" | "download", label: TextKey, set: Action["keys"]): Action => ({
  id,
  label: () => label,
  group: "letter",
  keys: set,
  when: ({ letter }) => letter !== undefined,
  run: ({ letter, perform }) => {
    if (letter) perform({ do: id, letter });
  },
});

/** Every user action on letters and lists. Toolbar, menus, shortcuts and the help sheet are all drawn from here. */
export const ACTIONS = {
  compose: {
    id: "compose",
    label: () => "act.compose",
    group: "other",
    keys: keys("c", "n"),
    when: always,
    run: (scene) => scene.perform({ do: "compose" }),
  },
  reply: answer("reply", "r", "r"),
  replyAll: answer("replyAll", "a", "Shift+R"),
  forward: answer("forward", "f", "f"),
  archive: {
    id: "archive",
    label: () => "act.archive",
    group: "letter",
    keys: keys("e", "e"),
    when: (scene) => some(scene) && scene.folder("archive") !== undefined && scene.mailbox?.role !== "archive",
    run: ({ letters, perform }) => perform({ do: "moveTo", role: "archive", letters }),
  },
  delete: {
    id: "delete",
    label: (scene) => (scene.mailbox?.role === "trash" ? "act.destroy" : "act.delete"),
    group: "letter",
    keys: keys("#, Delete", "Delete"),
    when: some,
    run: ({ letters, perform }) => perform({ do: "delete", letters }),
  },
  move: {
    id: "move",
    label: () => "act.move",
    group: "letter",
    keys: keys("v"),
    when: some,
    run: ({ letters, perform }) => perform({ do: "pickFolder", letters }),
  },
  flag: {
    id: "flag",
    label: (scene) => (flagged(scene) ? "act.unflag" : "act.flag"),
    group: "letter",
    keys: keys("s", "Insert"),
    when: some,
    run: (scene) => {
      const on = !flagged(scene);
      const letters = on && scene.letter ? [scene.letter] : scene.letters;
      scene.perform({ do: "keyword", keyword: KEYWORD.flagged, on, letters });
    },
  },
  read: {
    id: "read",
    label: (scene) => (anyUnread(scene) ? "act.markRead" : "act.markUnread"),
    group: "letter",
    keys: keys("u", "q"),
    when: (scene) => some(scene) && scene.mailbox?.role !== "drafts",
    run: (scene) =>
      scene.perform({ do: "keyword", keyword: KEYWORD.seen, on: anyUnread(scene), letters: scene.letters }),
  },
  junk: {
    id: "junk",
    label: (scene) => (scene.mailbox?.role === "junk" ? "act.notJunk" : "act.junk"),
    group: "letter",
    keys: keys("!"),
    when: (scene) => some(scene) && scene.mailbox?.role !== "sent" && scene.mailbox?.role !== "drafts",
    run: ({ letters, mailbox, perform }) => perform({ do: "junk", junk: mailbox?.role !== "junk", letters }),
  },
  print: forOne("print", "act.print", keys("p")),
  download: forOne("download", "act.download", { gmail: [], outlook: [] }),
  next: {
    id: "next",
    label: () => "act.next",
    group: "list",
    keys: keys("j, ArrowDown", "ArrowDown"),
    when: always,
    run: (scene) => scene.perform({ do: "step", by: 1 }),
  },
  previous: {
    id: "previous",
    label: () => "act.previous",
    group: "list",
    keys: keys("k, ArrowUp", "ArrowUp"),
    when: always,
    run: (scene) => scene.perform({ do: "step", by: -1 }),
  },
  openFocused: simple("openFocused", "act.open", "list", keys("o, Enter", "Enter")),
  back: simple("back", "act.back", "list", keys("Escape")),
  tick: simple("tick", "act.select", "list", keys("x", " ")),
  tickAll: simple("tickAll", "act.selectAll", "list", keys("Control+a")),
  inbox: goTo("inbox", "act.goInbox", keys("g i")),
  sent: goTo("sent", "act.goSent", keys("g t")),
  drafts: goTo("drafts", "act.goDrafts", keys("g d")),
  search: simple("search", "act.search", "other", keys("/", "/, Control+e")),
  undo: simple("undo", "act.undo", "other", keys("z", "Control+z"), (scene) => scene.canUndo),
  refresh: simple("refresh", "act.refresh", "other", keys("F9")),
  settings: simple("settings", "act.settings", "other", { gmail: [], outlook: [] }),
  help: simple("help", "act.help", "other", keys("?")),
} as const satisfies Record<string, Action>;
export type ActionName = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[];
