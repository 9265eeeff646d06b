import assert from "node:assert/strict";
import { mailAccounts, requireMail } from "@congthu/server/core/access";
import { MailError } from "@congthu/server/core/errors";
import { accountById } from "@congthu/server/store/accounts";
import type { AccountId } from "@congthu/shared/ids";
import { type Bench, openBench } from "../harness/engines.ts";
import { type Province, seedProvince } from "../harness/province.ts";
import { type ActorName, callRoute, seedActors } from "./actors.ts";

const DAY = 86_400_000;

describe("reading a mailbox for an inquiry", () => {
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  before(async () => {
    bench = await openBench("sqlite");
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
  });
  after(() => bench.close());

  const call = async (who: ActorName, name: string, q: Parameters<typeof callRoute>[3]) =>
    callRoute<{ id: string; items: { state: string; mayDecide: boolean }[] }>(
      bench.app,
      await actors.as(who),
      name,
      q,
    ).catch((err: unknown) => (err instanceof MailError ? err.code : Promise.reject(err)));
  const body = (readerId: AccountId, untilDay = "2026-03-05") => ({
    readerId,
    reason: "Xác minh theo đơn tố cáo",
    document: "15/QĐ-TTr ngày 02/03/2026",
    untilDay,
  });
  /** What a person may do in the mailbox of chi now. */
  const rights = (readerId: AccountId) =>
    bench.app.db.read(async (r) => {
      const account = await accountById(r, readerId);
      if (!account) throw new Error("nobody");
      const open = await mailAccounts(r, { account }, bench.now.ms);
      return open.find((a) => a.owner.account_id === province.accounts.chi)?.rights;
    });

  it("needs two people, neither of them the reader; tells the owner; reads only, until its day", async () => {
    const { chi, anh } = province.accounts;
    const params = { accountId: chi };
    const asked = await call("system", "askInquiry", { params, body: body(anh) });
    assert.ok(typeof asked === "object");
    const at = { params: { inquiryId: asked.id }, body: { grant: true } };
    assert.equal(await rights(anh), undefined, "asking opens nothing");
    assert.equal(await call("system", "decideInquiry", at), "access.denied", "not by whoever asked");
    assert.equal(await call("auditorA", "decideInquiry", at), "access.denied", "not from another agency");
    assert.equal(await call("adminB", "decideInquiry", at), "access.denied", "not by an agency's administrator");
    const seen = await call("auditor", "listInquiries", { params });
    assert.ok(typeof seen === "object" && seen.items[0]?.mayDecide);
    assert.equal(await call("auditor", "decideInquiry", at), null);
    assert.equal(await call("auditor", "decideInquiry", at), "state.mismatch", "once");
    assert.equal(await rights(anh), "read");
    const account = await bench.app.db.read((r) => accountById(r, anh));
    assert.ok(account);
    const writing = bench.app.db.read((r) =>
      requireMail(r, { account }, { accountId: chi, nowMs: bench.now.ms, write: true }),
    );
    await assert.rejects(writing, { code: "access.denied" });
    const told = await bench.app.db.read((r) =>
      r.all<{ n: number }>(`SELECT COUNT(*) AS n FROM message WHERE account_id = ?`, chi),
    );
    assert.equal(told[0]?.n, 1, "a letter to the owner");
    const audit = await bench.app.db.read((r) =>
      r.all<{ action: string }>(`SELECT action FROM audit WHERE subject_id = ? ORDER BY seq`, chi),
    );
    assert.deepEqual(
      audit.slice(-2).map((e) => e.action),
      ["inquiry.asked", "inquiry.granted"],
    );
    bench.now.ms += 4 * DAY;
    assert.equal(await rights(anh), undefined, "its day is over");
  });

  it("is refused, or ended before its day", async () => {
    const { chi, binh } = province.accounts;
    const params = { accountId: chi };
    const untilDay = "2026-03-20";
    const first = await call("system", "askInquiry", { params, body: body(binh, untilDay) });
    assert.ok(typeof first === "object");
    await call("auditor", "decideInquiry", { params: { inquiryId: first.id }, body: { grant: false } });
    assert.equal(await rights(binh), undefined);
    const second = await call("system", "askInquiry", { params, body: body(binh, untilDay) });
    assert.ok(typeof second === "object");
    await call("auditor", "decideInquiry", { params: { inquiryId: second.id }, body: { grant: true } });
    assert.equal(await rights(binh), "read");
    assert.equal(await call("system", "endInquiry", { params: { inquiryId: second.id } }), null);
    assert.equal(await rights(binh), undefined);
  });

  it("has a day within a month, and another reader than the owner", async () => {
    const { chi, anh } = province.accounts;
    const params = { accountId: chi };
    assert.equal(await call("system", "askInquiry", { params, body: body(anh, "2026-03-01") }), "invalid");
    assert.equal(await call("system", "askInquiry", { params, body: body(anh, "2026-06-01") }), "invalid");
    assert.equal(await call("system", "askInquiry", { params, body: body(chi, "2026-03-20") }), "invalid");
  });
});
