import assert from "node:assert/strict";
import { operatorPrincipal } from "@congthu/server/core/directory/operator";
import { signIn } from "@congthu/server/core/directory/sign-in";
import { standingAlarms, watchHealth } from "@congthu/server/core/operations/watch-health";
import { syncDirectory, syncWhenDue } from "@congthu/server/core/provisioning/ldap/sync-directory";
import { type AccountRow, accountById } from "@congthu/server/store/accounts";
import { addressRow } from "@congthu/server/store/addresses";
import { insertGrants } from "@congthu/server/store/grants";
import { settingValue } from "@congthu/server/store/settings";
import { LDAP_PRESETS, type LdapSettings, NO_LDAP } from "@congthu/shared/api/connection-settings";
import type { ConnectionsView, SyncOutcome } from "@congthu/shared/api/connections";
import { ImapFlow } from "imapflow";
import { Attribute, Change } from "ldapts";
import { type EdgesBench, openEdges } from "../harness/edges.ts";
import type { JmapPerson } from "../harness/jmap.ts";
import { DOMAIN } from "../harness/province.ts";
import { BASE, BIND_DN, BIND_PASSWORD, describeWithSlapd, type Slapd, startSlapd } from "../harness/slapd.ts";

const json = { "Content-Type": "application/json" };
const DAY_MS = 86_400_000;

