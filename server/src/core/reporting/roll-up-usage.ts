import { localDay } from "@congthu/shared/dates";
import type { MailLogRow } from "../../store/mail-log.ts";
import { takeUnrolled } from "../../store/mail-log.ts";
import { addUsageDays, USAGE_CHANNELS, type UsageDayRow } from "../../store/usage.ts";
import type { App } from "../app.ts";

/** Facts folded by one transaction: a few milliseconds in which deliveries wait. */
const BATCH = 2_000;

/**
 * Folds facts not yet counted into the daily sums, each exactly once: a fact is marked in the transaction that adds it. Gives how many it took.
 * Called by a worker, and before a report, so that figures are true at once.
 */
export async function rollUpUsage(app: Pick<App, "db">): Promise<number> {
  let taken = 0;
  for (;;) {
    const n = await app.db.write(async (tx) => {
      const facts = await takeUnrolled(tx, BATCH);
      await addUsageDays(tx, foldFacts(facts));
      return facts.length;
    });
    taken += n;
    if (n < BATCH) return taken;
  }
}

/** The sums per account and local day of some facts. What is not about an account's use (relays, bounces) adds nothing. */
export function foldFacts(facts: readonly MailLogRow[]): UsageDayRow[] {
  const rows = new Map<string, UsageDayRow>();
  for (const fact of facts.toSorted((a, b) => a.at - b.at)) {
    const count = COUNTED[fact.kind];
    if (!count || fact.account_id === null || fact.agency_id === null) continue;
    const day = localDay(fact.at);
    const key = `${fact.account_id} ${day}`;
    const row = rows.get(key) ?? { ...NOTHING, account_id: fact.account_id, agency_id: fact.agency_id, day };
    row.agency_id = fact.agency_id;
    count(row, fact);
    rows.set(key, row);
  }
  // In key order, so that two transactions never wait for each other crosswise.
  return [...rows.values()].sort((a, b) => (a.account_id + a.day < b.account_id + b.day ? -1 : 1));
}

const NOTHING = {
  sign_ins: 0,
  web_sign_ins: 0,
  opened: 0,
  sent: 0,
  replied: 0,
  forwarded: 0,
  received: 0,
  received_public: 0,
  channels: 0,
};

type Count = (row: UsageDayRow, fact: MailLogRow) => void;

/** What each kind of fact adds. */
const COUNTED: { [K in MailLogRow["kind"]]?: Count } = {
  signedIn(row, fact) {
    row.sign_ins++;
    if (fact.channel === "web") row.web_sign_ins++;
    mark(row, fact);
  },
  opened: act("opened"),
  sent: act("sent"),
  replied: act("replied"),
  forwarded: act("forwarded"),
  received(row, fact) {
    row.received++;
    if (fact.peer === "public") row.received_public++;
  },
};

function act(column: "opened" | "sent" | "replied" | "forwarded"): Count {
  return (row, fact) => {
    row[column]++;
    mark(row, fact);
  };
}

function mark(row: UsageDayRow, fact: MailLogRow): void {
  const bit = (USAGE_CHANNELS as Record<string, number>)[fact.channel];
  if (bit !== undefined) row.channels |= bit;
}
