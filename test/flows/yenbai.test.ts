import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { verifyAudit } from "@congthu/server/core/audit/verify-audit";
import { checkConsistency } from "@congthu/server/core/consistency";
import { deliverIn } from "@congthu/server/core/delivery/deliver";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { ensureFirstAdministrator } from "@congthu/server/core/directory/ensure-first-administrator";
import { operatorPrincipal } from "@congthu/server/core/directory/operator";
import { resolveRecipient } from "@congthu/server/core/directory/resolve-recipient";
import { accountForLogin } from "@congthu/server/core/directory/sign-in";
import { applyDirectory } from "@congthu/server/core/provisioning/apply-directory";
import { makeSlips, printSlips } from "@congthu/server/core/provisioning/import/print-slips";
import { workOnImports } from "@congthu/server/core/provisioning/import/work-on-imports";
import { lockInactive } from "@congthu/server/core/provisioning/lock-inactive";
import { buildProvince } from "@congthu/server/demo/province";
import { startHttp } from "@congthu/server/http/start";
import { startImap } from "@congthu/server/imap/server";
import { jmapEndpoints } from "@congthu/server/jmap/endpoints";
import { writeSpreadsheet } from "@congthu/server/lib/spreadsheet";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { agenciesByAbbreviation } from "@congthu/server/store/agencies";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import type { AccountDetail, AccountPage } from "@congthu/shared/api/accounts";
import type { AgencyDetail } from "@congthu/shared/api/agencies";
import { directoryFile } from "@congthu/shared/api/directory-file";
import type { ImportView } from "@congthu/shared/api/imports";
import type { AccountId } from "@congthu/shared/ids";
import { ImapFlow } from "imapflow";
import { callRoute } from "../admin/actors.ts";
import { type Bench, openBench } from "../harness/engines.ts";

const DAY = 86_400_000;
const NEW_PASSWORD = "Suoi-Giang-che-tuyet-2026";

