import assert from "node:assert/strict";
import { recentMatches, recentPeople, rememberPeople } from "./recent-people.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-22T03:00:00Z");
const newShelf = () => {
  const map = new Map<string, string>();
  return { getItem: (k: string) => map.get(k) ?? null, setItem: (k: string, v: string) => void map.set(k, v) };
};
const anh = { name: "Trần Thị Ánh", email: "anh.tt@x.gov.vn" };
const duc = { name: "Lê Đức Dũng", email: "dungld@x.gov.vn" };

describe("people one writes to", () => {
  it("come first when one writes to them often and lately", () => {
    const shelf = newShelf();
    rememberPeople([anh], NOW - 90 * DAY, shelf);
    rememberPeople([anh], NOW - 89 * DAY, shelf);
    rememberPeople([duc], NOW, shelf);
    assert.deepEqual(
      recentPeople(shelf).map((p) => [p.email, p.count]),
      [
        [duc.email, 1],
        [anh.email, 2],
      ],
    );
    rememberPeople([{ name: null, email: "ANH.TT@x.gov.vn" }], NOW, shelf);
    assert.deepEqual([recentPeople(shelf)[0]?.name, recentPeople(shelf)[0]?.count], [anh.name, 3]);
  });

  it("are not learnt from letters to many", () => {
    const shelf = newShelf();
    rememberPeople(
      Array.from({ length: 13 }, (_, i) => ({ name: null, email: `${i}@x.vn` })),
      NOW,
      shelf,
    );
    assert.deepEqual(recentPeople(shelf), []);
  });

  const found: [string, string[]][] = [
    ["", [anh.email, duc.email]],
    ["anh", [anh.email]],
    ["le dun", [duc.email]],
    ["Đức", [duc.email]],
    ["dungld", [duc.email]],
    ["nh", []],
  ];
  for (const [typed, emails] of found)
    it(`"${typed}"`, () => {
      const people = [anh, duc].map((p) => ({ ...p, count: 1, at: NOW }));
      assert.deepEqual(
        recentMatches(people, typed, 5).map((p) => p.email),
        emails,
      );
    });

  it("survive nonsense in the storage", () => {
    for (const text of ["{", "1"]) assert.deepEqual(recentPeople({ getItem: () => text, setItem: () => {} }), []);
  });
});
