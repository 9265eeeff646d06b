import assert from "node:assert/strict";
import { checkConsistency } from "@congthu/server/core/consistency";
import { rollUpUsage } from "@congthu/server/core/reporting/roll-up-usage";
import { timeId } from "@congthu/server/lib/ids";
import { insertMailLog, MAIL_LOG_KINDS, type MailLogRow } from "@congthu/server/store/mail-log";
import type { UsageDayRow } from "@congthu/server/store/usage";
import { localDay } from "@congthu/shared/dates";
import fc from "fast-check";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { type Province, seedProvince } from "../harness/province.ts";

const START = Date.parse("2026-02-27T00:00:00Z");

/** One fact, or a moment at which some of what is there is folded. */
type Step = { fact: { who: number; kind: number; channel: number; peer: number; afterMs: number } } | { roll: true };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      fact: fc.record({
        who: fc.nat(4),
        kind: fc.nat(10),
        channel: fc.nat(7),
        peer: fc.nat(5),
        afterMs: fc.nat(4 * 86_400_000),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ roll: true as const }) },
);
const CHANNELS = ["", "web", "imap", "pop3", "submission", "smtp", "api", "system"] as const;
const PEERS = ["", "agency", "province", "gov", "public", "other"] as const;

/** The daily sums counted again from the facts, in the plainest way. */
function recount(facts: readonly MailLogRow[]): Record<string, number[]> {
  const out: Record<string, number[]> = {};
  for (const f of facts) {
    const counts = [
      f.kind === "signedIn",
      f.kind === "signedIn" && f.channel === "web",
      f.kind === "opened",
      f.kind === "sent",
      f.kind === "replied",
      f.kind === "forwarded",
      f.kind === "received",
      f.kind === "received" && f.peer === "public",
    ].map(Number);
    if (!counts.includes(1)) continue;
    const key = `${f.account_id} ${localDay(f.at)}`;
    out[key] = (out[key] ?? counts.map(() => 0)).map((n, i) => n + (counts[i] ?? 0));
  }
  return out;
}

onEveryEngine("daily usage", (open) => {
  let bench: Bench;
  let province: Province;
  before(async () => {
    bench = await open();
    province = await seedProvince(bench.app);
  });
  after(() => bench.close());

  it("is the recount of the facts, whenever and by however many it is folded", async () => {
    const people = Object.values(province.accounts);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
        await bench.app.db.write(async (tx) => {
          await tx.run(`DELETE FROM mail_log`);
          await tx.run(`DELETE FROM usage_day`);
        });
        const facts: MailLogRow[] = [];
        for (const s of steps) {
          if ("roll" in s) {
            // Two at once: each fact is still taken by one of them.
            await Promise.all([rollUpUsage(bench.app), rollUpUsage(bench.app)]);
            continue;
          }
          const at = START + s.fact.afterMs;
          const row: MailLogRow = {
            log_id: timeId("l", at),
            at,
            kind: MAIL_LOG_KINDS[s.fact.kind] ?? "opened",
            account_id: people[s.fact.who] ?? null,
            agency_id: province.department,
            channel: CHANNELS[s.fact.channel] ?? "",
            peer: PEERS[s.fact.peer] ?? "",
            trace_id: "",
            sender: "",
            recipient: "",
            message_id: "",
            size_bytes: 0,
            remote: "",
            reply: "",
          };
          facts.push(row);
          await bench.app.db.write((tx) => insertMailLog(tx, [row]));
        }
        await rollUpUsage(bench.app);
        assert.equal(await rollUpUsage(bench.app), 0);
        const days = await bench.app.db.read((r) =>
          r.all<UsageDayRow & Record<string, unknown>>(`SELECT * FROM usage_day`),
        );
        const folded = Object.fromEntries(
          days.map((u) => [
            `${u.account_id} ${u.day}`,
            [u.sign_ins, u.web_sign_ins, u.opened, u.sent, u.replied, u.forwarded, u.received, u.received_public],
          ]),
        );
        assert.deepEqual(folded, recount(facts));
        assert.deepEqual(await checkConsistency(bench.app), []);
      }),
      { numRuns: bench.app.db.dialect === "sqlite" ? 60 : 15 },
    );
  });
});
