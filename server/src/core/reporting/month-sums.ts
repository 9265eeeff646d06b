import { USAGE_SUMS, type UsageSums } from "../../store/usage.ts";

const DAY_BYTES = USAGE_SUMS.length * 4;
const DAYS = 31;

/** The sums of one agency in one month, and of each of its days. */
export type MonthSums = { totals: Buffer; days: Buffer };

/** Nothing yet. */
export function noSums(): MonthSums {
  return { totals: Buffer.alloc(DAY_BYTES), days: Buffer.alloc(DAYS * DAY_BYTES) };
}

/** Sums as the store keeps them, in octets of their own. */
export function monthSums(row: { totals: Uint8Array; days: Uint8Array }): MonthSums {
  return { totals: Buffer.from(row.totals), days: Buffer.from(row.days) };
}

/** Adds to the day with this index (0 is the first of the month), in place. */
export function addSums(month: MonthSums, index: number, sums: UsageSums): void {
  for (const [i, name] of USAGE_SUMS.entries()) {
    const n = sums[name];
    if (n === 0) continue;
    month.totals.writeUInt32LE(month.totals.readUInt32LE(i * 4) + n, i * 4);
    const at = index * DAY_BYTES + i * 4;
    month.days.writeUInt32LE(month.days.readUInt32LE(at) + n, at);
  }
}

/** Adds what the octets of one day or of a whole month hold, in place. */
export function addRead(sums: UsageSums, octets: Uint8Array, index = 0): void {
  const at = octets.byteOffset + index * DAY_BYTES;
  const words = at % 4 === 0 ? new Uint32Array(octets.buffer, at, USAGE_SUMS.length) : copied(octets, index);
  for (let i = 0; i < USAGE_SUMS.length; i++) sums[USAGE_SUMS[i] as keyof UsageSums] += words[i] as number;
}

/** Octets that do not lie on whole words. Little endian, as all machines we run on are. */
function copied(octets: Uint8Array, index: number): Uint32Array {
  return new Uint32Array(octets.slice(index * DAY_BYTES, (index + 1) * DAY_BYTES).buffer);
}

/** Sums of nothing, to add to. */
export function zeroSums(): UsageSums {
  return Object.fromEntries(USAGE_SUMS.map((name) => [name, 0])) as UsageSums;
}

/** Letters written. */
export function sentSum(s: UsageSums): number {
  return s.sent_agency + s.sent_province + s.sent_gov + s.sent_public + s.sent_other;
}

/** Letters received. */
export function receivedSum(s: UsageSums): number {
  return s.received_agency + s.received_province + s.received_gov + s.received_public + s.received_other;
}
