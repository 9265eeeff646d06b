import assert from "node:assert/strict";
import { principalOf } from "@congthu/server/core/access";
import { checkConsistency } from "@congthu/server/core/consistency";
import { accountForLogin, signIn } from "@congthu/server/core/directory/sign-in";
import { buildReport } from "@congthu/server/core/reporting/build-report";
import { buildProvince } from "@congthu/server/demo/province";
import { seedDemo } from "@congthu/server/demo/seed";
import { addDays, startOfLocalDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { type Bench, openBench } from "../harness/engines.ts";

const PLAN = { size: "small", seed: "1", today: "2026-11-21" } as const;

/** Everything of a seeded database that must not differ between two runs: all but the ids made at random. */
const CONTENTS = {
  agencies: `SELECT name, abbr, kind, tier, domain, sort_order FROM agency ORDER BY sort_order`,
  codes: `SELECT a.abbr, c.scheme, c.code, c.valid_from, c.valid_to FROM agency_code c JOIN agency a ON a.agency_id = c.agency_id ORDER BY a.abbr, c.scheme`,
  headcounts: `SELECT a.abbr, h.from_day, h.staff, h.leaders FROM headcount h JOIN agency a ON a.agency_id = h.agency_id ORDER BY a.abbr`,
  accounts: `SELECT address, kind, full_name, title, unit, is_leader, status, created_at FROM account ORDER BY address`,
  roles: `SELECT c.address, g.role, a.abbr FROM role_grant g JOIN account c ON c.account_id = g.account_id JOIN agency a ON a.agency_id = g.agency_id
    ORDER BY c.address, g.role`,
  clerks: `SELECT o.address AS owner, p.address AS delegate FROM delegation d JOIN account o ON o.account_id = d.owner_id
    JOIN account p ON p.account_id = d.delegate_id ORDER BY o.address, p.address`,
  letters: `SELECT c.address, m.name, g.uid, g.blob_id, g.prefix, g.size_bytes, g.received_at, g.flags, g.has_attachment FROM message g
    JOIN account c ON c.account_id = g.account_id JOIN mailbox m ON m.account_id = g.account_id AND m.mailbox_id = g.mailbox_id
    ORDER BY c.address, m.name, g.uid`,
  facts: `SELECT c.address, l.kind, l.channel, l.peer, l.at FROM mail_log l JOIN account c ON c.account_id = l.account_id
    ORDER BY l.at, c.address, l.kind, l.recipient`,
} as const;

const read = (bench: Bench, part: keyof typeof CONTENTS) => bench.app.db.read((r) => r.all(CONTENTS[part]));

describe("the small demo province", function () {
  this.timeout(120_000);
  const { people } = buildProvince(PLAN.size, PLAN.seed);
  let bench: Bench;
  before(async () => {
    bench = await openBench("sqlite");
    bench.now.ms = startOfLocalDay(PLAN.today) + 8 * 3_600_000;
    await seedDemo(bench.app, PLAN, () => undefined);
  });
  after(() => bench.close());

  it("has 12 agencies and 60 officials, each agency with its shared mailbox", async () => {
    const accounts = await read(bench, "accounts");
    assert.equal((await read(bench, "agencies")).length, 12);
    assert.equal(accounts.filter((a) => a.kind === "person").length, 60);
    assert.equal(accounts.filter((a) => a.kind === "agency").length, 12);
    const letters = await read(bench, "letters");
    assert.ok(letters.length > 1_000, String(letters.length));
  });

  it("holds together", async () => {
    assert.deepEqual(await checkConsistency(bench.app), []);
  });

  it("is the same again for the same seed and day", async () => {
    const again = await openBench("sqlite");
    try {
      await seedDemo(again.app, PLAN, () => undefined);
      for (const part of Object.keys(CONTENTS) as (keyof typeof CONTENTS)[])
        assert.deepEqual(await read(again, part), await read(bench, part), part);
    } finally {
      await again.close();
    }
  });

  it("lets in those it names, with their passwords, and refuses others", async () => {
    const enter = (p: (typeof people)[number] | undefined, password = p?.password ?? "") =>
      signIn(bench.app, { login: p?.address ?? "", password, channel: "web", ip: "127.0.0.1" });
    const one = people.find((p) => !p.locked);
    assert.equal((await enter(one)).account.full_name, one?.fullName);
    await assert.rejects(enter(one, "khong-phai"), { code: "auth.failed" });
    const locked = people.find((p) => p.locked);
    if (locked) await assert.rejects(enter(locked), { code: "auth.locked" });
  });

  it("opens each agency's mailbox to its clerk", async () => {
    const rows = await read(bench, "clerks");
    assert.equal(rows.length, 11);
    for (const { owner, delegate } of rows)
      assert.equal(String(delegate).slice(String(delegate).indexOf(".") + 1), owner, `${delegate} works for ${owner}`);
  });

  it("shows a reviewer the shares of use that it was made with", async () => {
    const reviewer = people.find((p) => p.roles.includes("usageReviewer"));
    const principal = await bench.app.db.read(async (r) => {
      const account = await accountForLogin(r, reviewer?.address ?? "");
      return principalOf(r, { accountId: account?.account_id ?? ("" as AccountId), channel: "web", ip: "" });
    });
    const period = { from: addDays(PLAN.today, -91), to: addDays(PLAN.today, -1) };
    const { rows, total } = await buildReport(bench.app, principal, period);
    const { agencies } = buildProvince(PLAN.size, PLAN.seed);
    for (const agency of agencies) {
      const row = rows.find((x) => x.name === agency.name);
      const staff = people.filter((p) => p.agencyKey === agency.key);
      const acting = staff.filter((p) => p.habit !== "never");
      assert.equal(row?.mailboxes, staff.length, agency.name);
      assert.equal(row?.staff, agency.headcount);
      assert.equal(row?.active, acting.length);
      assert.equal(row?.leaderActive, acting.filter((p) => p.leader).length);
      // Chance decides on which days people of a habit act, so single ones may fall below the threshold.
      const regular = staff.filter((p) => p.habit === "daily" || p.habit === "regular").length;
      assert.ok(Math.abs((row?.regular ?? -9) - regular) <= 1, `${agency.name}: ${row?.regular} of ${regular}`);
    }
    assert.equal(total.mailboxes, 60);
    const only = (key: string) => rows.find((x) => x.name === agencies.find((a) => a.key === key)?.name);
    assert.equal(only("namlanh")?.active, 0);
    assert.deepEqual([only("sgddt")?.active, only("sgddt")?.leaderActive], [1, 1]);
  });

  it("writes nothing that lies in the future, and acts only of people who use their mailbox", async () => {
    const [facts, letters] = [await read(bench, "facts"), await read(bench, "letters")];
    const acts = facts.filter((f) => f.kind !== "received" && Number(f.at) < startOfLocalDay(PLAN.today));
    for (const at of [...acts.map((f) => f.at), ...letters.map((l) => l.received_at)]) {
      assert.ok(Number(at) < startOfLocalDay(PLAN.today));
      assert.ok(Number(at) >= startOfLocalDay(addDays(PLAN.today, -92)));
    }
    const idle = new Set(people.filter((p) => p.habit === "never").map((p) => p.address));
    for (const f of acts) assert.ok(!idle.has(String(f.address)), String(f.address));
  });
});

describe("the demo province of Yên Bái", function () {
  this.timeout(300_000);

  it("has 4,129 accounts in 90 of its agencies, and holds together", async () => {
    const bench = await openBench("sqlite");
    try {
      await seedDemo(bench.app, { ...PLAN, size: "province" }, () => undefined);
      const accounts = await read(bench, "accounts");
      assert.equal(accounts.length, 4_129);
      assert.equal(accounts.filter((a) => a.kind === "agency").length, 90);
      assert.equal((await read(bench, "agencies")).filter((a) => a.kind === "commune").length, 180);
      assert.deepEqual(await checkConsistency(bench.app), []);
    } finally {
      await bench.close();
    }
  });
});
