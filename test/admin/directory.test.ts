import assert from "node:assert/strict";
import { verifyAudit } from "@congthu/server/core/audit/verify-audit";
import { checkConsistency } from "@congthu/server/core/consistency";
import { resolveRecipient } from "@congthu/server/core/directory/resolve-recipient";
import { signIn } from "@congthu/server/core/directory/sign-in";
import { MailError } from "@congthu/server/core/errors";
import type { AccountDetail, AccountPage } from "@congthu/shared/api/accounts";
import type { AgencyDetail, AgencyNode } from "@congthu/shared/api/agencies";
import type { AuditEntryView } from "@congthu/shared/api/audit";
import type { SettingValues } from "@congthu/shared/api/setting-values";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;

onEveryEngine("directory", (open) => {
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  before(async () => {
    bench = await open();
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
  });
  after(() => bench.close());
  afterEach(async () => {
    assert.deepEqual(await checkConsistency(bench.app), []);
    assert.equal((await verifyAudit(bench.app)).ok, true);
  });

  const call = async <T>(who: Parameters<typeof actors.as>[0], name: string, c: Parameters<typeof callRoute>[3] = {}) =>
    callRoute<T>(bench.app, await actors.as(who), name, c);
  const signInAs = (login: string, password: string) =>
    signIn(bench.app, { login, password, channel: "web", ip: "192.0.2.1" });

  it("opens the tree one level at a time, with counts", async () => {
    const top = await call<{ items: AgencyNode[] }>("system", "listAgencies");
    assert.deepEqual(
      top.items.map((a) => [a.name, a.children, a.accounts]),
      [["Tỉnh Thử Nghiệm", 2, 13]],
    );
    const below = await call<{ items: AgencyNode[] }>("system", "listAgencies", { query: { parentId: province.root } });
    assert.deepEqual(
      below.items.map((a) => [a.name, a.accounts]),
      [
        ["Sở Nội vụ", 7],
        ["Xã Bình An", 3],
      ],
    );
    const own = await call<{ items: AgencyNode[] }>("adminB", "listAgencies");
    assert.deepEqual(
      own.items.map((a) => a.name),
      ["Xã Bình An"],
    );
  });

  it("finds agencies without marks, below the viewer only", async () => {
    const names = async (who: "system" | "adminB", text: string) =>
      (await call<{ items: AgencyNode[] }>(who, "searchAgencies", { query: { text } })).items.map((a) => a.name);
    assert.deepEqual(await names("system", "noi vu"), ["Sở Nội vụ"]);
    assert.deepEqual(await names("system", "BINH an"), ["Xã Bình An"]);
    assert.deepEqual(await names("system", "sonv"), ["Sở Nội vụ"]);
    assert.deepEqual(await names("adminB", "noi vu"), []);
    assert.deepEqual(await names("system", "100%"), []);
  });

  it("creates, renames and moves an agency with all below it", async () => {
    const body = {
      parentId: province.root,
      name: "Sở Y tế",
      abbr: "syt",
      kind: "department",
      tier: "tinh",
      sinceDay: "2026-03-01",
    };
    const made = await call<AgencyDetail>("system", "createAgency", { body });
    assert.deepEqual(
      made.mailboxes.map((m) => m.address),
      [`syt@${DOMAIN}`],
    );
    assert.equal(made.domain, DOMAIN);
    await assert.rejects(call("system", "createAgency", { body }), refused("agency.exists"));
    await assert.rejects(
      call("system", "createAgency", { body: { ...body, name: "Sở X", abbr: "sx", domain: "khac.gov.vn" } }),
      refused("domain.notFound"),
    );
    await assert.rejects(
      call("system", "createAgency", { body: { ...body, name: "Sở X", abbr: "sx", tier: "huyen" } }),
      refused("invalid"),
    );
    const ward = await call<AgencyDetail>("system", "createAgency", {
      body: { ...body, parentId: made.id, name: "Phòng Nghiệp vụ", abbr: "nv.syt", kind: "division" },
    });
    const renamed = await call<AgencyDetail>("system", "changeAgency", {
      params: { agencyId: made.id },
      body: { name: "Sở Y tế và Dân số".normalize("NFD") },
    });
    assert.equal(renamed.name, "Sở Y tế và Dân số");
    await call("system", "moveAgency", { params: { agencyId: made.id }, body: { parentId: province.department } });
    const moved = await call<AgencyDetail>("system", "readAgency", { params: { agencyId: ward.id } });
    assert.deepEqual(
      moved.ancestors.map((a) => a.name),
      ["Tỉnh Thử Nghiệm", "Sở Nội vụ", "Sở Y tế và Dân số"],
    );
    await assert.rejects(
      call("system", "moveAgency", { params: { agencyId: made.id }, body: { parentId: ward.id } }),
      refused("invalid"),
    );
    await assert.rejects(
      call("system", "moveAgency", { params: { agencyId: province.root }, body: { parentId: ward.id } }),
      refused("invalid"),
    );
    await call("system", "moveAgency", { params: { agencyId: made.id }, body: { parentId: province.root } });
  });

  it("keeps codes, tiers and headcounts by date", async () => {
    const at = { params: { agencyId: province.commune } };
    await call("system", "setAgencyCode", {
      ...at,
      body: { scheme: "QCVN102", code: "000.01.28.H63", fromDay: "2019-01-01" },
    });
    await call("system", "setAgencyCode", { ...at, body: { scheme: "QD20", code: "H63.28.1", fromDay: "2021-01-01" } });
    await call("system", "setAgencyCode", { ...at, body: { scheme: "QD20", code: "H63.77", fromDay: "2025-07-01" } });
    await assert.rejects(
      call("system", "setAgencyCode", { ...at, body: { scheme: "QD20", code: "63.H", fromDay: "2025-07-01" } }),
      refused("invalid"),
    );
    await assert.rejects(
      call("system", "setAgencyCode", {
        params: { agencyId: province.department },
        body: { scheme: "QD20", code: "H63.77", fromDay: "2026-01-01" },
      }),
      refused("agency.exists"),
    );
    await call("system", "setAgencyTier", { ...at, body: { tier: "tinh", fromDay: "2026-03-01" } });
    const detail = await call<AgencyDetail>("adminB", "declareHeadcount", {
      ...at,
      body: { fromDay: "2026-03-01", staff: 7, leaders: 3 },
    });
    assert.deepEqual(
      detail.codes.map((c) => [c.scheme, c.code, c.validFrom, c.validTo]),
      [
        ["QD20", "H63.77", "2025-07-01", null],
        ["QD20", "H63.28.1", "2021-01-01", "2025-06-30"],
        ["QCVN102", "000.01.28.H63", "2019-01-01", null],
      ],
    );
    assert.deepEqual(
      detail.tiers.map((t) => [t.tier, t.validFrom, t.validTo]),
      [
        ["tinh", "2026-03-01", null],
        ["xa", "2025-07-01", "2026-02-28"],
      ],
    );
    assert.equal(detail.tier, "tinh");
    assert.deepEqual(
      detail.headcounts.map((h) => [h.fromDay, h.staff, h.leaders]),
      [
        ["2026-03-01", 7, 3],
        ["2026-01-01", 5, 2],
      ],
    );
    await call("system", "setAgencyTier", { ...at, body: { tier: "xa", fromDay: "2025-07-01" } });
    const again = await call<AgencyDetail>("system", "readAgency", at);
    assert.deepEqual(
      again.tiers.map((t) => [t.tier, t.validFrom, t.validTo]),
      [["xa", "2025-07-01", null]],
    );
  });

  it("proposes three free addresses, and never one that was given", async () => {
    const propose = async (fullName: string) =>
      (
        await call<{ localParts: string[] }>("system", "proposeAddresses", {
          body: { agencyId: province.department, fullName },
        })
      ).localParts;
    assert.deepEqual(await propose("Nguyễn Ngọc Thành"), ["thanhnn.sonv", "thanhnn1.sonv", "thanhnn2.sonv"]);
    for (const localPart of ["thanhnn.sonv", "thanhnn1.sonv"])
      await call("system", "createAccount", {
        body: { agencyId: province.department, fullName: "Nguyễn Ngọc Thành", localPart },
      });
    assert.deepEqual(await propose("Nguyễn Ngọc Thành"), ["thanhnn2.sonv", "thanhnn3.sonv", "thanhnn4.sonv"]);
    await assert.rejects(
      call("system", "createAccount", {
        body: { agencyId: province.department, fullName: "Người Khác", localPart: "thanhnn.sonv" },
      }),
      refused("address.taken"),
    );
    for (const localPart of ["postmaster", "binhan", "Hoa Lan", "đức", "a@b"])
      await assert.rejects(
        call("system", "createAccount", { body: { agencyId: province.department, fullName: "Ai Đó", localPart } }),
        refused("address.invalid"),
        localPart,
      );
  });

  it("opens a mailbox whose owner must choose a password, locks it, and gives a new one", async () => {
    const { account, oneTimePassword } = await call<{ account: AccountDetail; oneTimePassword: string }>(
      "system",
      "createAccount",
      { body: { agencyId: province.commune, fullName: "Lò Thị Hoa", localPart: "hoalt.binhan", title: "Chuyên viên" } },
    );
    assert.match(oneTimePassword, /^([a-zA-Z2-9]{4}-){3}[a-zA-Z2-9]{4}$/);
    assert.equal((await signInAs(account.address, oneTimePassword)).mustChangePassword, true);
    const at = { params: { accountId: account.id } };
    const locked = await call<AccountDetail>("adminB", "lockAccount", { ...at, body: { reason: "inactive" } });
    assert.equal(locked.status, "locked");
    await assert.rejects(signInAs(account.address, oneTimePassword), refused("auth.locked"));
    assert.equal(
      (await bench.app.db.read((r) => resolveRecipient(r, account.address))).kind,
      "account",
      "still receives",
    );
    await assert.rejects(
      call("adminB", "lockAccount", { ...at, body: { reason: "inactive" } }),
      refused("state.mismatch"),
    );
    const reset = await call<{ oneTimePassword: string }>("adminB", "resetPassword", {
      ...at,
      body: { document: "15/UBND" },
    });
    await call("adminB", "unlockAccount", { ...at, body: {} });
    await assert.rejects(signInAs(account.address, oneTimePassword), refused("auth.failed"));
    assert.equal((await signInAs(account.address, reset.oneTimePassword)).mustChangePassword, true);
    const trail = await call<{ items: AuditEntryView[] }>("auditor", "listAudit", { query: { subjectId: account.id } });
    assert.deepEqual(
      trail.items.map((e) => e.action),
      ["account.unlocked", "account.passwordReset", "account.locked", "account.created"],
    );
    assert.doesNotMatch(JSON.stringify(trail), new RegExp(`${oneTimePassword}|${reset.oneTimePassword}|argon2`));
  });

  it("renames a person, who is then found and listed by the new name, and moves one with the mailbox", async () => {
    const { chi } = province.accounts;
    const at = { params: { accountId: chi } };
    const changed = await call<AccountDetail>("system", "changeAccount", {
      ...at,
      body: { fullName: "Trần Thị Ái", title: "Phó Chủ tịch", isLeader: true, agencyId: province.department },
    });
    assert.deepEqual([changed.name, changed.agencyName, changed.isLeader], ["Trần Thị Ái", "Sở Nội vụ", true]);
    const find = async (text: string) =>
      (await call<AccountPage>("system", "listAccounts", { query: { text } })).items.map((a) => a.name);
    assert.deepEqual(await find("tran ai"), ["Trần Thị Ái"]);
    assert.deepEqual(await find("tran chuyen vien"), []);
    await call("system", "changeAccount", {
      ...at,
      body: { fullName: "Trần Thị Chi", title: "Chuyên viên", isLeader: false, agencyId: province.commune },
    });
  });

  it("appoints and dismisses clerks of agency mailboxes only", async () => {
    const { sonv, anh, binh } = province.accounts;
    const to = (clerkId: string) => ({ params: { accountId: sonv, clerkId }, body: {} });
    const after = await call<AccountDetail>("adminA", "appointClerk", to(anh));
    assert.deepEqual(
      after.clerks.map((c) => c.name),
      ["Nguyễn Thị Ánh", "Đỗ Văn Bình"],
    );
    await assert.rejects(
      call("adminA", "appointClerk", { params: { accountId: binh, clerkId: anh }, body: {} }),
      refused("access.denied"),
    );
    await assert.rejects(call("adminA", "appointClerk", to(actors.ids.adminA)), refused("access.denied"));
    await assert.rejects(call("adminA", "appointClerk", to(province.accounts.vanthu)), refused("access.denied"));
    await call("adminA", "dismissClerk", to(anh));
    await assert.rejects(call("adminA", "dismissClerk", to(anh)), refused("notFound"));
  });

  it("never leaves the province without a system administrator, nor lets a lower role take over a higher one", async () => {
    const { system, adminA } = actors.ids;
    const role = { accountId: system, role: "system", agencyId: province.root };
    await assert.rejects(call("system", "revokeRole", { params: role }), refused("access.denied"));
    const { anh } = province.accounts;
    await call("system", "grantRole", {
      params: { accountId: anh },
      body: { role: "system", agencyId: province.root },
    });
    for (const route of ["resetPassword", "lockAccount"])
      await assert.rejects(
        call("adminA", route, { params: { accountId: anh }, body: { reason: "request" } }).catch(async (err) => {
          // A reset takes no reason; ask again without.
          if (err instanceof MailError) throw err;
          return call("adminA", route, { params: { accountId: anh }, body: {} });
        }),
        refused("access.denied"),
        route,
      );
    await assert.rejects(
      call("helpdeskA", "resetPassword", { params: { accountId: adminA }, body: {} }),
      refused("access.denied"),
    );
    await call("system", "revokeRole", { params: { accountId: anh, role: "system", agencyId: province.root } });
  });

  it("takes settings in their shape only, and an agency's administrators get what the setting leaves to them", async () => {
    const values = await call<SettingValues>("system", "readSettings");
    assert.equal(values.naming.personal[0], "{ten}{initials}.{agency}");
    const put = (name: string, body: unknown) =>
      call<SettingValues>("system", "changeSetting", { params: { name }, body });
    await assert.rejects(put("quotas", { personBytes: "viel" }), refused("invalid"));
    await assert.rejects(put("naming", { ...values.naming, personal: ["{nobody}"] }), refused("invalid"));
    await assert.rejects(
      call("adminA", "changeSetting", { params: { name: "quotas" }, body: values.quotas }),
      refused("access.denied"),
    );
    const wanted = { agencyId: province.department, fullName: "Lê Văn Tám", localPart: "tamlv.sonv" };
    await assert.rejects(call("adminA", "createAccount", { body: wanted }), refused("access.denied"));
    await put("agencyAdministrators", { may: [...values.agencyAdministrators.may, "account.create"] });
    await call("adminA", "createAccount", { body: wanted });
    await assert.rejects(
      call("adminA", "createAccount", { body: { ...wanted, agencyId: province.commune, localPart: "x.y" } }),
      refused("access.denied"),
    );
    await put("agencyAdministrators", values.agencyAdministrators);
    const version = await call<SettingValues>("system", "changeUsageDefinition", {
      body: { acts: ["sent"], rule: { kind: "workingDays", percent: 80 } },
    });
    assert.deepEqual([version.usage.version, version.usage.earlier.length, version.usage.since], [2, 1, "2026-03-02"]);
  });
});
