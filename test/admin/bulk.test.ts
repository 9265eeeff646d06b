import assert from "node:assert/strict";
import { verifyAudit } from "@congthu/server/core/audit/verify-audit";
import { checkConsistency } from "@congthu/server/core/consistency";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { signIn } from "@congthu/server/core/directory/sign-in";
import { MailError } from "@congthu/server/core/errors";
import { makeSlips } from "@congthu/server/core/provisioning/import/print-slips";
import { workOnImports } from "@congthu/server/core/provisioning/import/work-on-imports";
import type { AccountDetail } from "@congthu/shared/api/accounts";
import type { GroupDetail } from "@congthu/shared/api/groups";
import type { ImportRow, ImportView } from "@congthu/shared/api/imports";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { type ActorName, callRoute, seedActors } from "./actors.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;

onEveryEngine("one act upon many accounts", (open) => {
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  let staff: AccountId[];
  let mailbox: AccountId;
  beforeEach(async () => {
    bench = await open();
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
    const person = (fullName: string, address: string, agencyId: AgencyId) => ({
      ...{ kind: "person" as const, agencyId, address: `${address}@${DOMAIN}`, fullName, title: "Công chức", unit: "" },
      ...{ isLeader: false, passwordHash: null, mustChange: false, quotaBytes: 2 ** 31 },
    });
    const made = await bench.app.db.write((tx) =>
      createAccountsIn(bench.app, tx, [
        person("Lò Văn Một", "motlv", province.department),
        person("Lò Văn Hai", "hailv", province.department),
        person("Lò Văn Ba", "balv", province.department),
        { ...person("Sở Thử", "sothu", province.department), kind: "agency" as const },
      ]),
    );
    staff = made.slice(0, 3);
    mailbox = made[3] as AccountId;
  });
  afterEach(async () => {
    assert.deepEqual(await checkConsistency(bench.app), []);
    assert.equal((await verifyAudit(bench.app)).ok, true);
    await bench.close();
  });

  const call = async <T>(who: ActorName, name: string, c: Parameters<typeof callRoute>[3] = {}) =>
    callRoute<T>(bench.app, await actors.as(who), name, c);
  const check = (who: ActorName, ask: object, accountIds: readonly string[] = staff) =>
    call<ImportView>(who, "checkBulk", { body: { choice: { accountIds }, ask, document: "12/CV" } });
  const rowsOf = async (who: ActorName, importId: string) =>
    (await call<{ items: ImportRow[] }>(who, "readImportRows", { params: { importId } })).items;
  const settle = async (who: ActorName, importId: string) => {
    while ((await workOnImports(bench.app)) > 0);
    return call<ImportView>(who, "readImport", { params: { importId } });
  };
  const run = async (who: ActorName, importId: string) => {
    await call(who, "startImport", { params: { importId }, body: { skipFaulty: true } });
    return settle(who, importId);
  };
  const undo = async (who: ActorName, importId: string) => {
    await call(who, "undoImport", { params: { importId } });
    return settle(who, importId);
  };
  const account = (accountId: string) => call<AccountDetail>("system", "readAccount", { params: { accountId } });
  const statuses = async () => (await Promise.all(staff.map(account))).map((a) => a.status);
  const actions = async (subjectId: string) =>
    (await call<{ items: { action: string }[] }>("system", "listAudit", { query: { subjectId } })).items.map(
      (e) => e.action,
    );

  it("tells of each account what would happen, does it, and turns it back", async () => {
    await call("system", "lockAccount", { params: { accountId: staff[1] ?? "" }, body: { reason: "request" } });
    const ids = [...staff, mailbox, actors.ids.adminA];
    const list = await check("helpdeskA", { act: "lock", reason: "malware" }, ids);
    assert.deepEqual([list.origin, list.state, list.rows, list.faulty], ["choice", "checked", 5, 1]);
    assert.deepEqual(
      (await rowsOf("helpdeskA", list.id)).map((r) => [r.name, r.state, r.cells.slice(4), r.faults.map((f) => f.code)]),
      [
        ["Lò Văn Một", "ready", ["Đang dùng", "Tạm khóa"], []],
        ["Lò Văn Hai", "skipped", ["Tạm khóa", "Tạm khóa"], ["account.already"]],
        ["Lò Văn Ba", "ready", ["Đang dùng", "Tạm khóa"], []],
        ["Sở Thử", "ready", ["Đang dùng", "Tạm khóa"], []],
        // Who holds a role is kept by those who could have given it.
        ["Tài khoản adminA", "faulty", ["Đang dùng", "Tạm khóa"], ["account.denied"]],
      ],
    );
    assert.deepEqual(await statuses(), ["active", "locked", "active"]);
    const done = await run("helpdeskA", list.id);
    assert.deepEqual([done.state, done.done], ["done", 3]);
    assert.deepEqual(await statuses(), ["locked", "locked", "locked"]);
    assert.equal((await account(actors.ids.adminA)).status, "active");
    assert.deepEqual(await actions(staff[0] ?? ""), ["account.locked"]);
    assert.deepEqual(await actions(list.id), ["bulk.done", "bulk.started"]);
    const back = await undo("helpdeskA", list.id);
    assert.equal(back.state, "undone");
    assert.deepEqual(await statuses(), ["active", "locked", "active"]);
    assert.equal((await account(mailbox)).status, "active");
  });

  it("takes all that a filter shows, moves them, sets their room, puts them into a group and lets them go", async () => {
    const filter = { agencyId: province.department, below: "true", text: "lo van" };
    const bulk = async (ask: object) => {
      const list = await call<ImportView>("system", "checkBulk", { body: { choice: { filter }, ask } });
      const done = await run("system", list.id);
      assert.deepEqual([done.state, done.done], ["done", 3], JSON.stringify(ask));
      return list.id;
    };
    await bulk({ act: "quota", quotaBytes: 5 * 2 ** 30 });
    assert.equal((await account(staff[0] ?? "")).quotaBytes, 5 * 2 ** 30);
    const group = await call<GroupDetail>("system", "createGroup", {
      body: { agencyId: province.department, localPart: "nhom.thu", name: "Nhóm thử", posting: "open", members: [] },
    });
    const read = () => call<GroupDetail>("system", "readGroup", { params: { groupId: group.id } });
    const joined = await bulk({ act: "group", groupId: group.id });
    assert.deepEqual([(await read()).members.length, (await read()).reach], [3, 3]);
    const again = await call<ImportView>("system", "checkBulk", {
      body: { choice: { filter }, ask: { act: "group", groupId: group.id } },
    });
    assert.deepEqual(again.tally, [{ act: "group", state: "skipped", n: 3 }]);
    await undo("system", joined);
    assert.deepEqual([(await read()).members.length, (await read()).reach], [0, 0]);
    const moved = await bulk({ act: "move", agencyId: province.commune });
    assert.equal((await account(staff[2] ?? "")).agencyId, province.commune);
    await undo("system", moved);
    assert.equal((await account(staff[2] ?? "")).agencyId, province.department);
    await bulk({ act: "depart", reason: "dissolved" });
    assert.deepEqual(await statuses(), ["departed", "departed", "departed"]);
  });

  it("resets passwords when the slips are printed, each in the audit of its account; what was handed out is not taken back", async () => {
    const list = await check("helpdeskA", { act: "reset" }, [...staff, mailbox]);
    assert.deepEqual(
      (await rowsOf("helpdeskA", list.id)).map((r) => [r.state, r.faults.map((f) => f.code)]),
      [
        ["ready", []],
        ["ready", []],
        ["ready", []],
        ["faulty", ["account.noPassword"]],
      ],
    );
    await run("helpdeskA", list.id);
    bench.now.ms += 1_000;
    const { slips } = await makeSlips(bench.app, await actors.as("helpdeskA"), list.id);
    assert.equal(slips.length, 3);
    assert.deepEqual(await actions(staff[0] ?? ""), ["account.passwordReset"]);
    const signed = await signIn(bench.app, {
      ...{ login: `motlv@${DOMAIN}`, password: slips.find((s) => s.address === `motlv@${DOMAIN}`)?.password ?? "" },
      ...{ channel: "web" as const, ip: "192.0.2.9" },
    }).catch((err: unknown) => err);
    assert.ok(!(signed instanceof Error), String(signed));
    const back = await undo("helpdeskA", list.id);
    assert.deepEqual(back.tally, [
      { act: "reset", state: "faulty", n: 1 },
      { act: "reset", state: "kept", n: 3 },
    ]);
  });

  it("keeps within what one may see and do", async () => {
    await assert.rejects(check("adminB", { act: "lock", reason: "request" }), refused("access.denied"));
    await assert.rejects(
      check("system", { act: "lock", reason: "request" }, ["a000000000000000"]),
      refused("account.notFound"),
    );
    await assert.rejects(
      call("system", "checkBulk", { body: { choice: { filter: { text: "khong co ai" } }, ask: { act: "reset" } } }),
      refused("invalid"),
    );
    // The help desk resets; it moves nobody and gives no room.
    assert.equal((await check("helpdeskA", { act: "quota", quotaBytes: 1 })).faulty, 3);
    await assert.rejects(check("helpdeskA", { act: "move", agencyId: province.department }), refused("access.denied"));
    // A list is its maker's and of those who open accounts there.
    const list = await check("helpdeskA", { act: "reset" });
    await assert.rejects(
      call("adminB", "startImport", { params: { importId: list.id }, body: {} }),
      refused("access.denied"),
    );
    const own = await call<{ items: ImportView[] }>("helpdeskA", "listImports");
    assert.ok(own.items.some((l) => l.id === list.id));
    const others = await call<{ items: ImportView[] }>("adminB", "listImports");
    assert.ok(!others.items.some((l) => l.id === list.id));
  });

  it("asks again when it runs: who got a role meanwhile turns the whole list back", async () => {
    const list = await check("helpdeskA", { act: "lock", reason: "request" });
    await call("system", "grantRole", {
      params: { accountId: staff[2] ?? "" },
      body: { role: "agency", agencyId: province.department },
    });
    const failed = await run("helpdeskA", list.id);
    assert.deepEqual([failed.state, failed.failure], ["failed", { row: 3, code: "access.denied" }]);
    assert.deepEqual(await statuses(), ["active", "active", "active"]);
  });
});
