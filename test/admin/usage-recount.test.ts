import assert from "node:assert/strict";
import type { App } from "@congthu/server/core/app";
import { checkConsistency } from "@congthu/server/core/consistency";
import { recordLeave } from "@congthu/server/core/directory/leaves";
import { operatorPrincipal } from "@congthu/server/core/directory/operator";
import { buildReport } from "@congthu/server/core/reporting/build-report";
import { rebuildUsage } from "@congthu/server/core/reporting/rebuild-usage";
import { rollUpUsage } from "@congthu/server/core/reporting/roll-up-usage";
import { changeUsageDefinition } from "@congthu/server/core/reporting/usage-definition";
import { updateAccount } from "@congthu/server/store/accounts";
import { updateAgency } from "@congthu/server/store/agencies";
import { addDays, daysBetween, localDay, startOfLocalDay } from "@congthu/shared/dates";
import { QUALIFYING_ACTS, type RegularRule } from "@congthu/shared/usage-definition";
import { isWorkingDay } from "@congthu/shared/working-days";
import fc from "fast-check";
import { type Bench, openBench } from "../harness/engines.ts";
import { openUsageWorld, type UsageWorld } from "../harness/usage-world.ts";

const START = "2026-01-05";
const UNITS = ["so", "xa1", "xa2", "xa3"] as const;
const AGENCIES = [...UNITS, "phong"] as const;
const PEOPLE = ["p0", "p1", "p2", "p3", "p4", "p5"] as const;
const KINDS = ["opened", "sent", "replied", "forwarded", "signedIn", "received", "relayed"] as const;
const CHANNELS = ["web", "mobile", "imap", "pop3", "submission", "api"] as const;

type Step =
  | { do: "wait"; days: number }
  | { do: "fact"; who: number; kind: number; channel: number }
  | { do: "move"; who: number; to: number }
  | { do: "leader" | "lock"; who: number }
  | { do: "leave"; who: number; after: number; days: number }
  | { do: "merge"; from: number; to: number }
  | { do: "roll" | "crash" | "rebuild" };

const who = fc.nat(PEOPLE.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 9 }) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      ...{
        do: fc.constant("fact" as const),
        who,
        kind: fc.nat(KINDS.length - 1),
        channel: fc.nat(CHANNELS.length - 1),
      },
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("move" as const), who, to: fc.nat(AGENCIES.length - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("leader" as const, "lock" as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("leave" as const),
      who,
      after: fc.nat(20),
      days: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("merge" as const),
      from: fc.integer({ min: 1, max: 3 }),
      to: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("roll" as const, "crash" as const, "rebuild" as const) }) },
);

