import assert from "node:assert/strict";
import { verifyAudit } from "@congthu/server/core/audit/verify-audit";
import { checkConsistency } from "@congthu/server/core/consistency";
import { addDomain } from "@congthu/server/core/directory/add-domain";
import { aliasDomain } from "@congthu/server/core/directory/alias-domain";
import { resolveRecipient } from "@congthu/server/core/directory/resolve-recipient";
import { MailError } from "@congthu/server/core/errors";
import { applyDirectory } from "@congthu/server/core/provisioning/apply-directory";
import type { AccountDetail } from "@congthu/shared/api/accounts";
import type { AgencyDetail } from "@congthu/shared/api/agencies";
import { directoryFile } from "@congthu/shared/api/directory-file";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;

onEveryEngine("agencies merged, split and closed", (open) => {
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
    assert.equal((await verifyAudit(bench.app)).ok, true);
    await bench.close();
  });
  const call = async <T>(who: Parameters<typeof actors.as>[0], name: string, c: Parameters<typeof callRoute>[3] = {}) =>
    callRoute<T>(bench.app, await actors.as(who), name, c);
  const reached = (address: string) => bench.app.db.read((r) => resolveRecipient(r, address));

  it("a merger takes people, parts and roles over; every address goes on, the old agency stays as predecessor", async () => {
    const facts = { parentId: province.root, abbr: "binhminh", kind: "commune", tier: "xa", sinceDay: "2026-03-01" };
    const into = await call<AgencyDetail>("system", "createAgency", { body: { ...facts, name: "Xã Bình Minh" } });
    const part = await call<AgencyDetail>("system", "createAgency", {
      body: {
        ...facts,
        parentId: province.commune,
        name: "Phòng Kinh tế",
        abbr: "kt",
        kind: "division",
        withMailbox: false,
      },
    });
    const merged = await call<AgencyDetail>("system", "mergeAgencies", {
      params: { agencyId: into.id },
      body: { fromIds: [province.commune], onDay: "2026-03-01", document: "NQ 203", readdress: true },
    });
    assert.deepEqual(merged.links, [
      { kind: "merge", onDay: "2026-03-01", side: "from", id: province.commune, name: "Xã Bình An" },
    ]);
    const chi = await call<AccountDetail>("system", "readAccount", { params: { accountId: province.accounts.chi } });
    assert.deepEqual(
      [chi.agencyName, chi.address, chi.addresses.map((a) => a.address)],
      ["Xã Bình Minh", `chitt.binhminh@${DOMAIN}`, [`chitt.binhminh@${DOMAIN}`, `chi@${DOMAIN}`]],
    );
    assert.deepEqual(await reached(`chi@${DOMAIN}`), {
      ...{ kind: "account", accountId: province.accounts.chi, address: `chi@${DOMAIN}` },
    });
    const moved = await call<AgencyDetail>("system", "readAgency", { params: { agencyId: part.id } });
    assert.equal(moved.ancestors.at(-1)?.name, "Xã Bình Minh");
    const old = await call<AgencyDetail>("system", "readAgency", { params: { agencyId: province.commune } });
    assert.deepEqual([old.closedOn, old.accounts, old.links[0]?.side], ["2026-03-01", 0, "to"]);
    // The administrator of the old commune administers the new one.
    const admin = await call<AccountDetail>("system", "readAccount", { params: { accountId: actors.ids.adminB } });
    assert.deepEqual(
      admin.grants.map((g) => g.agencyName),
      ["Xã Bình Minh"],
    );
    await assert.rejects(
      call("system", "mergeAgencies", {
        params: { agencyId: into.id },
        body: { fromIds: [province.commune], onDay: "2026-03-01" },
      }),
      refused("agency.notFound"),
    );
  });

  it("a split gives a part its own agency; an agency with people is not closed", async () => {
    const made = await call<AgencyDetail>("system", "splitAgency", {
      params: { agencyId: province.commune },
      body: {
        onDay: "2026-03-02",
        agency: {
          parentId: province.root,
          name: "Xã Bình Tân",
          abbr: "binhtan",
          kind: "commune",
          tier: "xa",
          sinceDay: "2026-03-02",
        },
        accountIds: [province.accounts.chi],
      },
    });
    assert.deepEqual([made.counts.persons, made.links[0]?.kind], [1, "split"]);
    const close = (agencyId: string) =>
      call("system", "closeAgency", { params: { agencyId }, body: { onDay: "2026-03-02" } });
    await assert.rejects(close(made.id), refused("agency.notEmpty"));
    await call("system", "endAccount", {
      params: { accountId: province.accounts.chi },
      body: { act: "depart", reason: "retired" },
    });
    const [box] = made.mailboxes;
    await call("system", "endAccount", {
      params: { accountId: box?.accountId ?? "" },
      body: { act: "revoke", reason: "dissolved" },
    });
    await close(made.id);
  });

  it("a renamed agency keeps its former name; an old domain leads to the new one", async () => {
    const renamed = await call<AgencyDetail>("system", "changeAgency", {
      params: { agencyId: province.commune },
      body: { name: "Phường Bình An", abbr: "phuongbinhan" },
    });
    assert.deepEqual(renamed.names, [{ name: "Xã Bình An", abbr: "binhan", validTo: "2026-03-01" }]);
    const system = await actors.as("system");
    await addDomain(bench.app, system, "tinhcu.gov.vn");
    assert.equal((await reached("chi@tinhcu.gov.vn")).kind, "unknown");
    await aliasDomain(bench.app, system, { domain: "tinhcu.gov.vn", aliasOf: DOMAIN });
    assert.equal((await reached("chi@tinhcu.gov.vn")).kind, "account");
    await assert.rejects(
      aliasDomain(bench.app, system, { domain: DOMAIN, aliasOf: "tinhcu.gov.vn" }),
      refused("invalid"),
    );
  });

  it("applies a whole directory: plan, do, nothing left to do", async () => {
    const system = await actors.as("system");
    const file = directoryFile.parse({
      domains: ["moi.gov.vn"],
      agencies: [
        { name: "Tỉnh Thử Nghiệm", abbr: "tinh", kind: "province", tier: "tinh" },
        {
          name: "Sở Y tế",
          abbr: "syt",
          kind: "department",
          tier: "tinh",
          codes: [{ scheme: "QD20", code: "H63.5", from: "2021-01-01" }],
        },
        { name: "Phòng Nghiệp vụ", abbr: "nv", kind: "division", tier: "tinh", parent: "Sở Y tế", mailbox: false },
        {
          name: "Phường Bình An",
          abbr: "binhan",
          kind: "commune",
          tier: "xa",
          headcounts: [{ from: "2026-01-01", staff: 30, leaders: 4 }],
        },
      ],
      accounts: [{ address: `yte@${DOMAIN}`, name: "Lê Y Tế", agency: "syt", title: "Chuyên viên" }],
    });
    const plan = await applyDirectory(bench.app, system, { file, planOnly: true });
    assert.deepEqual(
      plan.map((s) => `${s.what} ${s.whom}`),
      [
        "create moi.gov.vn",
        "change Tỉnh Thử Nghiệm",
        "create Sở Y tế",
        "set Sở Y tế",
        "create Phòng Nghiệp vụ",
        "change Xã Bình An",
        "change Xã Bình An",
        "set Phường Bình An",
        `create yte@${DOMAIN}`,
      ],
    );
    assert.equal((await reached(`yte@${DOMAIN}`)).kind, "unknown");
    assert.deepEqual(await applyDirectory(bench.app, system, { file, planOnly: false }), plan);
    assert.equal((await reached(`yte@${DOMAIN}`)).kind, "account");
    assert.deepEqual(await applyDirectory(bench.app, system, { file, planOnly: false }), []);
    await assert.rejects(
      applyDirectory(bench.app, await actors.as("adminB"), { file, planOnly: true }),
      refused("access.denied"),
    );
  });
});
