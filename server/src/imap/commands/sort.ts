import { command, type Session, selectedOf, type Writer } from "../command.ts";
import { find } from "../search/find.ts";
import { type Key, parseProgram } from "../search/program.ts";
import { readAll } from "../search/read-all.ts";
import { comparator, parseSortKeys, type SortKey, sortInTurns, sortValues } from "../search/sort.ts";
import type { Numbering } from "../targets.ts";
import type { Tokens } from "../wire/tokens.ts";
import { requireCharset } from "./search.ts";

type Args = { keys: SortKey[]; charset: string; key: Key };

function parse(t: Tokens): Args {
  const keys = parseSortKeys(t);
  t.sp();
  const charset = t.astring().toUpperCase();
  t.sp();
  return { keys, charset, key: parseProgram(t) };
}

// RFC 5256 §3 (BASE.6.4.SORT), RFC 5957 §3
export const sort = command({
  name: "SORT",
  states: ["selected"],
  holdsNumbers: true,
  looksFirst: true,
  parse,
  run: (s, args, out) => run(s, { ...args, by: "seq" }, out),
});

export const uidSort = command({
  name: "UID SORT",
  states: ["selected"],
  holdsNumbers: true,
  looksFirst: true,
  parse,
  run: (s, args, out) => run(s, { ...args, by: "uid" }, out),
});

async function run(s: Session, args: Args & { by: Numbering }, out: Writer): Promise<undefined> {
  requireCharset(args.charset);
  const selected = selectedOf(s);
  const indexes = await find(s, selected, args.key, out);
  const items = await readAll(
    s,
    selected,
    { indexes, make: (index, row) => ({ index, keys: sortValues(args.keys, row) }) },
    out,
  );
  const sorted = await sortInTurns(items, comparator(args.keys), out);
  const numbers = sorted.map(({ index }) => (args.by === "uid" ? selected.view.uids[index] : index + 1));
  out.untagged(["SORT", ...numbers].join(" "));
}
