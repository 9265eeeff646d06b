import assert from "node:assert/strict";
import { appointClerk, dismissClerk } from "@congthu/server/core/directory/appoint-clerk";
import type { JmapSession } from "@congthu/shared/jmap/core";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Got<T> = { list: T[]; notFound: string[]; state: string };
type Principal = { id: string; type: string; name: string; email: string; accounts: Record<string, object> | null };
type Notice = { id: string; name: string; oldRights: object | null; newRights: { maySubmit: boolean } | null };

// RFC 9670 §2, §3
describe("JMAP principals", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
  });
  after(() => bench.close());

  it("are the people of the province and the mailboxes of agencies", async () => {
    const binh = await bench.signIn("binh");
    const { list } = await binh.call<Got<Principal>>("Principal/get");
    assert.deepEqual(
      list.map((p) => [p.name, p.type, Object.keys(p.accounts ?? {})]).toSorted(),
      [
        ["Sở Nội vụ", "group", [bench.province.accounts.sonv]],
        ["Đỗ Văn Bình", "individual", [binh.accountId]],
      ].toSorted(),
    );
    const { ids } = await anh.call<{ ids: string[] }>("Principal/query", { filter: { name: "tran thi" } });
    const found = await anh.call<Got<Principal>>("Principal/get", { ids });
    assert.deepEqual(
      found.list.map((p) => [p.name, p.email, p.accounts]),
      [["Trần Thị Chi", "chi@tinh.gov.vn", null]],
    );
    await assert.rejects(anh.call("Principal/changes", { sinceState: "1" }), /cannotCalculateChanges/);
    const set = await anh.call<{ notUpdated: Record<string, { type: string }> }>("Principal/set", {
      update: { [anh.accountId]: { name: "x" } },
    });
    assert.equal(set.notUpdated[anh.accountId]?.type, "forbidden");
    const session = (await (await binh.fetch("/jmap/session")).json()) as JmapSession;
    const { sonv } = bench.province.accounts;
    assert.deepEqual(session.accounts[sonv]?.accountCapabilities["urn:ietf:params:jmap:principals:owner"], {
      accountIdForPrincipal: binh.accountId,
      principalId: sonv,
    });
    await assert.rejects(binh.call("Principal/get", { accountId: sonv }), /accountNotSupportedByMethod/);
  });

  it("are told when a mailbox is opened to them, and when it is closed", async () => {
    const { sonv } = bench.province.accounts;
    const chief = await bench.app.db.read((r) =>
      r.get<never>("SELECT * FROM account WHERE account_id = ?", bench.province.accounts.binh),
    );
    assert.ok(chief);
    const path = await bench.app.db.read((r) =>
      r.get<{ path: string }>("SELECT path FROM agency WHERE agency_id = ?", bench.province.root),
    );
    const scope = { role: "system" as const, agencyId: bench.province.root, agencyName: "", path: path?.path ?? "/" };
    const principal = { account: chief, scopes: [scope], channel: "web" as const, ip: "" };
    const { state } = await anh.call<Got<Notice>>("ShareNotification/get");
    await appointClerk(bench.app, principal, { mailboxId: sonv, clerkId: anh.accountId, rights: "full" });
    const { list } = await anh.call<Got<Notice>>("ShareNotification/get");
    assert.deepEqual(
      list.map((n) => [n.name, n.oldRights, n.newRights?.maySubmit]),
      [["Sở Nội vụ", null, true]],
    );
    const changes = await anh.call<{ created: string[] }>("ShareNotification/changes", { sinceState: state });
    assert.deepEqual(changes.created, [list[0]?.id]);
    await dismissClerk(bench.app, principal, { mailboxId: sonv, clerkId: anh.accountId });
    const { ids } = await anh.call<{ ids: string[] }>("ShareNotification/query", {
      filter: { objectAccountId: sonv },
      sort: [{ property: "created" }],
    });
    assert.equal(ids.length, 2);
    const set = await anh.call<{
      destroyed: string[];
      notUpdated: Record<string, { type: string }>;
      notCreated: object;
    }>("ShareNotification/set", { destroy: [ids[0]], update: { [ids[1] ?? ""]: { name: "x" } }, create: { a: {} } });
    assert.deepEqual([set.destroyed, set.notUpdated[ids[1] ?? ""]?.type], [[ids[0]], "forbidden"]);
  });
});
