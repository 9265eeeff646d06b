import assert from "node:assert/strict";
import { checkConsistency } from "@congthu/server/core/consistency";
import { dayBits, daysOfMonth, endMonth } from "@congthu/server/core/reporting/day-bits";
import { addDays, sumsOf, sumVector } from "@congthu/server/core/reporting/month-sums";
import { rollUpUsage } from "@congthu/server/core/reporting/roll-up-usage";
import { timeId } from "@congthu/server/lib/ids";
import { insertMailLog, MAIL_LOG_KINDS, type MailLogRow } from "@congthu/server/store/mail-log";
import { USAGE_SUMS, type UsageDayRow } from "@congthu/server/store/usage";
import { boxDaysOf, boxTracks, channelTracks, monthDays, personTracks } from "@congthu/server/store/usage-tracks";
import { dayOfNumber, firstOfMonth, localDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { USAGE_CHANNELS } from "@congthu/shared/usage-channels";
import { QUALIFYING_ACTS } from "@congthu/shared/usage-definition";
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
        kind: fc.nat(MAIL_LOG_KINDS.length - 1),
        channel: fc.nat(8),
        peer: fc.nat(5),
        afterMs: fc.nat(4 * 86_400_000),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ roll: true as const }) },
);
const CHANNELS = ["", "web", "imap", "pop3", "submission", "smtp", "api", "system", "mobile"] as const;
const PEERS = ["", "agency", "province", "gov", "public", "other"] as const;
const ACT_KINDS = ["opened", "sent", "replied", "forwarded"] as const;

/** All that is kept of facts, counted again in the plainest way: "what key" → how often. */
function recount(facts: readonly MailLogRow[]): Record<string, number> {
  const out: Record<string, number> = {};
  const add = (...key: (string | null | undefined)[]) => {
    const name = key.join(" ");
    out[name] = (out[name] ?? 0) + 1;
  };
  const mark = (...key: (string | null | undefined)[]) => {
    out[key.join(" ")] = 1;
  };
  for (const f of facts) {
    const day = localDay(f.at);
    const isWeb = f.channel === "web" || f.channel === "mobile";
    const letters = f.kind === "sent" || f.kind === "received" ? `${f.kind}_${f.peer || "other"}` : null;
    const sum =
      letters ??
      { signedIn: "sign_ins", opened: "opened", replied: "replied", forwarded: "forwarded" }[f.kind as string];
    if (sum) {
      add("day", f.account_id, day, f.kind === "received" ? "" : f.channel, f.agency_id, sum);
      add("month", f.agency_id, day, sum);
    }
    if (f.channel !== "" && f.kind !== "received") {
      const act =
        ACT_KINDS.find((k) => k === f.kind) ?? (f.kind === "signedIn" ? (isWeb ? "webSignIn" : "signIn") : null);
      if (act) mark("act", f.account_id, act, day);
      if (act && (USAGE_CHANNELS as readonly string[]).includes(f.channel)) mark("way", f.account_id, f.channel, day);
    }
    if (f.kind === "opened" && f.owner_id && f.owner_id !== f.account_id) {
      const half = new Date(f.at + 7 * 3_600_000).getUTCHours() < 12 ? "morning" : "afternoon";
      add("box", f.owner_id, day, f.account_id, half);
      mark("checked", f.owner_id, half, day);
    }
  }
  return out;
}

/** The same, as the store keeps it. */
async function kept(bench: Bench): Promise<Record<string, number>> {
  const out: Record<string, number> = {};
  const put = (n: number, ...key: string[]) => {
    if (n > 0) out[key.join(" ")] = n;
  };
  const bitsOf = (
    what: string,
    id: string,
    names: readonly string[],
    row: { from_month: number; bits: Uint8Array },
  ) => {
    const bits = dayBits(row);
    for (let month = bits.fromMonth; month < endMonth(bits); month++)
      for (const [kind, name] of names.entries())
        for (let i = 0; i < 31; i++)
          if (daysOfMonth(bits, month, [kind]) & (1 << i)) put(1, what, id, name, dayOfNumber(firstOfMonth(month) + i));
  };
  await bench.app.db.read(async (r) => {
    for (const u of await r.all<UsageDayRow & Record<string, unknown>>(`SELECT * FROM usage_day`))
      for (const name of USAGE_SUMS)
        put(u[name], "day", u.account_id, dayOfNumber(u.day), u.channel, u.agency_id, name);
    const ids = (await r.all<{ account_id: AccountId }>(`SELECT account_id FROM account`)).map((a) => a.account_id);
    for (const row of (await personTracks(r, ids)).values()) bitsOf("act", row.account_id, QUALIFYING_ACTS, row);
    for (const row of (await channelTracks(r, ids)).values()) bitsOf("way", row.account_id, USAGE_CHANNELS, row);
    for (const row of (await boxTracks(r, ids)).values())
      bitsOf("checked", row.account_id, ["morning", "afternoon"], row);
    for (const id of ids)
      for (const b of await boxDaysOf(r, { mailboxId: id, from: 0, to: 99_999 })) {
        put(b.morning, "box", id, dayOfNumber(b.day), b.clerk_id, "morning");
        put(b.afternoon, "box", id, dayOfNumber(b.day), b.clerk_id, "afternoon");
      }
    for (let month = 2026 * 12; month < 2026 * 12 + 12; month++)
      for (const row of await monthDays(r, { month, agencyIds: null }))
        for (let i = 0; i < 31; i++) {
          const vector = sumVector();
          addDays(vector, row.days, { first: i, last: i });
          const sums = sumsOf(vector);
          for (const name of USAGE_SUMS)
            put(sums[name], "month", row.agency_id, dayOfNumber(firstOfMonth(month) + i), name);
        }
  });
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
          for (const table of ["day", "person", "channel", "month", "month_days", "box_day", "box"])
            await tx.run(`DELETE FROM usage_${table}`);
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
            agency_id: s.fact.who % 2 === 0 ? province.department : province.commune,
            owner_id: s.fact.peer > 3 ? province.accounts.sonv : null,
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
        assert.deepEqual(await kept(bench), recount(facts));
        assert.deepEqual(await checkConsistency(bench.app), []);
      }),
      { numRuns: bench.app.db.dialect === "sqlite" ? 60 : 15 },
    );
  });
});
