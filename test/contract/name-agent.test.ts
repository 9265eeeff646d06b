import assert from "node:assert/strict";
import { nameAgent } from "@congthu/server/core/submission/name-agent";
import { accountById } from "@congthu/server/store/accounts";
import { type Bench, openBench } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";

/** RFC 5322 §3.6.2, RFC 6409 §8.1. */
describe("who sends on behalf of a mailbox", () => {
  let bench: Bench;
  let province: Province;
  before(async () => {
    bench = await openBench("sqlite");
    province = await seedProvince(bench.app);
  });
  after(() => bench.close());

  const BINH = `Sender: =?UTF-8?B?xJDhu5cgVsSDbiBCw6xuaA==?=\r\n <binh@${DOMAIN}>\r\n`;
  const [SONV, OWN] = [`From: sonv@${DOMAIN}\r\n`, `From: "Bình" <binh@${DOMAIN}>\r\n`];
  const cases: [what: string, head: string, expected: string][] = [
    ["the agency's letter names its clerk", SONV, BINH + SONV],
    ["an own letter names nobody", OWN, OWN],
    [
      "the clerk who names himself is named once",
      `${SONV}Sender: binh@${DOMAIN}\r\n`,
      `${SONV}Sender: binh@${DOMAIN}\r\n`,
    ],
    ["a false Sender of the agency's letter is replaced", `${SONV}Sender: anh@${DOMAIN}\r\n`, BINH + SONV],
    ["a false Sender of an own letter is taken out", `Sender: lan@x.gov.vn\r\n${OWN}`, OWN],
    [
      "two authors have a Sender",
      `From: binh@${DOMAIN}, sonv@${DOMAIN}\r\n`,
      `${BINH}From: binh@${DOMAIN}, sonv@${DOMAIN}\r\n`,
    ],
  ];
  for (const [what, head, expected] of cases)
    it(what, async () => {
      const bytes = await named(head, "binh");
      assert.equal(bytes.toString(), `${expected}\r\nx\r\n`);
    });

  it("nobody writes in another's name", () => assert.rejects(named(SONV, "anh"), /sonv/));

  async function named(head: string, local: "anh" | "binh"): Promise<Buffer> {
    return bench.app.db.read(async (r) => {
      const account = await accountById(r, province.accounts[local]);
      assert.ok(account);
      return nameAgent(r, { account }, { bytes: Buffer.from(`${head}\r\nx\r\n`), nowMs: bench.now.ms });
    });
  }
});
