import { uidsOfEmails } from "../../core/mailbox/read-placements.ts";
import type { ImapApp, Selected } from "../command.ts";
import { fromOctets, isAscii } from "../wire/octets.ts";
import { eachKey, type Key } from "./program.ts";

/** Whole words: what the index knows. Anything else is looked for in the messages themselves. */
const WORDS = /^[\p{L}\p{M}\p{N}]+(?: [\p{L}\p{M}\p{N}]+)*$/u;
/** More hits than a mailbox of ours ever holds. */
const MOST_HITS = 1_000_000;
/** How long to wait for an index that is behind; then the messages are read. */
const PATIENCE_MS = 2_000;

/**
 * Answers the TEXT and BODY keys that ask for whole words from the search index: UIDs by key. A key the index cannot answer is
 * absent. RFC 9051 §6.4.4 allows matching by words for these two keys.
 */
export async function askIndex(app: ImapApp, selected: Selected, program: Key): Promise<Map<Key, ReadonlySet<number>>> {
  const answers = new Map<Key, ReadonlySet<number>>();
  for (const key of eachKey(program)) {
    if (key.is !== "text" || (key.in !== "text" && key.in !== "body")) continue;
    const text = fromOctets(key.text)?.normalize("NFC") ?? "";
    if (!WORDS.test(text)) continue;
    const uids = await lookUp(app, selected, { text, ...(key.in === "body" ? { field: "body" as const } : {}) });
    if (uids) answers.set(key, uids);
  }
  return answers;
}

type Term = { text: string; field?: "body" };

async function lookUp(app: ImapApp, selected: Selected, term: Term): Promise<ReadonlySet<number> | undefined> {
  try {
    if (!(await within(app.search.settled(), PATIENCE_MS))) return undefined;
    const hits = await app.search.search({ accountId: selected.accountId, terms: [term], limit: MOST_HITS });
    // Who types marks means just these; who types none means the word with any.
    const meant = isAscii(term.text) ? hits : hits.filter((h) => h.exact);
    const emailIds = meant.map((h) => h.emailId);
    return new Set(await app.db.read((r) => uidsOfEmails(r, selected, emailIds)));
  } catch (err) {
    app.log("warn", "imap.searchIndex", { error: err instanceof Error ? err.message : String(err) });
    return undefined;
  }
}

/** Whether a promise resolves in time. Rejects when it does. */
async function within(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
