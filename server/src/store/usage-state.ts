import type { Tx } from "./db.ts";

/**
 * Takes the turn to fold facts, which others wait for until the transaction ends; false while the sums are being made anew
 * (until `rebuilt_until`, which a rebuild that died leaves behind and which passes).
 */
export async function takeFoldTurn(tx: Tx, nowMs: number): Promise<boolean> {
  return (await tx.run(`UPDATE usage_state SET one = 1 WHERE one = 1 AND rebuilt_until <= ?`, nowMs)) > 0;
}

/** Notes that the log of days before this one (its number) has been removed. */
export async function setLogFrom(tx: Tx, day: number): Promise<void> {
  await tx.run(`UPDATE usage_state SET log_from = ? WHERE one = 1 AND log_from < ?`, day, day);
}

/** Keeps folding away until an instant; 0 ends it. */
export async function holdFolding(tx: Tx, untilMs: number): Promise<void> {
  await tx.run(`UPDATE usage_state SET rebuilt_until = ? WHERE one = 1`, untilMs);
}
