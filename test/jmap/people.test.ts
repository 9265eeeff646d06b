import assert from "node:assert/strict";
import type { PickedAgency, Reach } from "@congthu/shared/api/people";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

describe("whom one may write to, by the organisation", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
  });
  after(() => bench.close());

  const reach = async (agencyIds: string[], of: Reach) => {
    const response = await anh.fetch("/api/people/reach", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ agencyIds, reach: of }),
    });
    assert.equal(response.status, 200);
    const { people } = (await response.json()) as { people: { email: string }[] };
    return people.map(({ email }) => email.split("@")[0]);
  };

  it("is a tree that tells how many each reach has", async () => {
    const tree = (await (await anh.fetch("/api/people/tree")).json()) as {
      agencies: PickedAgency[];
      tiers: { tier: string; label: string }[];
    };
    assert.deepEqual(
      tree.agencies.map(({ name, tier, mailbox, leaders, people }) => [name, tier, mailbox, leaders, people]),
      [
        ["Tỉnh Thử Nghiệm", "tinh", 0, 0, 0],
        ...tree.agencies
          .slice(1)
          .map(({ name }) => (name === "Sở Nội vụ" ? [name, "tinh", 1, 1, 2] : [name, "xa", 0, 0, 2])),
      ],
    );
    assert.deepEqual(
      tree.tiers.map(({ label }) => label),
      ["Cấp tỉnh", "Cấp xã"],
    );
    assert.ok(tree.agencies.slice(1).every(({ parentId }) => parentId === tree.agencies[0]?.id));
  });

  it("gives the addresses of a reach, agency by agency", async () => {
    const { department, commune } = bench.province;
    assert.deepEqual(await reach([department], "mailbox"), ["sonv"]);
    assert.deepEqual((await reach([department], "people")).sort(), ["anh", "binh"]);
    assert.deepEqual(await reach([commune, department, department], "leaders"), ["anh"]);
    assert.deepEqual(await reach(["g-none"], "people"), []);
  });

  it("is for those who are signed in", async () => {
    assert.equal((await fetch(`${bench.url}/api/people/tree`)).status, 401);
  });
});
