import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

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

const MARK = "$onetime$";

/**
 * What is kept of a one-time password: a salted SHA-256. argon2 protects what people choose; these are 90 random bits, which nobody guesses however
 * fast a guess is, so that 10,000 can be given out in a moment (decisions.md).
 */
export function hashOneTimePassword(password: string): string {
  const salt = randomBytes(12).toString("base64url");
  return `${MARK}${salt}$${digest(salt, password).toString("base64url")}`;
}

/** Whether a stored hash is of a one-time password. */
export function isOneTimeHash(hash: string | null): hash is string {
  return hash?.startsWith(MARK) ?? false;
}

/** Whether a password is the one-time password of a hash. */
export function fitsOneTimeHash(hash: string, password: string): boolean {
  const [salt = "", kept = ""] = hash.slice(MARK.length).split("$");
  const wanted = Buffer.from(kept, "base64url");
  const given = digest(salt, password);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

function digest(salt: string, password: string): Buffer {
  return createHash("sha256").update(salt).update("$").update(password.normalize("NFC")).digest();
}
