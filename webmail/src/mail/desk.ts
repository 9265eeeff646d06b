import { localDay } from "@congthu/shared/dates";
import type { JmapId } from "@congthu/shared/jmap/core";
import { KEYWORD, type Mailbox } from "@congthu/shared/jmap/mail";
import type { ActionScene, Deed } from "../actions/actions.ts";
import { type CachedEmail, viewEmail, viewMailboxes, viewThread, visibleIds } from "../data/cache.ts";
import type { Edit } from "../data/edits.ts";
import { type QuerySpec, queryKey } from "../data/query-window.ts";
import { createStore, type Store } from "../data/store.ts";
import { keywordOfName } from "./labels/label.ts";
import { inConversation } from "./list/conversation.ts";
import { type FolderOrder, folderSpec, type ListOrder, type QuickFilter, searchSpec } from "./list/model.ts";
import type { Mail, MailAccount } from "./mail.ts";
import { folderByName, folderOfRole } from "./mailboxes/model.ts";
import { folderName } from "./mailboxes/names.ts";
import { routeStore } from "./navigation.ts";
import { type Preferences, preferencesStore } from "./preferences.ts";
import type { Route } from "./route.ts";
import { type ParsedSearch, parseSearch } from "./search/model.ts";

/** What is on the desk beside the letters themselves. */
export type DeskState = {
  quick: QuickFilter;
  order: FolderOrder;
  /** Results have an order of their own: the best come first unless told otherwise. */
  searchOrder: ListOrder;
  /** Letters with a tick, for bulk actions. */
  ticked: ReadonlySet<JmapId>;
  /** The row the keyboard is on, and the row where a range begins. */
  focused: JmapId | null;
  anchor: JmapId | null;
  /** Letters for which a folder is being chosen. */
  picking: readonly CachedEmail[] | null;
  help: boolean;
  foldersOpen: boolean;
  undo: { account: MailAccount; edit: Edit } | null;
};

/** A search as it was typed and understood; `noFolder`: the folder it names is not there. */
export type ShownSearch = Pick<ParsedSearch, "parts" | "faults"> & { query: string; noFolder: string | null };

/** Where the person works now, resolved from the address bar. */
export type Place = {
  account: MailAccount;
  /** The folder; null on search results over all folders. */
  mailbox: Mailbox | null;
  spec: QuerySpec | null;
  emailId: JmapId | null;
  search: ShownSearch | null;
};

export type Desk = {
  readonly mail: Mail;
  readonly store: Store<DeskState>;
  perform: (deed: Deed) => void;
};

export function newDeskStore(): Store<DeskState> {
  return createStore<DeskState>({
    quick: "all",
    order: "newest",
    searchOrder: "best",
    ticked: new Set(),
    focused: null,
    anchor: null,
    picking: null,
    help: false,
    foldersOpen: false,
    undo: null,
  });
}

/** What of the desk and the person's likings decides how a place is listed. */
export type Listing = Pick<DeskState, "quick" | "order" | "searchOrder"> &
  Pick<Preferences, "conversations" | "labels">;

/** The place of a route. Unknown accounts and folders lead to the person's own inbox. */
export function placeOf(mail: Mail, route: Route, listing: Listing): Place {
  const { quick, order, searchOrder, conversations, labels } = listing;
  if (route.place === "settings")
    return { account: mail.account(null), mailbox: null, spec: null, emailId: null, search: null };
  const account = mail.account(route.accountId);
  const mailboxes = viewMailboxes(account.cache);
  const named = mailboxes.find((m) => m.id === route.mailboxId) ?? null;
  if (route.place === "folder") {
    const mailbox = named ?? folderOfRole(mailboxes, "inbox") ?? mailboxes[0] ?? null;
    const spec = mailbox && folderSpec(mailbox, quick, order, conversations);
    return { account, mailbox, spec, emailId: route.emailId, search: null };
  }
  const keywordOf = (name: string) => keywordOfName(labels, name);
  const parsed = parseSearch(route.query, { today: localDay(Date.now()), keywordOf });
  const { parts, faults, folder } = parsed;
  const asked = folder === null ? named : (folderByName(mailboxes, folder, folderName) ?? null);
  const hidden = mailboxes.filter((m) => m.role === "trash" || m.role === "junk").map((m) => m.id);
  return {
    account,
    mailbox: asked,
    spec: searchSpec(parsed, asked?.id ?? null, hidden, quick, searchOrder),
    emailId: route.emailId,
    search: { query: route.query, parts, faults, noFolder: asked ? null : folder },
  };
}

/** The address of a letter (or none) in the list of a place; unlike the address bar it always names account and folder. */
export function routeTo({ account, mailbox, search }: Place, emailId: JmapId | null): Route {
  const accountId = account.id;
  const mailboxId = mailbox?.id ?? null;
  if (search) return { place: "search", accountId, query: search.query, mailboxId, emailId };
  return { place: "folder", accountId, mailboxId, emailId };
}

/** The place now. */
export function currentPlace(desk: Pick<Desk, "mail" | "store">): Place {
  const { conversations, labels } = preferencesStore.get();
  return placeOf(desk.mail, routeStore.get(), { ...desk.store.get(), conversations, labels });
}

/** The rows of the list on the screen. */
export function rowsOf({ account: { cache }, spec }: Place): readonly (JmapId | undefined)[] {
  const window = spec && cache.windows.get(queryKey(spec));
  return window ? visibleIds(cache, window) : [];
}

/** The letters an action is for: the ticked ones, else the open one, else the one with the focus. */
export function actionLetters(place: Place, { ticked, focused }: Pick<DeskState, "ticked" | "focused">): CachedEmail[] {
  return lettersOf(place, ticked.size > 0 ? [...ticked] : [place.emailId ?? focused]);
}

/** The letters that rows of a place stand for: a conversation with all its letters in the open folder. */
export function lettersOf(
  { account: { cache }, mailbox, spec }: Place,
  ids: readonly (JmapId | null)[],
): CachedEmail[] {
  const letters = ids
    .map((id) => (id === null ? undefined : viewEmail(cache, id)))
    .filter((letter) => letter !== undefined);
  if (!spec?.collapse || !mailbox) return letters;
  const all = letters.flatMap((l) => inConversation(l, viewThread(cache, l.threadId), mailbox.id));
  return [...new Set(all)];
}

/** The scene for the actions; `letters` when they are for others than the ones `actionLetters` names. */
export function sceneOf(desk: Desk, letters?: readonly CachedEmail[]): ActionScene {
  const place = currentPlace(desk);
  const state = desk.store.get();
  const mailboxes = viewMailboxes(place.account.cache);
  const acted = letters ?? actionLetters(place, state);
  return {
    letters: acted,
    letter: answerable(place, acted),
    mailbox: place.mailbox,
    folder: (role) => folderOfRole(mailboxes, role),
    readOnly: place.account.isReadOnly,
    canUndo: state.undo !== null,
    perform: desk.perform,
  };
}

/** The only letter, or the last one that was sent of the only conversation. */
function answerable({ spec, account: { cache } }: Place, letters: readonly CachedEmail[]): CachedEmail | undefined {
  const [first] = letters;
  if (!first || letters.length === 1) return first;
  if (!spec?.collapse || letters.some((letter) => letter.threadId !== first.threadId)) return undefined;
  return viewThread(cache, first.threadId).findLast((letter) => !letter.keywords[KEYWORD.draft]);
}
