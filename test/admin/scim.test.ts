import assert from "node:assert/strict";
import { type Principal, principalOf } from "@congthu/server/core/access";
import { listAudit } from "@congthu/server/core/audit/list-audit";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { hashPassword } from "@congthu/server/core/directory/passwords";
import { startHttp } from "@congthu/server/http/start";
import { scimEndpoints } from "@congthu/server/scim/endpoints";
import { insertAgencyCodes } from "@congthu/server/store/agencies";
import { insertGrants } from "@congthu/server/store/grants";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { type Bench, openBench } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";

const OFFICIAL = "urn:congthu:params:scim:schemas:extension:official:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const SECRET = "Mat-khau-dich-vu-2026";

type User = {
  id: string;
  userName: string;
  externalId?: string;
  name: { formatted: string; familyName: string };
  title: string;
  active: boolean;
  [OFFICIAL]: { agency: string; isLeader: boolean; oneTimePassword?: string };
  [ENTERPRISE]: { department: string; organization: string };
};
type List = { totalResults: number; startIndex: number; itemsPerPage: number; Resources: User[] };
type Reply<T> = { status: number; body: T; headers: Headers };

/** RFC 7644 over HTTP, as a personnel system speaks it. */
describe("SCIM", () => {
  let bench: Bench;
  let province: Province;
  let http: Awaited<ReturnType<typeof startHttp>>;
  before(async () => {
    bench = await openBench("sqlite");
    province = await seedProvince(bench.app);
    const code = { scheme: "QD20", valid_from: "2020-01-01", valid_to: null } as const;
    await bench.app.db.write((tx) =>
      insertAgencyCodes(tx, [
        { agency_id: province.department, code: "H61.12", ...code },
        { agency_id: province.commune, code: "H61.40", ...code },
      ]),
    );
    await addPersonnelSystem("nhan-su", province.department);
    await addPersonnelSystem("nhan-su-tinh", province.root);
    http = await startHttp(bench.app, {
      host: "127.0.0.1",
      port: 0,
      webmailDist: "/nowhere",
      routes: [],
      endpoints: scimEndpoints(bench.app),
    });
  });
  after(async () => {
    await http.close();
    await bench.close();
  });

  async function addPersonnelSystem(name: string, agencyId: AgencyId): Promise<void> {
    const passwordHash = await hashPassword(SECRET);
    await bench.app.db.write(async (tx) => {
      const [accountId] = await createAccountsIn(bench.app, tx, [
        {
          kind: "technical",
          agencyId: province.root,
          address: `${name}@${DOMAIN}`,
          fullName: "Phần mềm nhân sự",
          title: "",
          unit: "",
          isLeader: false,
          passwordHash,
          mustChange: false,
          quotaBytes: 1,
        },
      ]);
      const grant = { account_id: accountId as AccountId, role: "system", agency_id: agencyId } as const;
      await insertGrants(tx, [{ ...grant, granted_at: bench.now.ms, granted_by: null }]);
    });
  }
  async function call<T = User>(method: string, path: string, body?: unknown, as = "nhan-su-tinh"): Promise<Reply<T>> {
    const credentials = Buffer.from(`${as}@${DOMAIN}:${SECRET}`).toString("base64");
    const answer = await fetch(`http://127.0.0.1:${http.port}/scim/v2${path}`, {
      method,
      headers: { Authorization: `Basic ${credentials}`, "Content-Type": "application/scim+json" },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === "" ? null : JSON.parse(text)) as T };
  }
  const find = (filter: string, more = "", as?: string) =>
    call<List>("GET", `/Users?filter=${encodeURIComponent(filter)}${more}`, undefined, as);
  const newcomer = (userName: string, more: object = {}) => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", OFFICIAL],
    userName,
    name: { familyName: "Nguye\u0302\u0303n", middleName: "Ngọc", givenName: "Thành" },
    title: "Chuyên viên",
    [OFFICIAL]: { agency: "H61.12" },
    ...more,
  });

  it("says what it does, to whoever signs in", async () => {
    const config = await call<{ patch: { supported: boolean } }>("GET", "/ServiceProviderConfig");
    assert.equal(config.status, 200);
    assert.match(config.headers.get("content-type") ?? "", /^application\/scim\+json/);
    assert.equal(config.body.patch.supported, true);
    const types = await call<List>("GET", "/ResourceTypes");
    assert.deepEqual(
      types.body.Resources.map((t) => t.id),
      ["User", "Group"],
    );
    assert.equal((await call("GET", `/Schemas/${OFFICIAL}`)).body.id, OFFICIAL);
    const none = await fetch(`http://127.0.0.1:${http.port}/scim/v2/Users`);
    assert.equal(none.status, 401);
  });

  it("opens a mailbox, finds it by both names, and tells the one-time password once", async () => {
    const made = await call("POST", "/Users", newcomer("thanhnn.sonv", { externalId: "NS-0001" }));
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.headers.get("location"), `/scim/v2/Users/${made.body.id}`);
    assert.equal(made.body.userName, `thanhnn.sonv@${DOMAIN}`);
    assert.equal(made.body.name.formatted, "Nguyễn Ngọc Thành".normalize("NFC"));
    assert.equal(made.body[ENTERPRISE].organization, "Sở Nội vụ");
    assert.ok((made.body[OFFICIAL].oneTimePassword ?? "").length >= 10);
    for (const filter of [
      'externalId eq "NS-0001"',
      `userName eq "THANHNN.sonv@${DOMAIN}"`,
      'name.familyName eq "Nguyễn" and name.givenName co "thà"',
    ]) {
      const { body } = await find(filter);
      assert.deepEqual([body.totalResults, body.Resources[0]?.id], [1, made.body.id], filter);
      assert.equal(body.Resources[0]?.[OFFICIAL].oneTimePassword, undefined);
    }
    const again = await call<{ scimType: string }>(
      "POST",
      "/Users",
      newcomer("thanhnn2.sonv", { externalId: "NS-0001" }),
    );
    assert.deepEqual([again.status, again.body.scimType], [409, "uniqueness"]);
    const taken = await call<{ scimType: string }>("POST", "/Users", newcomer(`anh@${DOMAIN}`));
    assert.deepEqual([taken.status, taken.body.scimType], [409, "uniqueness"]);
  });

  it("another system's names are its own", async () => {
    assert.equal((await find('externalId eq "NS-0001"', "", "nhan-su")).body.totalResults, 0);
  });

  it("pages, and shows what was asked for", async () => {
    const all = await call<List>("GET", "/Users");
    assert.equal(all.body.totalResults, 5);
    const page = await call<List>("GET", "/Users?startIndex=2&count=2&attributes=userName");
    assert.deepEqual([page.body.totalResults, page.body.startIndex, page.body.itemsPerPage], [5, 2, 2]);
    assert.deepEqual(
      page.body.Resources.map((u) => u.id),
      all.body.Resources.slice(1, 3).map((u) => u.id),
    );
    assert.deepEqual(Object.keys(page.body.Resources[0] ?? {}).sort(), ["id", "schemas", "userName"]);
    assert.equal((await call<List>("GET", "/Users?count=0")).body.Resources.length, 0);
  });

  it("changes, moves, locks and opens; the whole or a part", async () => {
    const id = (await find('externalId eq "NS-0001"')).body.Resources[0]?.id ?? "";
    const patch = (...Operations: object[]) => call("PATCH", `/Users/${id}`, { schemas: [], Operations });
    const named = await patch(
      { op: "Replace", path: "name.givenName", value: "Thanh" },
      { op: "replace", value: { title: "Phó Trưởng phòng", [`${ENTERPRISE}:department`]: "Phòng A" } },
    );
    assert.equal(named.status, 200, JSON.stringify(named.body));
    assert.deepEqual(
      [named.body.name.formatted, named.body.title, named.body[ENTERPRISE].department],
      ["Nguyễn Ngọc Thanh", "Phó Trưởng phòng", "Phòng A"],
    );
    const moved = await patch(
      { op: "replace", path: `${OFFICIAL}:agency`, value: "H61.40" },
      { op: "add", path: `${OFFICIAL}:isLeader`, value: true },
    );
    assert.deepEqual(
      [moved.body[ENTERPRISE].organization, moved.body[OFFICIAL].isLeader, moved.body.userName],
      ["Xã Bình An", true, `thanhnn.sonv@${DOMAIN}`],
    );
    assert.equal((await patch({ op: "replace", path: "active", value: "False" })).body.active, false);
    assert.equal((await find("active eq false")).body.totalResults, 1);
    const put = await call("PUT", `/Users/${id}`, {
      ...newcomer(`thanhnn.sonv@${DOMAIN}`),
      externalId: "NS-9",
      active: true,
    });
    assert.deepEqual(
      [put.body.active, put.body.externalId, put.body.title, put.body[ENTERPRISE].department],
      [true, "NS-9", "Chuyên viên", ""],
    );
    const renamed = await call<{ scimType: string }>("PUT", `/Users/${id}`, newcomer(`khac@${DOMAIN}`));
    assert.deepEqual([renamed.status, renamed.body.scimType], [400, "mutability"]);
    const audited = await listAudit(bench.app, await asSystem(), { limit: 50 });
    const acts = audited.items.filter((entry) => entry.subject.id === id).map((entry) => entry.action);
    for (const act of ["account.created", "account.changed", "account.moved", "account.locked", "account.unlocked"])
      assert.ok(acts.includes(act as never), `${act} in ${acts}`);
  });

  async function asSystem(): Promise<Principal> {
    const at = bench.now.ms;
    await bench.app.db.write((tx) =>
      insertGrants(tx, [
        {
          account_id: province.accounts.anh,
          role: "system",
          agency_id: province.root,
          granted_at: at,
          granted_by: null,
        },
      ]),
    );
    const q = { accountId: province.accounts.anh, channel: "web", ip: "" } as const;
    return bench.app.db.read((r) => principalOf(r, q));
  }

  it("lets go whom the personnel system deletes; to it they are gone", async () => {
    const id = (await find('externalId eq "NS-9"')).body.Resources[0]?.id ?? "";
    assert.equal((await call("DELETE", `/Users/${id}`)).status, 204);
    for (const method of ["GET", "DELETE"]) assert.equal((await call(method, `/Users/${id}`)).status, 404);
    assert.equal((await find('externalId eq "NS-9"')).body.totalResults, 0);
  });

  it("keeps a system in its part of the tree", async () => {
    const outside = newcomer("la.binhan", { [OFFICIAL]: { agency: "H61.40" } });
    assert.equal((await call("POST", "/Users", outside, "nhan-su")).status, 403);
    const chi = province.accounts.chi;
    for (const [method, path, body] of [
      ["GET", `/Users/${chi}`, undefined],
      ["PUT", `/Users/${chi}`, newcomer(`chi@${DOMAIN}`)],
      ["PATCH", `/Users/${chi}`, { Operations: [{ op: "replace", path: "title", value: "x" }] }],
      ["DELETE", `/Users/${chi}`, undefined],
    ] as const)
      assert.equal((await call(method, path, body, "nhan-su")).status, 403, method);
    const theirs = await call<List>("GET", "/Users", undefined, "nhan-su");
    assert.ok(theirs.body.totalResults > 0);
    assert.ok(theirs.body.Resources.every((u) => u[ENTERPRISE].organization === "Sở Nội vụ"));
  });

  it("answers nonsense with the reason", async () => {
    for (const [body, scimType] of [
      ["{", "invalidValue"],
      [{}, "invalidValue"],
      [newcomer("x y"), "invalidValue"],
      [newcomer("moi.sonv@khac.gov.vn"), "invalidValue"],
      [newcomer("moi.sonv", { [OFFICIAL]: { agency: "H00" } }), "invalidValue"],
      [newcomer("moi.sonv", { [OFFICIAL]: {} }), "invalidValue"],
      [newcomer("moi.sonv", { name: {} }), "invalidValue"],
      [newcomer("postmaster"), "invalidValue"],
    ] as const) {
      const { status, body: problem } = await call<{ schemas: string[]; scimType: string; status: string }>(
        "POST",
        "/Users",
        body,
      );
      assert.deepEqual([status, problem.scimType, problem.status], [400, scimType, "400"], JSON.stringify(body));
      assert.deepEqual(problem.schemas, ["urn:ietf:params:scim:api:messages:2.0:Error"]);
    }
    const unread = await call<{ scimType: string }>("GET", `/Users?filter=${encodeURIComponent('userName is "x"')}`);
    assert.deepEqual([unread.status, unread.body.scimType], [400, "invalidFilter"]);
  });
});
