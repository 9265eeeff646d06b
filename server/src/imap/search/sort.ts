import type { Gisted } from "../../core/mailbox/read-gists.ts";
import type { Writer } from "../command.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import type { Tokens } from "../wire/tokens.ts";

/** RFC 5256 §3 (BASE.6.4.SORT); DISPLAYFROM and DISPLAYTO as RFC 5957 §3 */
const KEYS = ["ARRIVAL", "CC", "DATE", "FROM", "SIZE", "SUBJECT", "TO", "DISPLAYFROM", "DISPLAYTO"] as const;
export type SortKey = { by: (typeof KEYS)[number]; reverse: boolean };

/** What of a message sorting compares. */
export type Sortable = { index: number; keys: readonly (string | number)[] };

/** Reads sort criteria with their parentheses. */
export function parseSortKeys(t: Tokens): SortKey[] {
  const keys = t.list(() => {
    const first = t.name();
    if (first !== "REVERSE") return { by: known(first), reverse: false };
    t.sp();
    return { by: known(t.name()), reverse: true };
  });
  if (keys.length === 0) throw new ImapSyntaxError("Expected sort key");
  return keys;
}

function known(name: string): SortKey["by"] {
  const key = KEYS.find((k) => k === name);
  if (!key) throw new ImapSyntaxError("Unknown sort key");
  return key;
}

/** The values to compare of one message, in the order of the criteria. */
export function sortValues(keys: readonly SortKey[], row: Gisted): (string | number)[] {
  return keys.map(({ by }) => sortValue(by, row));
}

function sortValue(by: SortKey["by"], row: Gisted): string | number {
  const { gist } = row;
  switch (by) {
    case "ARRIVAL":
      return row.received_at;
    case "SIZE":
      return row.size_bytes;
    case "DATE":
      return sentAt(row);
    case "SUBJECT":
      return casemap(gist?.baseSubject ?? "");
    case "FROM":
    case "TO":
    case "CC":
      return casemap(localPart(gist?.[by.toLowerCase() as "from" | "to" | "cc"]?.[0]?.email ?? ""));
    case "DISPLAYFROM":
    case "DISPLAYTO":
      return casemap(display(gist?.[by === "DISPLAYFROM" ? "from" : "to"]?.[0]));
  }
}

/** RFC 5256 §2.2: the moment of the Date field, else INTERNALDATE. Epoch milliseconds. */
export function sentAt({ received_at, gist }: Pick<Gisted, "received_at" | "gist">): number {
  const sent = gist?.sentAt ? Date.parse(gist.sentAt) : Number.NaN;
  return Number.isNaN(sent) ? received_at : sent;
}

function localPart(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 0 ? email : email.slice(0, at);
}

/** RFC 5957 §3: the name people see, else the address. */
function display(a: { name: string | null; email: string } | undefined): string {
  return a?.name || a?.email || "";
}

/** i;unicode-casemap (RFC 5051): case away, then decomposed, so that marks count after letters. */
export function casemap(text: string): string {
  return text.toUpperCase().normalize("NFD");
}

/** Compares two messages by the criteria, then by their place in the mailbox. RFC 5256 §3 */
export function comparator(keys: readonly SortKey[]): (a: Sortable, b: Sortable) => number {
  return (a, b) => {
    for (const [i, { reverse }] of keys.entries()) {
      const x = a.keys[i] as string | number;
      const y = b.keys[i] as string | number;
      if (x !== y) return x < y === reverse ? 1 : -1;
    }
    return a.index - b.index;
  };
}

/** Sorts in stretches and merges them, letting others have their turn in between. */
export async function sortInTurns<T>(items: readonly T[], compare: (a: T, b: T) => number, out: Writer): Promise<T[]> {
  let runs: T[][] = [];
  for (let i = 0; i < items.length; i += 2000) {
    runs.push(items.slice(i, i + 2000).sort(compare));
    if (out.full()) await out.room();
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      merged.push(await merge(runs[i] as T[], runs[i + 1] ?? [], compare, out));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number, out: Writer): Promise<T[]> {
  const merged: T[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const fromA = j >= b.length || (i < a.length && compare(a[i] as T, b[j] as T) <= 0);
    merged.push((fromA ? a[i++] : b[j++]) as T);
    if ((merged.length & 4095) === 0 && out.full()) await out.room();
  }
  return merged;
}
