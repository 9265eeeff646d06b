import { KEYWORD } from "@congthu/shared/jmap/mail";
import type { Deed } from "../actions/actions.ts";
import type { CachedEmail } from "../data/cache.ts";
import type { Edit } from "../data/edits.ts";
import type { Store } from "../data/store.ts";
import { formatCount } from "../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import { confirm } from "../ui/confirm.tsx";
import { toast } from "../ui/toast.tsx";
import { composeAnswer, composeNew } from "./compose/open.ts";
import { currentPlace, type Desk, type DeskState, routeTo, rowsOf, sceneOf } from "./desk.ts";
import { deletesForGood, destroyLetters, type LetterChange, moveLetters, reportJunk, setKeyword } from "./letters.ts";
import { nextAfter, stepFrom } from "./list/model.ts";
import type { Mail, MailAccount } from "./mail.ts";
import { folderName } from "./mailboxes/names.ts";
import { go } from "./navigation.ts";
import { tellPresence } from "./order/presence.ts";
import { preferencesStore } from "./preferences.ts";
import { downloadLetter, printLetter } from "./reader/letter-file.ts";
import { focusSearch } from "./search/focus.ts";
import { WIDE } from "./shell/widths.ts";

type Deeds = { [K in Deed["do"]]: (desk: Desk, deed: Deed & { do: K }) => void };

/** Gives the actions their effect. */
export function newDesk(mail: Mail, store: Store<DeskState>): Desk {
  const desk: Desk = { mail, store, perform: (deed) => (DEEDS[deed.do] as (d: Desk, x: Deed) => void)(desk, deed) };
  return desk;
}

const DEEDS: Deeds = {
  compose: (desk) => composeNew(desk.mail, currentPlace(desk).account),
  answer: (desk, { letter, mode }) => {
    const { account } = currentPlace(desk);
    void composeAnswer(desk.mail, account, letter.id, mode);
    if (mode !== "forward") tellPresence(account, letter.threadId);
  },
  keyword: (desk, deed) => keyword(desk, deed.keyword, deed.on, deed.letters),
  delete: (desk, { letters }) => void remove(desk, letters),
  junk: (desk, deed) => junk(desk, deed.junk, deed.letters),
  moveTo: (desk, { role, letters }) => {
    const target = sceneOf(desk).folder(role);
    if (target) moveTo(desk, target.id, letters);
  },
  pickFolder: ({ store }, { letters }) => store.set((s) => ({ ...s, picking: letters })),
  step: (desk, { by }) => step(desk, by),
  openFocused: (desk) => {
    const { focused } = desk.store.get();
    if (focused !== null) openLetter(desk, focused);
  },
  back,
  tick: tickFocused,
  tickAll: (desk) => {
    const known = rowsOf(currentPlace(desk)).filter((id) => id !== undefined);
    desk.store.set((s) => ({ ...s, ticked: new Set(known) }));
  },
  search: () => focusSearch(),
  help: ({ store }) => store.set((s) => ({ ...s, help: true })),
  undo,
  refresh: ({ mail }) => {
    for (const account of mail.accounts) void account.sync.refresh();
  },
  settings: () => go({ place: "settings", tab: "" }),
  goTo: (desk, { role }) => {
    const { account } = currentPlace(desk);
    const mailboxId = sceneOf(desk).folder(role)?.id ?? null;
    go({ place: "folder", accountId: account.id, mailboxId, emailId: null });
  },
  print: () => printLetter(),
  download: (desk, { letter }) => downloadLetter(desk.mail, currentPlace(desk).account, letter),
};

/** Opens a letter beside the list it is in. */
export function openLetter(desk: Desk, id: string): void {
  go(routeTo(currentPlace(desk), id));
}

/** Moves letters to a folder of their account. */
export function moveTo(desk: Desk, mailboxId: string, letters: readonly CachedEmail[]): void {
  const { account } = currentPlace(desk);
  const target = account.cache.mailboxes.get(mailboxId);
  if (!target) return;
  const change = moveLetters(letters, mailboxId);
  apply(desk, account, change, (n) => t("done.moved", { n, folder: folderName(target) }), true);
}

