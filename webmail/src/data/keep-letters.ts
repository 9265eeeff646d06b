import type { MailCache } from "./cache.ts";
import type { JmapClient } from "./jmap-client.ts";
import { keepRecent } from "./kept-letters.ts";
import { isPassing } from "./line.ts";
import type { LocalDb } from "./local-db.ts";

/** The inbox and the person's own work come first. Milliseconds. */
const FIRST_MS = 20_000;
const EVERY_MS = 10 * 60_000;

type Kept = { id: string; isPersonal: boolean; cache: MailCache };

/**
 * Keeps the letters of the last 30 days on this machine, now and then, while the page is open: one tab at a time, and not where the person
 * asked the browser to spare the line. Gives its end.
 */
export function keepLetters(db: LocalDb, client: JmapClient, accounts: readonly Kept[]): () => void {
  let over = false;
  let timer = setTimeout(run, FIRST_MS);
  const isWanted = () => !over && navigator.onLine && !sparing();

  async function run(): Promise<void> {
    if (isWanted()) await inOneTab(`keep ${accounts[0]?.id}`, keepAll).catch(passOver);
    if (!over) timer = setTimeout(run, EVERY_MS);
  }
  const keepAll = async () => {
    for (const { cache } of accounts) if (isWanted()) await keepRecent(db, client, cache, isWanted);
  };
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** A cut line or a full disk: the next round tries again. */
function passOver(error: unknown): void {
  if (!isPassing(error) && !(error instanceof DOMException)) throw error;
}

async function inOneTab(name: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}

function sparing(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