describeWithSlapd("people come from a real LDAP directory", function () {
  this.timeout(120_000);
  let slapd: Slapd;
  let bench: EdgesBench;
  let admin: JmapPerson;
  before(async () => {
    slapd = await startSlapd();
    bench = await openEdges();
    const { app, province } = bench;
    const grant = { role: "system", agency_id: province.root, granted_at: 1, granted_by: null } as const;
    await app.db.write((tx) => insertGrants(tx, [{ ...grant, account_id: province.accounts.anh }]));
    admin = await bench.signIn("anh");
    await slapd.as(async (client) => {
      for (const ou of ["Sở Nội vụ", "Xã Bình An", "Ban Lạ"])
        await client.add(`ou=${ou},${BASE}`, { objectClass: "organizationalUnit", ou });
      for (let i = 1; i <= 30; i++) await client.add(...entry(`cb${i}`, `Trần Văn Số ${i}`, "Sở Nội vụ"));
      await client.add(...entry("chi", "Trần Thị Chi", "Xã Bình An"));
      await client.add(...entry("la", "Lê Văn Lạ", "Ban Lạ"));
      await client.add(...entry("ngoai", "Vũ Thị Ngoài", "Sở Nội vụ", { mail: "ngoai@gmail.com" }));
    });
  });
  after(async () => {
    await bench?.close();
    await slapd?.close();
  });

  function entry(uid: string, cn: string, ou: string, more: Record<string, string> = {}) {
    const values = { objectClass: "inetOrgPerson", uid, cn, sn: cn.split(" ")[0] ?? "", title: "Chuyên viên" };
    const own = { ...values, mail: `${uid}@${DOMAIN}`, userPassword: `Mat-khau-${uid}` };
    return [dnOf(uid, ou), { ...own, ...more }] as const;
  }
  const dnOf = (uid: string, ou: string) => `uid=${uid},ou=${ou},${BASE}`;
  const set = (dn: string, type: string, values: string[]) =>
    slapd.as((client) =>
      client.modify(dn, new Change({ operation: "replace", modification: new Attribute({ type, values }) })),
    );
  const settings = (more: Partial<LdapSettings> = {}): LdapSettings => ({
    ...NO_LDAP,
    ...LDAP_PRESETS.openLdap,
    ...{ url: slapd.url, ca: slapd.ca, bindDn: BIND_DN, base: BASE, isOn: true, passwordByBind: true },
    ...more,
  });
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const init = { method, headers: json, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await admin.fetch(path, init);
    const reply = (await response.json()) as T;
    assert.equal(response.status, 200, JSON.stringify(reply));
    return reply;
  };
  const change = (more: Partial<LdapSettings> = {}, password?: string) =>
    call<ConnectionsView>("PUT", "/api/connections/ldap", {
      settings: settings(more),
      ...(password === undefined ? {} : { password }),
    });
  const sync = (planOnly = false) => call<SyncOutcome>("POST", "/api/connections/ldap/sync", { planOnly });
  const account = (local: string): Promise<AccountRow | undefined> =>
    bench.app.db.read(async (r) => {
      const row = await addressRow(r, `${local}@${DOMAIN}`);
      return row?.account_id ? accountById(r, row.account_id) : undefined;
    });
  const enter = (local: string, password = `Mat-khau-${local}`) =>
    signIn(bench.app, { login: `${local}@${DOMAIN}`, password, channel: "imap", ip: "10.0.0.1" });

  it("keeps the password of its account to itself, sealed", async () => {
    const view = await change({}, BIND_PASSWORD);
    assert.equal(view.hasLdapPassword, true);
    const stored = await bench.app.db.read((r) => settingValue(r, "ldap.password"));
    for (const text of [stored ?? "", JSON.stringify(await call("GET", "/api/connections"))])
      assert.ok(text !== "" && !text.includes(BIND_PASSWORD));
    const others = await call<object>("GET", "/api/settings");
    assert.ok(!JSON.stringify(others).includes(BIND_DN));
  });

  it("plans without doing, over pages that the directory keeps small", async () => {
    const plan = await sync(true);
    assert.equal(plan.problem, null);
    assert.deepEqual(plan.counts, { create: 30, link: 1 });
    assert.deepEqual(
      plan.faults.map((f) => [f.whom, f.fault]).sort(),
      [
        [`la@${DOMAIN}`, "agency.unknown"],
        ["ngoai@gmail.com", "address.foreign"],
      ].sort(),
    );
    assert.ok(plan.steps.some((s) => s.what === "create" && s.after === "Trần Văn Số 7 – Sở Nội vụ"));
    assert.equal(await account("cb7"), undefined);
  });

  it("opens mailboxes, adopts who is here, and finds nothing to do the second time", async () => {
    const before = await account("chi");
    const done = await sync();
    assert.deepEqual(done.counts, { create: 30, link: 1 });
    const made = await account("cb7");
    assert.deepEqual(
      [made?.full_name, made?.title, made?.agency_id, made?.password_hash],
      ["Trần Văn Số 7", "Chuyên viên", bench.province.department, null],
    );
    assert.equal((await account("chi"))?.account_id, before?.account_id);
    assert.deepEqual((await sync()).counts, {});
    const { ldapRun } = await call<ConnectionsView>("GET", "/api/connections");
    assert.deepEqual([ldapRun?.people, ldapRun?.faultCount], [33, 2]);
  });

  it("asks the directory for passwords: IMAP by its password, no empty one, none of an account with its own", async () => {
    const client = new ImapFlow({
      ...{ host: "127.0.0.1", port: bench.ports.imaps, secure: true, tls: { rejectUnauthorized: false } },
      ...{ auth: { user: `cb7@${DOMAIN}`, pass: "Mat-khau-cb7" }, logger: false },
    });
    await client.connect();
    await client.logout();
    await assert.rejects(enter("cb8", "sai-mat-khau"), { code: "auth.failed" });
    await assert.rejects(enter("cb8", ""), { code: "auth.failed" });
    await assert.rejects(enter("chi"), { code: "auth.failed" });
    assert.equal((await enter("cb8")).account.full_name, "Trần Văn Số 8");
  });

  it("follows names, titles and moves between agencies, and names of agencies that differ", async () => {
    await set(dnOf("cb1", "Sở Nội vụ"), "cn", ["Trần Văn Đổi"]);
    await slapd.as((c) => c.modifyDN(dnOf("cb2", "Sở Nội vụ"), dnOf("cb2", "Xã Bình An")));
    await change({ agencyNames: [{ from: "Ban Lạ", to: "binhan" }] });
    assert.deepEqual((await sync()).counts, { change: 1, move: 1, create: 1 });
    assert.equal((await account("cb1"))?.full_name, "Trần Văn Đổi");
    assert.equal((await account("cb2"))?.agency_id, bench.province.commune);
    assert.equal((await account("la"))?.agency_id, bench.province.commune);
    // Found again by its id under the new name: the password is asked there.
    assert.ok(await enter("cb2"));
  });

  it("locks who vanished, opens who came back, and lets go who stayed away", async () => {
    const gone = entry("cb3", "Trần Văn Số 3", "Sở Nội vụ");
    await slapd.as((c) => c.del(gone[0]));
    await set(dnOf("cb4", "Sở Nội vụ"), "title", ["Chuyên viên"]);
    await change({
      filter: "(&(objectClass=inetOrgPerson)(!(uid=cb4)))",
      agencyNames: [{ from: "Ban Lạ", to: "binhan" }],
    });
    assert.deepEqual((await sync()).counts, { lock: 2 });
    assert.deepEqual([(await account("cb3"))?.status, (await account("cb4"))?.status], ["locked", "locked"]);
    await assert.rejects(enter("cb4"), { code: "auth.locked" });

    await change({ agencyNames: [{ from: "Ban Lạ", to: "binhan" }] });
    assert.deepEqual((await sync()).counts, { unlock: 1 });
    assert.equal((await account("cb4"))?.status, "active");

    bench.now.ms += 31 * DAY_MS;
    admin = await bench.signIn("anh");
    assert.deepEqual((await sync()).counts, { depart: 1 });
    assert.equal((await account("cb3"))?.status, "departed");
    assert.deepEqual((await sync()).counts, {});
  });

  it("changes nothing when too many vanished, and raises the alarm", async () => {
    await change({ filter: "(&(objectClass=inetOrgPerson)(uid=cb5))" });
    const stopped = await sync();
    assert.match(stopped.problem?.vi ?? "", /^30 trong 31 người không còn/);
    assert.equal((await account("cb6"))?.status, "active");
    await watchHealth(bench.app, 0);
    const [alarm] = (await standingAlarms(bench.app)).filter((a) => a.id === "directory");
    assert.equal(alarm?.vi, stopped.problem?.vi);
  });

  it("runs by itself when its time has come, over ldaps, and the alarm ends", async () => {
    await change({
      url: slapd.secureUrl,
      startTls: false,
      everyMinutes: 60,
      agencyNames: [{ from: "Ban Lạ", to: "binhan" }],
    });
    await slapd.as((c) => c.add(...entry("moi", "Ngô Thị Mới", "Xã Bình An")));
    assert.equal(await syncWhenDue(bench.app), false);
    bench.now.ms += 61 * 60_000;
    assert.equal(await syncWhenDue(bench.app), true);
    assert.equal((await account("moi"))?.full_name, "Ngô Thị Mới");
    await watchHealth(bench.app, 0);
    assert.deepEqual(
      (await standingAlarms(bench.app)).filter((a) => a.id === "directory"),
      [],
    );
  });

  const refusals: [what: string, more: () => Partial<LdapSettings>, password: string, said: RegExp][] = [
    ["a wrong password", () => ({}), "sai", /Không đọc được danh mục LDAP/],
    ["an unknown authority", () => ({ ca: "" }), BIND_PASSWORD, /self-signed|certificate/i],
    ["a server that is not there", () => ({ url: "ldap://127.0.0.1:9" }), BIND_PASSWORD, /ECONNREFUSED|refused/],
    ["a filter that is none", () => ({ filter: "(((" }), BIND_PASSWORD, /LDAP/],
  ];
  for (const [what, more, password, said] of refusals)
    it(`says plainly when it meets ${what}`, async () => {
      await change(more(), password);
      const operator = await bench.app.db.read(operatorPrincipal);
      const outcome = await syncDirectory(bench.app, operator, { planOnly: true });
      assert.match(outcome.problem?.vi ?? "", said);
    });

  it("is no wrong password when the directory cannot be asked", async () => {
    await change({ url: "ldap://127.0.0.1:9" });
    await assert.rejects(enter("cb9"), { code: "busy" });
    assert.equal((await account("cb9"))?.failed_count, 0);
  });
});
