import type { AccountId } from "@congthu/shared/ids";
import { accountById, receivers } from "../../store/accounts.ts";
import { clerksOf } from "../../store/grants.ts";
import { administratorsOf, allPools, putPool, setWarned, storageByAgency, warnedPercents } from "../../store/quotas.ts";
import type { App } from "../app.ts";
import { postSystemLetterIn, writeSystemLetter } from "../operations/system-letter.ts";
import type { PostDeps } from "../outbound/post-letter.ts";
import { thresholdOf } from "./thresholds.ts";
import { fullMailboxLetter, fullPoolLetter } from "./warning-words.ts";

type Deps = PostDeps & Pick<App, "blobs" | "db" | "site">;

/** Room a warning needs; a mailbox without it is not written to, since the letter would only wait in the queue. */
const LETTER_BYTES = 16 * 1024;

/** Tells the owners of mailboxes (of an agency's mailbox: its clerks) that came past a threshold; gives how many were told. */
export async function warnOwners(app: Deps, accountIds: readonly AccountId[]): Promise<number> {
  const { rooms, warned } = await app.db.read(async (r) => ({
    rooms: await receivers(r, accountIds),
    warned: await warnedPercents(r, accountIds),
  }));
  let told = 0;
  for (const [accountId, room] of rooms) {
    const percent = thresholdOf(room.used_bytes, room.quota_bytes);
    const before = warned.get(accountId) ?? 0;
    if (percent === before) continue;
    if (percent < before) {
      await app.db.write((tx) => setWarned(tx, { accountId, percent, nowMs: app.clock.now() }));
      continue;
    }
    await warnOwner(app, accountId, { percent, usedBytes: room.used_bytes, quotaBytes: room.quota_bytes });
    told++;
  }
  return told;
}

async function warnOwner(
  app: Deps,
  accountId: AccountId,
  q: { percent: number; usedBytes: number; quotaBytes: number },
): Promise<void> {
  const nowMs = app.clock.now();
  const { account, clerks } = await app.db.read(async (r) => ({
    account: await accountById(r, accountId),
    clerks: await clerksOf(r, [accountId], nowMs),
  }));
  if (!account) return;
  const own = q.quotaBytes - q.usedBytes > LETTER_BYTES ? [account.address] : [];
  const to = account.kind === "agency" ? [...own, ...clerks.map((c) => c.address)] : own;
  const letter =
    to.length === 0 ? undefined : await writeSystemLetter(app, { to, ...fullMailboxLetter(account.full_name, q) });
  await app.db.write(async (tx) => {
    await setWarned(tx, { accountId, percent: q.percent, nowMs });
    if (letter) await postSystemLetterIn(app, tx, letter);
  });
}

/** Counts what the pools hold, closes those that are full, opens those that are no longer, and tells their administrators past a threshold. */
export async function watchPools(app: Deps): Promise<void> {
  for (const pool of await app.db.read(allPools)) {
    const rows = await app.db.read((r) => storageByAgency(r, pool.path));
    const used = rows.reduce((sum, row) => sum + row.used, 0);
    const percent = thresholdOf(used, pool.pool_bytes);
    const to = percent > pool.warned_percent ? await app.db.read((r) => administratorsOf(r, pool.agency_id)) : [];
    const words = fullPoolLetter(pool.name, { percent, usedBytes: used, quotaBytes: pool.pool_bytes });
    const letter = to.length === 0 ? undefined : await writeSystemLetter(app, { to, ...words });
    await app.db.write(async (tx) => {
      const { path: _path, name: _name, ...row } = pool;
      const isFull = used >= pool.pool_bytes ? 1 : 0;
      await putPool(tx, {
        ...row,
        used_bytes: used,
        counted_at: app.clock.now(),
        is_full: isFull,
        warned_percent: percent,
      });
      if (letter) await postSystemLetterIn(app, tx, letter);
    });
  }
}
