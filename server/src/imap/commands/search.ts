import { readPlacements } from "../../core/mailbox/read-placements.ts";
import { command, type Selected, type Session, selectedOf, type Writer } from "../command.ts";
import { ImapNo } from "../replies.ts";
import { find } from "../search/find.ts";
import { parseSearch, type SearchArgs, someKey, type Wanted } from "../search/program.ts";
import type { Numbering } from "../targets.ts";
import { formatSet } from "../wire/sequence-set.ts";
import { string } from "../wire/strings.ts";
import { enableCondstore } from "./enable.ts";

const CHARSETS = new Set(["US-ASCII", "UTF-8"]);

// RFC 9051 §6.4.4, RFC 4731 §3 (RETURN), RFC 5182 §2 (SAVE)
export const search = command({
  name: "SEARCH",
  states: ["selected"],
  looksFirst: true,
  holdsNumbers: true,
  parse: parseSearch,
  run: (s, args, out) => run(s, { ...args, by: "seq" }, out),
});

// RFC 9051 §6.4.9; numbers may stand in its keys, so they stay here too (RFC 7162 §3.2.10.2)
export const uidSearch = command({
  name: "UID SEARCH",
  states: ["selected"],
  looksFirst: true,
  holdsNumbers: true,
  parse: parseSearch,
  run: (s, args, out) => run(s, { ...args, by: "uid" }, out),
});

type Run = SearchArgs & { by: Numbering };

async function run(s: Session, args: Run, out: Writer): Promise<undefined> {
  const selected = selectedOf(s);
  try {
    requireCharset(args.charset);
  } catch (err) {
    // RFC 9051 §6.4.4.1: a SAVE that fails leaves nothing saved
    if (args.want?.has("SAVE")) selected.saved = [];
    throw err;
  }
  const asksModseq = someKey(args.key, (k) => k.is === "modseq");
  if (asksModseq) enableCondstore(s, out);
  const found = await find(s, selected, args.key, out);
  const wanted = wantedOf(s, args);
  if (args.want?.has("SAVE")) save(selected, found, args.want);
  const numbers = numbersOf(selected, found, args.by);
  if (wanted === null) return tellSearch(numbers, asksModseq ? await highest(s, selected, found) : null, out);
  if (wanted.size === 0) return undefined;
  const told = wanted.has("ALL") || wanted.has("COUNT") ? found : ends(found, wanted);
  await tellEsearch(
    s,
    { numbers, wanted, by: args.by, modseq: asksModseq ? await highest(s, selected, told) : null },
    out,
  );
  return undefined;
}

/** Search text is US-ASCII or UTF-8. Throws ImapNo BADCHARSET. RFC 9051 §6.4.4 */
export function requireCharset(charset: string | null): void {
  if (charset === null || CHARSETS.has(charset)) return;
  throw new ImapNo(`BADCHARSET (${[...CHARSETS].join(" ")})`, "Unknown charset");
}

/** What an ESEARCH response is to hold; empty when none is wanted, null for the SEARCH response of IMAP4rev1. */
function wantedOf(s: Session, { want }: SearchArgs): ReadonlySet<Wanted> | null {
  if (want === null) return s.enabled.rev2 ? new Set<Wanted>(["ALL"]) : null;
  if (want.size === 0) return new Set<Wanted>(["ALL"]);
  return new Set([...want].filter((w) => w !== "SAVE"));
}

/** RFC 9051 §6.4.4.1, table 4: MIN and MAX alone save just these. */
function save(selected: Selected, found: readonly number[], want: ReadonlySet<Wanted>): void {
  const some = (want.has("MIN") || want.has("MAX")) && !want.has("ALL") && !want.has("COUNT");
  selected.saved = numbersOf(selected, some ? ends(found, want) : found, "uid");
}

function ends(found: readonly number[], want: ReadonlySet<Wanted>): number[] {
  const first = found[0];
  const last = found[found.length - 1];
  if (first === undefined || last === undefined) return [];
  return [...new Set([...(want.has("MIN") ? [first] : []), ...(want.has("MAX") ? [last] : [])])];
}

function numbersOf({ view }: Selected, found: readonly number[], by: Numbering): number[] {
  return found.map((index) => (by === "uid" ? (view.uids[index] as number) : index + 1));
}

/** RFC 3501 §7.2.5; RFC 7162 §3.1.6 (MODSEQ) */
function tellSearch(numbers: readonly number[], modseq: number | null, out: Writer): undefined {
  const tail = modseq === null || numbers.length === 0 ? "" : ` (MODSEQ ${modseq})`;
  out.untagged(`SEARCH${numbers.length === 0 ? "" : ` ${numbers.join(" ")}`}${tail}`);
}

type Esearch = { numbers: readonly number[]; wanted: ReadonlySet<Wanted>; by: Numbering; modseq: number | null };

/** RFC 9051 §7.3.4; RFC 7162 §3.1.10 (MODSEQ) */
async function tellEsearch(s: Session, q: Esearch, out: Writer): Promise<void> {
  const { numbers, wanted } = q;
  const items = [`(TAG ${string(s.tag)})`];
  if (q.by === "uid") items.push("UID");
  const some = numbers.length > 0;
  if (some && wanted.has("MIN")) items.push(`MIN ${numbers[0]}`);
  if (some && wanted.has("MAX")) items.push(`MAX ${numbers[numbers.length - 1]}`);
  if (wanted.has("COUNT")) items.push(`COUNT ${numbers.length}`);
  if (some && wanted.has("ALL")) items.push(`ALL ${formatSet(numbers)}`);
  if (some && q.modseq !== null) items.push(`MODSEQ ${q.modseq}`);
  out.untagged(`ESEARCH ${items.join(" ")}`);
}

/** The highest modseq of the messages told. RFC 7162 §3.1.5, RFC 4731 §3.2 */
async function highest(s: Session, selected: Selected, indexes: readonly number[]): Promise<number> {
  const uids = numbersOf(selected, indexes, "uid");
  let top = 0;
  for (let i = 0; i < uids.length; i += 500) {
    const rows = await s.app.db.read((r) => readPlacements(r, selected, uids.slice(i, i + 500)));
    for (const m of rows) top = Math.max(top, m.modseq);
  }
  return top;
}