const rule: fc.Arbitrary<RegularRule> = fc.oneof(
  fc.record({ kind: fc.constant("workingDays" as const), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    kind: fc.constant("weekly" as const),
    days: fc.integer({ min: 1, max: 5 }),
    ofWeeks: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({ kind: fc.constant("within" as const), days: fc.integer({ min: 1, max: 90 }) }),
);

type Standing = { day: string; agency: string; leader: boolean; locked: boolean };
type Act = { who: string; day: string; kind: (typeof KINDS)[number]; channel: string; agency: string };

/** What happened, kept in the plainest way. */
type Told = {
  history: Map<string, Standing[]>;
  acts: Act[];
  leaves: { who: string; from: string; to: string }[];
  merged: Map<string, { into: string; day: string }>;
};

async function live(bench: Bench, w: UsageWorld, steps: readonly Step[]): Promise<Told> {
  const told: Told = { history: new Map(), acts: [], leaves: [], merged: new Map() };
  const { app, now } = bench;
  const nowOf = (name: string) => told.history.get(name)?.at(-1) as Standing;
  for (const [i, name] of PEOPLE.entries())
    told.history.set(name, [
      { day: START, agency: AGENCIES[i % AGENCIES.length] as string, leader: i === 0, locked: false },
    ]);
  const operator = await app.db.read(operatorPrincipal);
  const become = async (name: string, change: Partial<Standing>) => {
    const next = { ...nowOf(name), ...change, day: localDay(now.ms) };
    told.history.get(name)?.push(next);
    await app.db.write((tx) =>
      updateAccount(tx, w.person(name), {
        agency_id: w.agency(next.agency),
        is_leader: Number(next.leader),
        status: next.locked ? "locked" : "active",
        standing_at: now.ms,
      }),
    );
  };
  for (const s of steps) {
    const name = "who" in s ? (PEOPLE[s.who] as string) : "";
    const day = localDay(now.ms);
    if (s.do === "wait") now.ms += s.days * 86_400_000;
    else if (s.do === "fact") {
      const [kind, channel] = [KINDS[s.kind] ?? "opened", CHANNELS[s.channel] ?? "web"];
      told.acts.push({ who: name, day, kind, channel, agency: nowOf(name).agency });
      await w.fact(name, day, kind, { channel, peer: "other" });
    } else if (s.do === "move") {
      const to = AGENCIES[s.to] as string;
      if (!told.merged.has(to)) await become(name, { agency: to });
    } else if (s.do === "leader") await become(name, { leader: !nowOf(name).leader });
    else if (s.do === "lock") await become(name, { locked: !nowOf(name).locked });
    else if (s.do === "leave") {
      const [from, to] = [addDays(day, s.after), addDays(day, s.after + s.days - 1)];
      if (told.leaves.some((l) => l.who === name && l.from <= to && l.to >= from)) continue;
      told.leaves.push({ who: name, from, to });
      await recordLeave(app, operator, w.person(name), { from, to, kind: "other", document: "" });
    } else if (s.do === "merge") {
      const [from, to] = [UNITS[s.from] as string, UNITS[s.to] as string];
      if (from === to || told.merged.has(from) || told.merged.has(to)) continue;
      told.merged.set(from, { into: to, day });
      for (const person of PEOPLE) if (nowOf(person).agency === from) await become(person, { agency: to });
      await app.db.write(async (tx) => {
        await updateAgency(tx, w.agency(from), { closed_on: day });
        await tx.run(
          `INSERT INTO agency_link (from_id, to_id, kind, on_day) VALUES (?, ?, 'merge', ?)`,
          ...[w.agency(from), w.agency(to), day],
        );
      });
    } else if (s.do === "roll") await Promise.all([rollUpUsage(app), rollUpUsage(app)]);
    else if (s.do === "crash") await rollUpUsage(dying(app)).catch(() => undefined);
    else await rebuildUsage(app, { fromLog: steps.indexOf(s) % 2 === 0, progress: () => undefined });
  }
  return told;
}

/** A server that dies before each commit. */
function dying(app: App): App {
  const write: App["db"]["write"] = (fn) =>
    app.db.write(async (tx) => {
      await fn(tx);
      throw new Error("died");
    });
  return { ...app, db: { ...app.db, write } };
}

type Query = { from: string; to: string; acts: readonly string[]; rule: RegularRule };

/** The figures counted from what happened, person by person and day by day. */
function recount(told: Told, q: Query): Record<string, number[]> {
  const unitOf = (agency: string): string => {
    const merged = told.merged.get(agency);
    if (merged && merged.day <= q.to) return unitOf(merged.into);
    return agency === "phong" ? "so" : agency;
  };
  const rows = new Map<string, number[]>();
  const rowOf = (unit: string) => {
    if (!rows.has(unit)) rows.set(unit, Array<number>(10).fill(0));
    return rows.get(unit) as number[];
  };
  for (const unit of UNITS) if (unitOf(unit) === unit) rowOf(unit);
  for (const name of PEOPLE) {
    const standing = told.history.get(name)?.findLast((s) => s.day <= q.to);
    if (!standing) continue;
    const acted = new Set(told.acts.filter((a) => a.who === name && isAct(a, q.acts)).map((a) => a.day));
    const isOff = (day: string) =>
      day < START || told.leaves.some((l) => l.who === name && l.from <= day && day <= l.to);
    const days = daysBetween(q.from, q.to);
    const free = days.filter((day) => isWorkingDay(day) && !isOff(day));
    const onLeave = free.length === 0 && days.some((day) => isWorkingDay(day) && day >= START);
    const active = !onLeave && days.some((day) => acted.has(day));
    const regular = !onLeave && isRegular(q, free, acted);
    const { leader, locked } = standing;
    const add = [true, onLeave, active, regular, leader, leader && active, leader && regular, locked].map(Number);
    const row = rowOf(unitOf(standing.agency));
    for (const [i, n] of add.entries()) row[i] = (row[i] ?? 0) + n;
  }
  for (const a of told.acts) {
    const i = a.kind === "sent" ? 8 : a.kind === "received" ? 9 : -1;
    if (i < 0 || a.day < q.from || a.day > q.to) continue;
    const row = rowOf(unitOf(a.agency));
    row[i] = (row[i] ?? 0) + 1;
  }
  return Object.fromEntries(rows);
}

function isAct(a: Act, acts: readonly string[]): boolean {
  if (a.kind === "signedIn")
    return acts.includes(a.channel === "web" || a.channel === "mobile" ? "webSignIn" : "signIn");
  return acts.includes(a.kind);
}

function isRegular({ rule: r, to }: Query, free: readonly string[], acted: ReadonlySet<string>): boolean {
  if (r.kind === "within") return daysBetween(addDays(to, 1 - r.days), to).some((day) => acted.has(day));
  const worked = free.filter((day) => acted.has(day));
  if (r.kind === "workingDays") return free.length > 0 && (worked.length * 100) / free.length >= r.percent - 1e-9;
  const weekOf = (day: string) => Math.floor((Date.parse(day) / 86_400_000 + 3) / 7);
  const weeks = Map.groupBy(free, weekOf);
  const met = [...weeks.values()].filter(
    (days) => days.filter((day) => acted.has(day)).length >= Math.min(r.days, days.length),
  );
  return weeks.size > 0 && (met.length * 100) / weeks.size >= r.ofWeeks - 1e-9;
}

describe("usage report", function () {
  this.timeout(120_000);
  const acts = fc.subarray([...QUALIFYING_ACTS], { minLength: 1 });
  const asked = fc.record({ acts, rule, from: fc.nat(60), days: fc.nat(70) });

  it("is the recount of what happened, after crashes, moves, mergers, leave and sums made anew", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 60 }),
        fc.array(asked, { minLength: 1, maxLength: 4 }),
        check,
      ),
      { numRuns: 25 },
    );
  });

  async function check(
    steps: Step[],
    questions: { acts: (typeof QUALIFYING_ACTS)[number][]; rule: RegularRule; from: number; days: number }[],
  ) {
    const bench = await openBench("sqlite");
    try {
      bench.now.ms = startOfLocalDay(START) + 12 * 3_600_000;
      const w = await openUsageWorld(bench.app, bench.now);
      await w.addAgencies([
        { name: "tinh", kind: "province", tier: "tinh" },
        ...UNITS.map((name) => ({ name, parent: "tinh", kind: "commune" as const, tier: "xa" })),
        { name: "phong", parent: "so", kind: "division", tier: "xa" },
      ]);
      await w.addMailboxes(
        PEOPLE.map((name, i) => ({
          name,
          agency: AGENCIES[i % AGENCIES.length] as string,
          leader: i === 0,
          day: START,
        })),
      );
      const told = await live(bench, w, steps);
      const operator = await bench.app.db.read(operatorPrincipal);
      bench.now.ms += 200 * 86_400_000;
      for (const question of questions) {
        const q = {
          ...question,
          from: addDays(START, question.from),
          to: addDays(START, question.from + question.days),
        };
        await changeUsageDefinition(bench.app, operator, { acts: q.acts, rule: q.rule, since: "2024-01-01" });
        const report = await buildReport(bench.app, operator, q);
        const rows = report.rows.map((f) => [
          f.name,
          [
            ...[
              f.mailboxes,
              f.onLeave,
              f.active,
              f.regular,
              f.leaderMailboxes,
              f.leaderActive,
              f.leaderRegular,
              f.locked,
            ],
            ...[f.letters, f.received],
          ],
        ]);
        assert.deepEqual(Object.fromEntries(rows), recount(told, q));
      }
      assert.deepEqual(await checkConsistency(bench.app), []);
    } finally {
      await bench.close();
    }
  }
});
