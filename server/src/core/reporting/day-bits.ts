import { firstOfMonth, monthAndDay } from "@congthu/shared/dates";

/** Words a month has: one for each kind of act; bit d of a word says that something of the kind happened on day d + 1 of the month. */
export const WORDS = 6;

/** Days on which things happened, from the first of `fromMonth` (counted from January of the year 0) on; six words a month. */
export type DayBits = { fromMonth: number; words: Int32Array };

/** What happened on a day: bit k of `kinds` stands for kind k. */
export type Mark = { day: number; kinds: number };

/** Days with some more marks; `bits` itself stays as it is. */
export function withMarks(bits: DayBits | undefined, marks: readonly Mark[]): DayBits {
  const at = marks.map((m) => monthAndDay(m.day));
  const months = at.map((m) => m.month);
  if (bits && bits.words.length > 0) months.push(bits.fromMonth, endMonth(bits) - 1);
  const fromMonth = Math.min(...months);
  const words = new Int32Array((Math.max(...months) - fromMonth + 1) * WORDS);
  if (bits && bits.words.length > 0) words.set(bits.words, (bits.fromMonth - fromMonth) * WORDS);
  for (const [i, { month, index }] of at.entries()) {
    const kinds = marks[i]?.kinds ?? 0;
    for (let kind = 0; kind < WORDS; kind++) {
      const place = (month - fromMonth) * WORDS + kind;
      if (kinds & (1 << kind)) words[place] = (words[place] ?? 0) | (1 << index);
    }
  }
  return { fromMonth, words };
}

/** The month after the last one kept. */
export function endMonth(bits: DayBits): number {
  return bits.fromMonth + bits.words.length / WORDS;
}

/** Days of a month on which any of these kinds happened, as bits. */
export function daysOfMonth(bits: DayBits, month: number, kinds: readonly number[]): number {
  const offset = (month - bits.fromMonth) * WORDS;
  if (offset < 0 || offset >= bits.words.length) return 0;
  let word = 0;
  for (let i = 0; i < kinds.length; i++) word |= bits.words[offset + (kinds[i] as number)] as number;
  return word;
}

/** The last day up to `to` on which any of these kinds happened, or null. */
export function lastDay(bits: DayBits, to: number, kinds: readonly number[]): number | null {
  for (let month = Math.min(endMonth(bits) - 1, monthAndDay(to).month); month >= bits.fromMonth; month--) {
    const days = daysOfMonth(bits, month, kinds) & daysWithin(month, 0, to);
    if (days !== 0) return firstOfMonth(month) + 31 - Math.clz32(days);
  }
  return null;
}

/** The days of a month that lie between two days, both included, as bits. */
export function daysWithin(month: number, from: number, to: number): number {
  const first = firstOfMonth(month);
  const a = Math.max(from - first, 0);
  const b = Math.min(to - first, firstOfMonth(month + 1) - first - 1);
  if (a > b) return 0;
  return (-1 << a) & (-1 >>> (31 - b));
}

/** How many bits are set. */
export function countBits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Bits as the store keeps them: little endian, as all machines we run on have them; copied only where they do not lie on whole words. */
export function dayBits(row: { from_month: number; bits: Uint8Array }): DayBits {
  const { buffer, byteOffset, byteLength } = row.bits;
  const words =
    byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, byteLength / 4) : new Int32Array(row.bits.slice().buffer);
  return { fromMonth: row.from_month, words };
}

/** Bits for the store. */
export function storedBits({ fromMonth, words }: DayBits): { from_month: number; bits: Uint8Array } {
  return { from_month: fromMonth, bits: Buffer.from(words.buffer, words.byteOffset, words.byteLength) };
}

/** Without the months before one; null when nothing is left. */
export function withoutBefore(bits: DayBits, month: number): DayBits | null {
  if (month <= bits.fromMonth) return bits;
  if (month >= endMonth(bits)) return null;
  return { fromMonth: month, words: bits.words.slice((month - bits.fromMonth) * WORDS) };
}
