import { ImapSyntaxError } from "./syntax-error.ts";
import type { Tokens } from "./tokens.ts";

/** `*`, the largest number in use. */
export const STAR = Number.POSITIVE_INFINITY;
/** Ranges as written (either end first), or "$": the saved search result. RFC 9051 §4.1.1, §6.4.4.1 */
export type SequenceSet = readonly (readonly [number, number])[] | "$";

const SET = /\$|(?:\d{1,10}|\*)(?::(?:\d{1,10}|\*))?(?:,(?:\d{1,10}|\*)(?::(?:\d{1,10}|\*))?)*/y;

/** Reads a sequence-set. RFC 9051 §9 */
export function parseSequenceSet(t: Tokens): SequenceSet {
  const text = t.match(SET, "message set");
  if (text === "$") return "$";
  return text.split(",").map((range) => {
    const colon = range.indexOf(":");
    const from = number(colon < 0 ? range : range.slice(0, colon));
    return [from, colon < 0 ? from : number(range.slice(colon + 1))] as const;
  });
}

function number(text: string): number {
  if (text === "*") return STAR;
  const n = Number(text);
  // nz-number, 32 bits. RFC 9051 §9
  if (n === 0 || n > 0xffff_ffff) throw new ImapSyntaxError("Expected a number from 1 to 4294967295");
  return n;
}

/** The set as ascending ranges that neither touch nor overlap, `*` being `largest`. */
export function ranges(set: Exclude<SequenceSet, "$">, largest: number): [number, number][] {
  const sorted = set
    .map(([a, b]): [number, number] => {
      const from = a === STAR ? largest : a;
      const to = b === STAR ? largest : b;
      return from <= to ? [from, to] : [to, from];
    })
    .sort((x, y) => x[0] - y[0]);
  const out: [number, number][] = [];
  for (const range of sorted) {
    const last = out[out.length - 1];
    if (last && range[0] <= last[1] + 1) last[1] = Math.max(last[1], range[1]);
    else out.push(range);
  }
  return out;
}

/** Numbers to set syntax in the order given; runs that grow by one become ranges, so pairs of sets stay parallel (COPYUID). */
export function formatSet(numbers: ArrayLike<number>): string {
  const out: string[] = [];
  for (let i = 0; i < numbers.length; ) {
    const first = numbers[i] as number;
    let j = i + 1;
    while (j < numbers.length && numbers[j] === first + (j - i)) j++;
    out.push(j - i > 1 ? `${first}:${first + j - i - 1}` : String(first));
    i = j;
  }
  return out.join(",");
}
