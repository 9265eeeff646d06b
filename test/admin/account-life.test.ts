import assert from "node:assert/strict";
import { verifyAudit } from "@congthu/server/core/audit/verify-audit";
import { checkConsistency } from "@congthu/server/core/consistency";
import { deliverIn } from "@congthu/server/core/delivery/deliver";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { resolveRecipient } from "@congthu/server/core/directory/resolve-recipient";
import { signIn } from "@congthu/server/core/directory/sign-in";
import { MailError } from "@congthu/server/core/errors";
import { exportMailbox } from "@congthu/server/core/provisioning/export-mailbox";
import { runDueEnds } from "@congthu/server/core/provisioning/run-due-ends";
import { accountState } from "@congthu/server/store/accounts";
import { addressRow } from "@congthu/server/store/addresses";
import type { AccountDetail } from "@congthu/shared/api/accounts";
import type { AccountLife, RequestEntry } from "@congthu/shared/api/provisioning";
import type { AccountId } from "@congthu/shared/ids";
import { type Bench, onEveryEngine } from "../harness/engines.ts";
import { DOMAIN, PASSWORD, type Province, seedProvince } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;
const DAY = 86_400_000;

onEveryEngine("life of accounts", (open) => {
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
  const at = (accountId: string) => ({ params: { accountId } });
  const signInAs = (login: string, password: string) =>
    signIn(bench.app, { login, password, channel: "web", ip: "192.0.2.1" });
  const reaches = async (local: string) =>
    (await bench.app.db.read((r) => resolveRecipient(r, `${local}@${DOMAIN}`))).kind === "account";
  const life = (accountId: string) => call<AccountLife>("system", "readAccountLife", at(accountId));
  const receive = async (accountId: AccountId) => {
    const staged = await stageMessage(bench.app, Buffer.from("Subject: x\r\n\r\nchao\r\n"));
    await bench.app.db.write((tx) =>
      deliverIn(bench.app, tx, {
        ...{ staged, mailFrom: `a@${DOMAIN}`, senderAgencyId: null, received: "", extra: "", traceId: "x1" },
        ...{ to: [{ accountId, address: `chi@${DOMAIN}` }], channel: "smtp" },
      }),
    );
  };

  it("a locked account cannot sign in and still receives; unlocked it has its password", async () => {
    const paper = { document: "15/SNV-VP", documentDay: "2026-03-01", requestedBy: province.commune };
    await call("adminB", "lockAccount", {
      ...at(province.accounts.chi),
      body: { reason: "leave", note: "Nghỉ thai sản", ...paper },
    });
    assert.ok(await reaches("chi"));
    await assert.rejects(signInAs(`chi@${DOMAIN}`, PASSWORD), refused("auth.locked"));
    await assert.rejects(
      call("adminB", "lockAccount", { ...at(province.accounts.chi), body: { reason: "leave" } }),
      refused("state.mismatch"),
    );
    await call("adminB", "unlockAccount", { ...at(province.accounts.chi), body: {} });
    await signInAs(`chi@${DOMAIN}`, PASSWORD);
    const { steps, state } = await life(province.accounts.chi);
    assert.equal(state, "active");
    assert.deepEqual(
      steps.map((s) => [s.act, s.from, s.to, s.reason, s.document, s.documentDay, s.requestedBy, s.actor]),
      [
        ["unlock", "locked", "active", "request", "", null, null, "Tài khoản adminB"],
        ["lock", "active", "locked", "leave", "15/SNV-VP", "2026-03-01", "Xã Bình An", "Tài khoản adminB"],
      ],
    );
  });

  it("who left bounces, loses roles and mailboxes, and can come back with a new password", async () => {
    const { binh, sonv } = province.accounts;
    await call("system", "grantRole", { ...at(binh), body: { role: "reviewer", agencyId: province.department } });
    await assert.rejects(
      call("adminA", "endAccount", { ...at(binh), body: { act: "depart", reason: "movedOutside" } }),
      refused("access.denied"),
    );
    const left = await call<AccountDetail>("system", "endAccount", {
      ...at(binh),
      body: { act: "depart", reason: "movedOutside" },
    });
    assert.deepEqual([left.status, left.grants], ["departed", []]);
    assert.deepEqual((await call<AccountDetail>("system", "readAccount", at(sonv))).clerks, []);
    assert.equal(await reaches("binh"), false);
    assert.deepEqual((await life(binh)).next, { act: "revoke", day: "2026-06-02" });
    await assert.rejects(
      call("system", "lockAccount", { ...at(binh), body: { reason: "request" } }),
      refused("state.mismatch"),
    );
    const back = await call<{ oneTimePassword: string }>("system", "restoreAccount", { ...at(binh), body: {} });
    await assert.rejects(signInAs(`binh@${DOMAIN}`, PASSWORD), refused("auth.failed"));
    assert.equal((await signInAs(`binh@${DOMAIN}`, back.oneTimePassword)).mustChangePassword, true);
    assert.equal((await life(binh)).next, null);
    assert.ok(await reaches("binh"));
  });

  it("the last system administrator cannot be sent away", async () => {
    await assert.rejects(
      call("system", "endAccount", { ...at(actors.ids.system), body: { act: "revoke", reason: "retired" } }),
      refused("access.denied"),
    );
  });

  it("mail of who left goes with the months of the setting, never under a hold; the address is nobody's again", async () => {
    const { chi } = province.accounts;
    await receive(chi);
    const begun = bench.now.ms;
    await call("system", "endAccount", { ...at(chi), body: { act: "depart", reason: "retired", document: "7/QĐ" } });
    await call("system", "holdAccount", { ...at(chi), body: { hold: "Phục vụ thanh tra" } });
    bench.now.ms = begun + 91 * DAY;
    assert.equal(await runDueEnds(bench.app), 0);
    bench.now.ms = begun + 93 * DAY;
    assert.equal(await runDueEnds(bench.app), 1);
    assert.equal((await life(chi)).state, "revoked");
    bench.now.ms = begun + 200 * DAY;
    assert.equal(await runDueEnds(bench.app), 0);
    assert.equal((await bench.app.db.read((r) => accountState(r, chi)))?.used_count, 1);
    await call("system", "holdAccount", { ...at(chi), body: { hold: "" } });
    const { lifeCycle } = await call<{ lifeCycle: object }>("system", "readSettings");
    const exportFirst = { params: { name: "lifeCycle" }, body: { ...lifeCycle, exportFirst: true } };
    await call("system", "changeSetting", exportFirst);
    assert.equal(await runDueEnds(bench.app), 0);
    const parts: Uint8Array[] = [];
    for await (const part of exportMailbox(bench.app, await actors.as("system"), chi)) parts.push(part);
    assert.match(Buffer.concat(parts).toString(), /^From MAILER-DAEMON .*\nX-Folder: \w+\n[\s\S]*Subject: x\n\nchao\n/);
    const inOffice = exportMailbox(bench.app, await actors.as("system"), province.accounts.anh);
    await assert.rejects(inOffice.next(), refused("state.mismatch"));
    assert.equal(await runDueEnds(bench.app), 1);
    assert.deepEqual(await bench.app.db.read((r) => accountState(r, chi)), {
      ...(await bench.app.db.read((r) => accountState(r, chi))),
      used_count: 0,
      used_bytes: 0,
    });
    assert.equal((await life(chi)).state, "purged");
    assert.notEqual((await bench.app.db.read((r) => addressRow(r, `chi@${DOMAIN}`)))?.retired_at, null);
    await assert.rejects(
      call("system", "createAccount", {
        body: { agencyId: province.commune, fullName: "Lê Thị Chi", localPart: "chi" },
      }),
      refused("address.taken"),
    );
    await assert.rejects(call("system", "restoreAccount", { ...at(chi), body: {} }), refused("state.mismatch"));
    bench.now.ms = begun;
  });

  it("an agency asks with a paper, the operator decides and carries out; due within working days", async () => {
    const asked = { agencyId: province.commune, document: "21/UBND-VX", documentDay: "2026-02-27" };
    const { requestId } = await call<{ requestId: string }>("adminB", "submitRequest", {
      body: {
        ...asked,
        kind: "create",
        reason: "newHire",
        wish: { fullName: "Giàng A Páo", title: "Công chức", phone: "0912345678" },
      },
    });
    const one = { params: { requestId } };
    await assert.rejects(
      call("adminB", "decideRequest", { ...one, body: { act: "approve" } }),
      refused("access.denied"),
    );
    await assert.rejects(call("system", "carryOutRequest", { ...one, body: {} }), refused("state.mismatch"));
    const list = await call<{ items: RequestEntry[] }>("system", "listRequests");
    assert.deepEqual(
      list.items.map((q) => [q.kind, q.agency.name, q.wish.fullName, q.dueDay, q.overdue, q.requester]),
      [["create", "Xã Bình An", "Giàng A Páo", "2026-03-05", false, "Tài khoản adminB"]],
    );
    assert.deepEqual((await call<{ items: RequestEntry[] }>("adminA", "listRequests")).items, []);
    bench.now.ms += 4 * DAY;
    assert.equal((await call<{ items: RequestEntry[] }>("adminB", "listRequests")).items[0]?.overdue, true);
    await call("system", "decideRequest", { ...one, body: { act: "approve" } });
    const made = await call<{ account: AccountDetail; oneTimePassword: string }>("system", "carryOutRequest", {
      ...one,
      body: {},
    });
    assert.equal(made.account.address, `paoga.binhan@${DOMAIN}`);
    await signInAs(made.account.address, made.oneTimePassword);
    await assert.rejects(call("system", "carryOutRequest", { ...one, body: {} }), refused("state.mismatch"));
    bench.now.ms -= 4 * DAY;
  });

  it("the receiving agency asks for a move; mailbox and address stay", async () => {
    const { vanthu } = province.accounts;
    const ask = {
      kind: "move",
      agencyId: province.department,
      accountId: vanthu,
      wish: { agencyId: province.department, title: "Văn thư" },
    };
    const { requestId } = await call<{ requestId: string }>("adminA", "submitRequest", { body: ask });
    await assert.rejects(call("adminA", "submitRequest", { body: ask }), refused("state.mismatch"));
    await call("system", "decideRequest", { params: { requestId }, body: { act: "approve" } });
    const { account } = await call<{ account: AccountDetail }>("system", "carryOutRequest", {
      params: { requestId },
      body: {},
    });
    assert.deepEqual(
      [account.agencyName, account.title, account.address],
      ["Sở Nội vụ", "Văn thư", `vanthu@${DOMAIN}`],
    );
    const [step] = (await life(vanthu)).steps;
    assert.deepEqual(
      [step?.act, step?.reason, step?.requestedBy, step?.dueDay],
      ["move", "movedInside", "Sở Nội vụ", "2026-03-05"],
    );
  });
});
