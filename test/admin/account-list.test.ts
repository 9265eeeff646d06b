import assert from "node:assert/strict";
import { checkConsistency } from "@congthu/server/core/consistency";
import { domainOfHost, ensureFirstAdministrator } from "@congthu/server/core/directory/ensure-first-administrator";
import { signIn } from "@congthu/server/core/directory/sign-in";
import { MailError } from "@congthu/server/core/errors";
import type { AccountPage } from "@congthu/shared/api/accounts";
import { type Bench, openBench } from "../harness/engines.ts";
import { type Province, seedProvince } from "../harness/province.ts";
import { callRoute, seedActors } from "./actors.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;

describe("list of accounts", function () {
  this.timeout(60_000);
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  const NAMES = [
    "Nguyễn Văn An",
    "Trần Thị An",
    "Hoàng Thị Ánh",
    "Nguyễn Văn Ân",
    "Vũ Ngọc Ấn",
    "Hồ Sĩ Âu",
    "Đinh Văn Bình",
    "Lê Đức Dũng",
    "Phạm Văn Đạt",
    "Đỗ Thị Yến",
  ];
  before(async () => {
    bench = await openBench("sqlite");
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
    const system = await actors.as("system");
    for (const [i, fullName] of [...NAMES].reverse().entries()) {
      bench.now.ms += 1000;
      await callRoute(bench.app, system, "createAccount", {
        body: { agencyId: province.commune, fullName, localPart: `p${i}`, isLeader: i % 3 === 0, kind: "person" },
      });
    }
  });
  after(() => bench.close());

  const list = async (query: Record<string, string>, who: Parameters<typeof actors.as>[0] = "system") =>
    callRoute<AccountPage>(bench.app, await actors.as(who), "listAccounts", { query });

  it("sorts people by tên as Vietnamese lists do, page after page without a gap", async () => {
    const seen: string[] = [];
    let after = "";
    for (let pages = 0; ; pages++) {
      const page = await list({ agencyId: province.commune, kind: "person", limit: "3", ...(after ? { after } : {}) });
      assert.equal(page.total, 12);
      seen.push(...page.items.map((a) => a.name));
      if (page.next === null) break;
      assert.ok(pages < 10);
      after = page.next;
    }
    assert.deepEqual(
      seen.filter((n) => NAMES.includes(n)),
      NAMES,
    );
    assert.equal(seen.length, 12);
  });

  it("sorts by address and by age, both ways", async () => {
    const by = async (sort: string, order: string) => {
      const first = await list({ agencyId: province.commune, text: "p", sort, order, limit: "6" });
      const rest = await list({
        agencyId: province.commune,
        text: "p",
        sort,
        order,
        limit: "6",
        after: first.next ?? "",
      });
      return [...first.items, ...rest.items].map((a) => a.address.split("@")[0]);
    };
    const addresses = ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"];
    for (const sort of ["address", "created"]) {
      assert.deepEqual(
        (await by(sort, "asc")).filter((a) => /^p\d$/.test(a ?? "")),
        addresses,
      );
      assert.deepEqual(
        (await by(sort, "desc")).filter((a) => /^p\d$/.test(a ?? "")),
        addresses.toReversed(),
      );
    }
  });

  const filters: [string, Record<string, string>, number][] = [
    ["words without marks", { text: "nguyen an" }, 3],
    ["words with marks", { text: "Nguyễn Ân" }, 3],
    ["the beginning of a word", { text: "du" }, 1],
    ["an address", { text: "p4@tinh.gov.vn" }, 1],
    ["no such name", { text: "khong co ai" }, 0],
    ["leaders", { leader: "true", text: "p" }, 4],
    ["agency mailboxes", { kind: "agency" }, 1],
    ["locked ones", { status: "locked" }, 0],
    ["technical ones", { kind: "technical" }, 8],
  ];
  for (const [what, query, total] of filters)
    it(`filters by ${what}`, async () => {
      const page = await list(query);
      assert.equal(page.total, total, page.items.map((a) => a.name).join());
      assert.equal(page.items.length, total);
    });

  it("shows an agency's administrator that agency alone", async () => {
    const own = await list({}, "adminB");
    assert.deepEqual(new Set(own.items.map((a) => a.agencyName)), new Set(["Xã Bình An"]));
    assert.equal(own.total, 13);
    await assert.rejects(list({ agencyId: province.department }, "adminB"), refused("access.denied"));
    await assert.rejects(list({ after: "bogus" }), refused("invalid"));
  });
});

describe("first start", function () {
  this.timeout(20_000);
  it("makes one administrator who must change the password, and only once", async () => {
    const bench = await openBench("sqlite");
    const first = await ensureFirstAdministrator(bench.app);
    assert.ok(first);
    assert.equal(first.address, "quantri@test.gov.vn");
    const { account, mustChangePassword } = await signIn(bench.app, {
      login: "quantri",
      password: first.password,
      channel: "web",
      ip: "",
    });
    assert.deepEqual([account.kind, mustChangePassword], ["technical", true]);
    assert.equal(await ensureFirstAdministrator(bench.app), null);
    assert.deepEqual(await checkConsistency(bench.app), []);
    await bench.close();
  });

  const hosts: [string, string][] = [
    ["mail.yenbai.gov.vn", "yenbai.gov.vn"],
    ["yenbai.vn", "yenbai.vn"],
    ["ip-10-0-0-7", "congthu.localdomain"],
  ];
  for (const [host, domain] of hosts) it(`${host} serves ${domain}`, () => assert.equal(domainOfHost(host), domain));
});