function keyword(desk: Desk, name: string, on: boolean, letters: readonly CachedEmail[]): void {
  const { account } = currentPlace(desk);
  const label = preferencesStore.get().labels.find((one) => one.keyword === name);
  const change = setKeyword(letters, name, on);
  const many = (change?.count ?? 0) > 1;
  apply(desk, account, change, many || label ? (n) => toldOf(name, on, n, label?.name) : null, false);
}

function toldOf(keyword: string, on: boolean, n: string, label: string | undefined): string {
  if (label !== undefined) return t(on ? "done.labelled" : "done.unlabelled", { n, label });
  if (keyword === KEYWORD.seen) return t(on ? "done.read" : "done.unread", { n });
  return t(on ? "done.flagged" : "done.unflagged", { n });
}

function junk(desk: Desk, isJunk: boolean, letters: readonly CachedEmail[]): void {
  const { account } = currentPlace(desk);
  const target = sceneOf(desk).folder(isJunk ? "junk" : "inbox");
  if (!target) return;
  const change = reportJunk(letters, target.id, isJunk);
  apply(desk, account, change, (n) => t(isJunk ? "done.junk" : "done.notJunk", { n }), true);
}

async function remove(desk: Desk, letters: readonly CachedEmail[]): Promise<void> {
  const { account } = currentPlace(desk);
  const trash = sceneOf(desk).folder("trash");
  if (trash && !deletesForGood(letters, trash)) {
    apply(desk, account, moveLetters(letters, trash.id), (n) => t("done.trashed", { n }), true);
    return;
  }
  const n = formatCount(letters.length);
  const text = t("destroy.confirm", { n });
  if (!(await confirm({ title: t("destroy.title"), text, confirm: t("act.destroy") }))) return;
  apply(desk, account, destroyLetters(letters), (count) => t("done.destroyed", { n: count }), true);
}

/** Makes a change, tells of it, and offers to take it back. `leaving`: the letters leave the list. */
function apply(
  desk: Desk,
  account: MailAccount,
  change: LetterChange | null,
  done: ((n: string) => string) | null,
  leaving: boolean,
): void {
  if (!change) return;
  if (leaving) leave(desk, change.edit);
  account.sync.edit(change.edit);
  const { inverse } = change;
  if (inverse) desk.store.set((s) => ({ ...s, undo: { account, edit: inverse } }));
  if (done) toast(done(formatCount(change.count)), inverse ? { undo: () => undo(desk) } : {});
}

/** Takes ticks away, and opens the next letter when the open one goes. */
function leave(desk: Desk, edit: Edit): void {
  const place = currentPlace(desk);
  const leaving = new Set([...Object.keys(edit.patches), ...edit.destroy]);
  const next = nextAfter(rowsOf(place), leaving);
  const { focused } = desk.store.get();
  desk.store.set((s) => ({
    ...s,
    ticked: new Set(),
    focused: focused !== null && leaving.has(focused) ? next : focused,
  }));
  if (place.emailId !== null && leaving.has(place.emailId)) {
    const both = matchMedia(WIDE).matches && preferencesStore.get().pane !== "off";
    go(routeTo(place, both ? next : null), { replace: true });
  }
}

function undo(desk: Desk): void {
  const last = desk.store.get().undo;
  if (!last) return;
  desk.store.set((s) => ({ ...s, undo: null }));
  last.account.sync.edit(last.edit);
  toast(t("done.undone"), { seconds: 3 });
}

function step(desk: Desk, by: 1 | -1): void {
  const place = currentPlace(desk);
  const { focused } = desk.store.get();
  const next = stepFrom(rowsOf(place), focused ?? place.emailId, by);
  if (next === null) return;
  desk.store.set((s) => ({ ...s, focused: next, anchor: next }));
  if (place.emailId !== null) go(routeTo(place, next), { replace: true });
}

function back(desk: Desk): void {
  const { ticked } = desk.store.get();
  if (ticked.size > 0) desk.store.set((s) => ({ ...s, ticked: new Set() }));
  else go(routeTo(currentPlace(desk), null));
}

function tickFocused(desk: Desk): void {
  const id = desk.store.get().focused ?? currentPlace(desk).emailId;
  if (id === null) return;
  desk.store.set((s) => {
    const ticked = new Set(s.ticked);
    if (!ticked.delete(id)) ticked.add(id);
    return { ...s, ticked };
  });
}
