import assert from "node:assert/strict";
import { PERSON_HANDLERS } from "@congthu/server/admin/person";
import { type Principal, principalOf } from "@congthu/server/core/access";
import { checkConsistency } from "@congthu/server/core/consistency";
import { findPeople } from "@congthu/server/core/directory/find-people";
import { tellModerators } from "@congthu/server/core/groups/tell-moderators";
import { acceptMessage, acceptRecipient } from "@congthu/server/core/inbound/accept";
import { submit } from "@congthu/server/core/submission/submit";
import { accountById, updateAccount } from "@congthu/server/store/accounts";
import type { GroupDetail, HeldLetter } from "@congthu/shared/api/groups";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { type ActorName, callRoute, seedActors } from "./actors.ts";

onEveryEngine("groups", (open) => {
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  beforeEach(async () => {
    bench = await open();
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
  });
  afterEach(async () => {
    assert.deepEqual(await checkConsistency(bench.app), []);
    await bench.close();
  });

  const call = async <T>(who: ActorName, name: string, c = {}) =>
    callRoute<T>(bench.app, await actors.as(who), name, c);
  const create = (who: ActorName, body: Record<string, unknown>) =>
    call<GroupDetail>(who, "createGroup", {
      body: { agencyId: province.root, localPart: "nhom", name: "Nhóm thử", posting: "internal", ...body },
    });
  const person = (local: "anh" | "binh" | "chi" | "vanthu"): Promise<Principal> =>
    bench.app.db.read((r) => principalOf(r, { accountId: province.accounts[local], channel: "web", ip: "" }));
  let written = 0;
  const send = async (local: "anh" | "binh" | "chi" | "vanthu", to: string) => {
    const account = await bench.app.db.read((r) => accountById(r, province.accounts[local]));
    assert.ok(account);
    const from = `${local}@${DOMAIN}`;
    const bytes = Buffer.from(
      `From: ${from}\r\nTo: ${to}\r\nSubject: Thu ${++written}\r\nMessage-ID: <${written}@t>\r\n\r\nKinh gui\r\n`,
    );
    return submit(bench.app, { actor: { account, channel: "web" }, mailFrom: from, to: [{ address: to }], bytes });
  };
  /** Who has how many letters. */
  const letters = async () => {
    const rows = await bench.app.db.read((r) =>
      r.all<{ address: string; n: number }>(
        `SELECT a.address, COUNT(*) AS n FROM message m JOIN account a ON a.account_id = m.account_id GROUP BY a.address ORDER BY a.address`,
      ),
    );
    return Object.fromEntries(rows.map((row) => [row.address.split("@")[0], Number(row.n)]));
  };
  const held = async (who: "anh" | "binh" | "chi" | "vanthu") => {
    const list = PERSON_HANDLERS.find((h) => h.route.name === "listHeldLetters");
    return list?.run({
      app: bench.app,
      principal: await person(who),
      params: {},
      query: {},
      body: undefined,
    }) as Promise<{
      moderates: boolean;
      items: HeldLetter[];
    }>;
  };
  const decide = async (who: "anh" | "binh" | "chi" | "vanthu", heldId: string, body: Record<string, string>) => {
    const one = PERSON_HANDLERS.find((h) => h.route.name === "decideHeldLetter");
    return one?.run({
      ...{ app: bench.app, principal: await person(who), params: { heldId }, query: {} },
      body: one.route.body.parse(body),
    });
  };

  for (const [title, rule, reached] of [
    ["all staff of an agency and below", { who: "staff" }, ["anh", "binh", "chi", "vanthu"]],
    ["the leaders", { who: "leaders" }, ["anh"]],
    ["staff of communes", { who: "staff", tiers: ["xa"] }, ["chi", "vanthu"]],
    ["the agency itself alone, which has nobody", { who: "staff", below: false }, []],
    ["agency mailboxes", { who: "mailboxes" }, ["sonv"]],
  ] as const)
    it(`by rule reach ${title}`, async () => {
      const group = await create("system", { rule: { agencyId: province.root, ...rule } });
      assert.equal(group.reach, reached.length);
      await send("binh", `nhom@${DOMAIN}`);
      assert.deepEqual(Object.keys(await letters()), [...reached].sort());
    });

  it("by rule reach who works there today, and say in the people search how many", async () => {
    const group = await create("system", { rule: { agencyId: province.commune, who: "staff" } });
    assert.equal(group.reach, 2);
    const q = { text: "nhom thu", ownAgencyId: province.department, limit: 5 };
    const [found] = await bench.app.db.read((r) => findPeople(r, q));
    assert.deepEqual([found?.email, found?.reach], [`nhom@${DOMAIN}`, 2]);
    await bench.app.db.write((tx) =>
      updateAccount(tx, province.accounts.chi, { agency_id: province.department, standing_at: 0 }),
    );
    await send("anh", `nhom@${DOMAIN}`);
    assert.deepEqual(await letters(), { vanthu: 1 });
  });

  it("inside one another reach everybody once, even in a circle", async () => {
    const a = await create("system", { localPart: "a", members: [province.accounts.anh, province.accounts.binh] });
    const b = await create("system", { localPart: "b", members: [province.accounts.binh], parts: [a.id] });
    assert.equal(b.reach, 2);
    const change = { name: "A", posting: "internal", members: [province.accounts.anh], parts: [b.id] };
    await call("system", "changeGroup", { params: { groupId: a.id }, body: change });
    await send("chi", `a@${DOMAIN}`);
    assert.deepEqual(await letters(), { anh: 1, binh: 1 });
    const self = { ...change, parts: [a.id] };
    await assert.rejects(call("system", "changeGroup", { params: { groupId: a.id }, body: self }), { code: "invalid" });
  });

  it("take letters from those who may write, refuse others where they ask", async () => {
    await create("system", { posting: "writers", writers: [province.accounts.anh], members: [province.accounts.chi] });
    const [outcome] = (await send("binh", `nhom@${DOMAIN}`)).posted;
    assert.equal(outcome?.status === "refused" && outcome.code, "recipient.closed");
    await send("anh", `nhom@${DOMAIN}`);
    assert.deepEqual(await letters(), { chi: 1 });
    await assert.rejects(
      bench.app.db.read((r) => acceptRecipient(r, { address: `nhom@${DOMAIN}`, sizeBytes: 10 })),
      { code: "recipient.closed" },
    );
  });

  it("with moderators hold a letter, tell them, and release it to everybody in one go", async () => {
    const members = [province.accounts.chi, province.accounts.vanthu];
    await create("system", { moderated: true, moderators: [province.accounts.binh], members });
    await send("anh", `nhom@${DOMAIN}`);
    assert.deepEqual(await letters(), {});
    assert.equal(await tellModerators(bench.app), 1);
    assert.equal(await tellModerators(bench.app), 0);
    assert.deepEqual(await letters(), { binh: 1 });
    assert.deepEqual(await held("chi"), { moderates: false, items: [] });
    const [waiting] = (await held("binh")).items;
    assert.deepEqual(
      [waiting?.from, waiting?.groupName, waiting?.reach, waiting?.preview],
      [`anh@${DOMAIN}`, "Nhóm thử", 2, "Kinh gui"],
    );
    const id = waiting?.id ?? "";
    await assert.rejects(decide("anh", id, { act: "release" }), { code: "access.denied" });
    await decide("binh", id, { act: "release" });
    assert.deepEqual(await letters(), { binh: 1, chi: 1, vanthu: 1 });
    await assert.rejects(decide("binh", id, { act: "release" }), { code: "notFound" });
    await send("binh", `nhom@${DOMAIN}`);
    assert.deepEqual(await letters(), { binh: 1, chi: 2, vanthu: 2 }, "a moderator writes freely");
  });

  it("with moderators give a letter back with the reason; one from outside too; and after five days by themselves", async () => {
    const keepers = { moderated: true, moderators: [province.accounts.binh], members: [province.accounts.chi] };
    await create("system", { ...keepers, posting: "open" });
    await send("anh", `nhom@${DOMAIN}`);
    const to = await bench.app.db.read((r) => acceptRecipient(r, { address: `nhom@${DOMAIN}`, sizeBytes: 10 }));
    const bytes = Buffer.from(`From: ai@example.org\r\nSubject: Ngoai\r\nMessage-ID: <n@x>\r\n\r\nx\r\n`);
    await acceptMessage(bench.app, {
      mailFrom: "ai@example.org",
      to: [to],
      bytes,
      hop: {},
      verdict: "",
      ret: "",
      envid: "",
    });
    const { items } = await held("binh");
    assert.equal(items.length, 2);
    await decide("binh", items[0]?.id ?? "", { act: "reject", reason: "Sai đối tượng" });
    assert.deepEqual(await letters(), { anh: 1 }, "the notice");
    bench.now.ms += 5 * 86_400_000 + 1;
    await tellModerators(bench.app);
    assert.deepEqual((await held("binh")).items, []);
    const queued = await bench.app.db.read((r) =>
      r.all<{ recipient: string }>(`SELECT recipient FROM outbound WHERE state = 'queued'`),
    );
    assert.deepEqual(queued, [{ recipient: "ai@example.org" }]);
  });

  it("of an agency are its administrator's, once the province leaves that to them, and reach no others' people", async () => {
    const body = { agencyId: province.commune, members: [province.accounts.chi] };
    await assert.rejects(create("adminB", body), { code: "access.denied" });
    await call("system", "changeSetting", {
      params: { name: "agencyAdministrators" },
      body: { may: ["group.manage"] },
    });
    const group = await create("adminB", body);
    await assert.rejects(create("adminB", { ...body, localPart: "x", members: [province.accounts.anh] }), {
      code: "access.denied",
    });
    await assert.rejects(
      create("adminB", { ...body, localPart: "x", rule: { agencyId: province.root, who: "staff" } }),
      {
        code: "access.denied",
      },
    );
    await assert.rejects(create("adminB", { ...body, localPart: "anh" }), { code: "address.taken" });
    await assert.rejects(create("adminB", { ...body, localPart: "x", moderated: true }), { code: "invalid" });
    await call("adminB", "closeGroup", { params: { groupId: group.id } });
    const [outcome] = (await send("chi", `nhom@${DOMAIN}`)).posted;
    assert.equal(outcome?.status === "refused" && outcome.code, "recipient.unknown");
    await assert.rejects(create("adminB", body), { code: "address.taken" });
  });

  it("leave a moderator's letters where a group is closed meanwhile", async () => {
    const keepers = { moderated: true, moderators: [province.accounts.binh], members: [province.accounts.chi] };
    const group = await create("system", keepers);
    await send("anh", `nhom@${DOMAIN}`);
    await call("system", "closeGroup", { params: { groupId: group.id } });
    const [waiting] = (await held("binh")).items;
    await assert.rejects(decide("binh", waiting?.id ?? "", { act: "release" }), { code: "recipient.unknown" });
    await decide("binh", waiting?.id ?? "", { act: "reject", reason: "Nhóm đã đóng" });
    assert.deepEqual(await letters(), { anh: 1 });
  });
});
