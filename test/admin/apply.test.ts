import assert from "node:assert/strict";
import { MailError } from "@congthu/server/core/errors";
import type { PlannedStep } from "@congthu/shared/api/directory-file";
import { type Bench, openBench } from "../harness/engines.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";
import { type ActorName, callRoute, seedActors } from "./actors.ts";

const refused = (code: string) => (err: unknown) => err instanceof MailError && err.code === code;

describe("a directory file by REST", () => {
  let bench: Bench;
  let province: Province;
  let actors: Awaited<ReturnType<typeof seedActors>>;
  beforeEach(async () => {
    bench = await openBench("sqlite");
    province = await seedProvince(bench.app);
    actors = await seedActors(bench.app, province);
  });
  afterEach(() => bench.close());

  const file = {
    domains: ["moi.gov.vn"],
    accounts: [
      { address: `moi@${DOMAIN}`, name: "Lê Văn Mới", agency: "Sở Nội vụ", title: "Chuyên viên" },
      { address: `chi@${DOMAIN}`, name: "Chi Đổi Tên", agency: "Xã Bình An" },
    ],
  };
  const apply = async (who: ActorName, body: object) =>
    (
      await callRoute<{ steps: PlannedStep[] }>(bench.app, await actors.as(who), "applyDirectory", {
        body: { file, ...body },
      })
    ).steps;
  const domains = async () =>
    (await callRoute<{ domains: string[] }>(bench.app, await actors.as("system"), "readConsole")).domains;

  it("tells every difference and changes nothing; applied it is so, and then there is none", async () => {
    const plan = await apply("system", {});
    assert.deepEqual(
      plan.map((s) => [s.what, s.whom]),
      [
        ["create", "moi.gov.vn"],
        ["create", `moi@${DOMAIN}`],
        ["change", `chi@${DOMAIN}`],
      ],
    );
    assert.deepEqual(await domains(), [DOMAIN]);
    assert.deepEqual(await apply("system", { planOnly: false, planned: plan.length }), plan);
    assert.deepEqual((await domains()).sort(), ["moi.gov.vn", DOMAIN].sort());
    assert.deepEqual(await apply("system", {}), []);
  });

  it("is not applied when it would do other than was shown, nor by whoever administers a part", async () => {
    await assert.rejects(apply("system", { planOnly: false, planned: 2 }), refused("state.mismatch"));
    assert.deepEqual(await domains(), [DOMAIN]);
    await assert.rejects(apply("adminA", {}), refused("access.denied"));
  });
});
