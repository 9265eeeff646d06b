import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Db, Tx } from "./db.ts";
import { putSetting, settingValue } from "./settings.ts";

/** More numbers than one account can be given while the disk is being asked to keep them. */
const GAP = 10_000;
const NAME = "store.bootId";

/** The identity of this start of the machine; a new one each time where the system tells none. */
export function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return randomUUID();
  }
}

/**
 * A power cut takes what was written but not yet acknowledged, though a program that asked in that instant may have seen its UID or
 * modseq. When the machine was started since the store was last opened, numbering goes on after a gap, so that no number is given a
 * second time (RFC 9051 §2.3.1.1; RFC 7162 §3.1). Gives whether it did.
 */
export function skipSeenNumbers(db: Db, q: { bootId: string; nowMs: number }): Promise<boolean> {
  return db.write(async (tx) => {
    const before = await settingValue(tx, NAME);
    const now = JSON.stringify(q.bootId);
    if (before === now) return false;
    await putSetting(tx, { name: NAME, value: now, changed_at: q.nowMs, changed_by: null });
    if (before === undefined) return false;
    await skip(tx);
    return true;
  });
}

async function skip(tx: Tx): Promise<void> {
  await tx.run(`UPDATE account_state SET modseq = modseq + ?`, GAP);
  await tx.run(`UPDATE mailbox SET uid_next = uid_next + ?`, GAP);
}
