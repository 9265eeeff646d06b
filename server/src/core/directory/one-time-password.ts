import { randomInt } from "node:crypto";

// Without letters and digits that people take for each other on paper.
const LOWER = "abcdefghjkmnpqrstuvwxyz";
const UPPER = "ABCDEFGHJKMNPQRSTUVWXYZ";
const DIGITS = "23456789";
const ALL = LOWER + UPPER + DIGITS;

/** A random password to be told once and changed at the first sign-in: 4 groups of 4, easy to read out, some 90 bits, every kind of character. */
export function makeOneTimePassword(): string {
  const signs = [LOWER, UPPER, DIGITS, ...Array<string>(13).fill(ALL)].map((set) => set.charAt(randomInt(set.length)));
  for (let i = signs.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [signs[i], signs[j]] = [signs[j] ?? "", signs[i] ?? ""];
  }
  return signs.join("").replace(/(.{4})(?=.)/g, "$1-");
}
