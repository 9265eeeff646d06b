import argon2 from "argon2";
import { LIMITS } from "../../lib/limits.ts";
import { fitsOneTimeHash, isOneTimeHash } from "./one-time-password.ts";

// OWASP's second choice (19 MiB, t=2, p=1): some 80 a second on two cores.
const OPTIONS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let inFlight = 0;
const waiting: (() => void)[] = [];

/** The argon2id hash of a password (NFC), as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => argon2.hash(password.normalize("NFC"), OPTIONS));
}

/** Whether the password fits the hash. Without a hash it works as long and says no, so that unknown names cost the same time. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const oneTime = isOneTimeHash(hash);
  const fits = await inTurn(() => argon2.verify(oneTime ? DECOY : (hash ?? DECOY), password.normalize("NFC")));
  if (oneTime) return fitsOneTimeHash(hash, password);
  return hash !== null && fits;
}

/** The hash of a random password nobody knows. */
const DECOY = "$argon2id$v=19$m=19456,t=2,p=1$Y29uZ3RodS1kZWNveS1zYWx0$hXlmkTzEDTLmdrK3bPxmo1zk2NVTWk1Y0IsMU7CBlHE";

/** argon2 shares its threads with file I/O: a few at a time, the others wait their turn. */
async function inTurn<T>(fn: () => Promise<T>): Promise<T> {
  if (inFlight >= LIMITS.passwordHashesInFlight) await new Promise<void>((resume) => waiting.push(resume));
  inFlight++;
  try {
    return await fn();
  } finally {
    inFlight--;
    waiting.shift()?.();
  }
}