/** Yên Bái from an empty database, as three people of its operator would set it up. */
describe("a province from an empty database", function () {
  this.timeout(180_000);
  const plan = buildProvince("province", "flow");
  const keyOf = new Map(plan.agencies.map((a) => [a.key, a]));
  let bench: Bench;
  let web: { port: number; close(): Promise<void> };
  let imap: Awaited<ReturnType<typeof startImap>>;
  const dist = mkdtempSync(join(tmpdir(), "congthu-dist-"));
  before(async () => {
    bench = await openBench("sqlite");
    mkdirSync(join(dist, "assets"));
    for (const name of ["index.html", "admin.html"]) writeFileSync(join(dist, name), "<!doctype html><title>x</title>");
    const tls = createSecureContext(await makeSelfSigned(["localhost"], Date.now()));
    const { app } = bench;
    web = await startHttp(app, {
      host: "127.0.0.1",
      port: 0,
      webmailDist: dist,
      routes: [],
      endpoints: jmapEndpoints(app),
    });
    imap = await startImap(app, {
      secureContext: () => tls,
      listeners: [{ host: "127.0.0.1", port: 0, tls: "implicit" }],
    });
  });
  after(async () => {
    await web.close();
    await imap.close();
    assert.deepEqual(await checkConsistency(bench.app), []);
    assert.equal((await verifyAudit(bench.app)).ok, true);
    await bench.close();
    rmSync(dist, { recursive: true });
  });

  const operator = () => bench.app.db.read(operatorPrincipal);
  const call = async <T>(name: string, c: Parameters<typeof callRoute>[3] = {}) =>
    callRoute<T>(bench.app, await operator(), name, c);
  const agencyOf = async (abbr: string) => {
    const [agency] = await bench.app.db.read((r) => agenciesByAbbreviation(r, abbr));
    if (!agency) throw new Error(abbr);
    return agency;
  };
  const loginByWeb = (login: string, password: string) =>
    fetch(`http://127.0.0.1:${web.port}/api/auth/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ login, password }),
    });
  const loginByImap = async (user: string, pass: string): Promise<boolean> => {
    const client = new ImapFlow({
      ...{ host: "127.0.0.1", port: imap.ports[0] as number, secure: true, logger: false, auth: { user, pass } },
      tls: { rejectUnauthorized: false },
    });
    try {
      await client.connect();
      await client.logout();
      return true;
    } catch {
      return false;
    }
  };
  const idOf = async (address: string) =>
    (await bench.app.db.read((r) => accountForLogin(r, address)))?.account_id as AccountId;
  const inboxOf = async (address: string) => {
    const accountId = await idOf(address);
    return (await bench.app.db.read((r) => mailboxByRole(r, accountId, "inbox")))?.total;
  };
  const write = async (address: string): Promise<string> => {
    const to = await bench.app.db.read((r) => resolveRecipient(r, address));
    if (to.kind !== "account") return to.kind;
    const staged = await stageMessage(bench.app, Buffer.from("Subject: thu\r\n\r\nchao\r\n"));
    const [outcome] = await bench.app.db.write((tx) =>
      deliverIn(bench.app, tx, {
        ...{
          staged,
          mailFrom: "a@x.gov.vn",
          senderAgencyId: null,
          received: "",
          extra: "",
          traceId: "x",
          channel: "smtp",
        },
        to: [{ accountId: to.accountId, address }],
      }),
    );
    return outcome?.status ?? "";
  };
  /** A slip's first use: web sign-in, own password, and the mail program at once. */
  const begin = async (address: string, oneTime: string) => {
    const first = await loginByWeb(address, oneTime);
    assert.equal(first.status, 200, address);
    const session = (await first.json()) as { csrfToken: string };
    const cookie = (first.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
    const changed = await fetch(`http://127.0.0.1:${web.port}/api/auth/password`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: cookie, "X-CSRF-Token": session.csrfToken },
      body: JSON.stringify({ current: oneTime, next: NEW_PASSWORD }),
    });
    assert.equal(changed.status, 200, await changed.text());
    assert.equal((await loginByWeb(address, NEW_PASSWORD)).status, 200);
    assert.equal(await loginByImap(address, NEW_PASSWORD), true);
  };

  const people = plan.people.map((p) => ({ ...p, agency: keyOf.get(p.agencyKey)?.name ?? "" }));

  it("gets its agencies from a file", async () => {
    await ensureFirstAdministrator(bench.app, { domain: "yenbai.gov.vn" });
    const file = directoryFile.parse({
      agencies: plan.agencies.map((a) => ({
        ...{ name: a.name, abbr: a.short, kind: a.kind, mailbox: a.address !== null && a.parentKey !== null },
        tier: { province: "tinh", department: "tinh", district: "huyen", unit: "dvsn" }[a.kind as string] ?? "xa",
        ...(a.parentKey === null ? {} : { parent: keyOf.get(a.parentKey)?.short }),
        since: "2019-01-01",
      })),
    });
    const steps = await applyDirectory(bench.app, await operator(), { file, planOnly: false });
    assert.ok(steps.filter((s) => s.what === "create").length >= plan.agencies.length - 1);
    assert.deepEqual(await applyDirectory(bench.app, await operator(), { file, planOnly: true }), []);
  });

  let slips: Awaited<ReturnType<typeof makeSlips>>["slips"];
  it(`imports ${people.length} people by Excel, and gives each a slip`, async () => {
    const heading = ["STT", "Họ và tên", "Chức vụ", "Phòng, bộ phận", "Cơ quan", "Lãnh đạo"];
    const rows = people.map((p, i) => [String(i + 1), p.fullName, p.title, p.unit, p.agency, p.leader ? "x" : ""]);
    const sheet = {
      name: "Danh sách",
      rows: [[{ value: "DANH SÁCH", across: 6 }], ...[heading, ...rows].map((r) => r.map((value) => ({ value })))],
    };
    const content = Buffer.from(await writeSpreadsheet([sheet], 0)).toString("base64");
    const root = await agencyOf("ubnd");
    const view = await call<ImportView>("checkImport", {
      body: { agencyId: root.agency_id, fileName: "yenbai.xlsx", content },
    });
    assert.deepEqual([view.rows, view.faulty], [people.length, 0]);
    await call("startImport", { params: { importId: view.id }, body: {} });
    while ((await workOnImports(bench.app)) > 0);
    const done = await call<ImportView>("readImport", { params: { importId: view.id } });
    assert.deepEqual([done.state, done.done], ["done", people.length]);
    slips = (await makeSlips(bench.app, await operator(), view.id)).slips;
    assert.equal(slips.length, people.length);
    assert.equal(new Set(slips.map((s) => s.address)).size, people.length);
    const again = await call<ImportView>("checkImport", {
      body: { agencyId: root.agency_id, fileName: "yenbai.xlsx", content },
    });
    assert.deepEqual(again.tally, [{ act: "create", state: "skipped", n: people.length }]);
    const small = await call<ImportView>("checkImport", {
      body: {
        agencyId: root.agency_id,
        fileName: "mot.csv",
        content: Buffer.from("Họ tên,Chức vụ\nLò Thị Mỷ,Chuyên viên").toString("base64"),
      },
    });
    await call("startImport", { params: { importId: small.id }, body: {} });
    while ((await workOnImports(bench.app)) > 0);
    const { file } = await printSlips(bench.app, await operator(), small.id);
    assert.equal(Buffer.from(file.bytes.subarray(0, 4)).toString(), "%PDF");
  });

  it("people sign in by web with their slip, and by mail program at once", async () => {
    for (const slip of [slips[0], slips[2000], slips.at(-1)]) await begin(slip?.address ?? "", slip?.password ?? "");
    assert.equal((await loginByWeb(slips[1]?.address ?? "", slips[0]?.password ?? "")).status, 401);
  });

  it("two communes become one: addresses live on, people are the new commune's", async () => {
    const communes = plan.agencies.filter((a) => a.kind === "commune" && people.some((p) => p.agencyKey === a.key));
    const [one, two] = [communes[0], communes[1]];
    const into = await agencyOf(one?.short ?? "");
    const from = await agencyOf(two?.short ?? "");
    const page = await call<AccountPage>("listAccounts", { query: { agencyId: from.agency_id, kind: "person" } });
    const merged = await call<AgencyDetail>("mergeAgencies", {
      params: { agencyId: into.agency_id },
      body: { fromIds: [from.agency_id], onDay: "2026-03-02", document: "NQ 203/2025/QH15", readdress: true },
    });
    assert.equal(merged.links[0]?.name, from.name);
    const person = await call<AccountDetail>("readAccount", { params: { accountId: page.items[0]?.id ?? "" } });
    assert.equal(person.agencyName, into.name);
    assert.notEqual(person.address, page.items[0]?.address);
    assert.equal(await write(page.items[0]?.address ?? ""), "delivered");
    assert.equal(await inboxOf(person.address), 1);
  });

  it("who is transferred keeps the mailbox; who retires bounces", async () => {
    const mover = slips[0]?.address ?? "";
    assert.equal(await write(mover), "delivered");
    const target = await agencyOf("snv");
    const ask = {
      kind: "move",
      agencyId: target.agency_id,
      accountId: await idOf(mover),
      document: "11/QĐ-SNV",
      wish: { agencyId: target.agency_id },
    };
    const { requestId } = await call<{ requestId: string }>("submitRequest", { body: ask });
    await call("decideRequest", { params: { requestId }, body: { act: "approve" } });
    await call("carryOutRequest", { params: { requestId }, body: {} });
    assert.equal(await inboxOf(mover), 1);
    assert.equal(await loginByImap(mover, NEW_PASSWORD), true);

    const retired = slips[2000]?.address ?? "";
    await call("endAccount", {
      params: { accountId: await idOf(retired) },
      body: { act: "depart", reason: "retired" },
    });
    assert.equal(await write(retired), "unknown");
    assert.equal((await loginByWeb(retired, NEW_PASSWORD)).status, 403);
    assert.equal(await loginByImap(retired, NEW_PASSWORD), false);
  });

  it("who does not use the mailbox is warned, then locked, and still receives; whoever is on leave is not", async () => {
    await call("changeSetting", { params: { name: "inactivity" }, body: { lockAfterDays: 45, warnDays: [14, 3] } });
    const active = await call<AccountPage>("listAccounts", { query: { status: "active", kind: "person" } });
    const away = slips.at(-1)?.address ?? "";
    await bench.app.db.write(async (tx) => {
      // Only a few are left to be looked at, so that the run is short.
      await tx.run(
        `UPDATE account SET status = 'locked' WHERE kind = 'person' AND status = 'active' AND address NOT IN (?, ?, ?)`,
        slips[0]?.address ?? "",
        slips[1]?.address ?? "",
        away,
      );
      await tx.run(
        `INSERT INTO leave_record (leave_id, account_id, from_day, to_day, kind, document, created_at, created_by)
          SELECT 'v1', account_id, 20000, 21000, 'maternity', '', 0, NULL FROM account WHERE address = ?`,
        away,
      );
    });
    assert.ok(active.total > 4_000);
    bench.now.ms += 40 * DAY;
    assert.equal(await lockInactive(bench.app), 2);
    assert.equal(await lockInactive(bench.app), 0);
    bench.now.ms += 6 * DAY;
    assert.equal(await lockInactive(bench.app), 2);
    assert.equal((await loginByWeb(slips[0]?.address ?? "", NEW_PASSWORD)).status, 403);
    assert.equal(await write(slips[0]?.address ?? ""), "delivered");
    assert.equal((await loginByWeb(away, NEW_PASSWORD)).status, 200);
  });
});
