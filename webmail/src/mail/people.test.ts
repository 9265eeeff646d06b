import assert from "node:assert/strict";
import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { agentIn, colorIndex, displayName, formatAddress, initialOf, withoutRepeats } from "./people.ts";

const person = (name: string | null, email = "x@y.vn"): EmailAddress => ({ name, email });

describe("people", () => {
  const initials: [string | null, string][] = [
    ["Nguyễn Văn An", "A"],
    ["Trần Thị Ánh", "Á"],
    ["Vũ Đức Đạt", "Đ"],
    ["H’Hen Niê", "N"],
    ["  ", "X"],
    [null, "X"],
    ["“Sở Nội vụ”", "V"],
  ];
  for (const [name, initial] of initials)
    it(`${name} has the sign ${initial}`, () => assert.equal(initialOf(person(name)), initial));

  it("are called by name, else by address", () => {
    assert.equal(displayName(person("Trần Thị Ánh".normalize("NFD"))), "Trần Thị Ánh");
    assert.equal(displayName(person("")), "x@y.vn");
    assert.equal(formatAddress(person("An", "a@b.vn")), "An <a@b.vn>");
  });

  it("keep their colour", () => {
    assert.equal(colorIndex(person(null, "A@b.vn"), 8), colorIndex(person("An", "a@B.vn"), 8));
  });

  it("stand once in a list", () => {
    const list = [person("A", "a@b.vn"), person("B", "A@B.VN"), person("C", "c@b.vn")];
    assert.deepEqual(withoutRepeats(list, [{ email: "C@b.vn" }]), [list[0]]);
  });

  it("knows who sent a letter on behalf of its author", () => {
    const sonv = { name: "Sở Nội vụ", email: "sonv@tinh.gov.vn" };
    const cases: [sender: { name: string | null; email: string }[] | null, agent: string | null][] = [
      [[{ name: "Đỗ Văn Bình", email: "binh@TINH.gov.vn" }], "Đỗ Văn Bình"],
      [null, null],
      [[{ name: "x", email: "SONV@tinh.gov.vn" }], null],
      [[{ name: null, email: "binh@tinh.gov.vn" }], null],
      [[{ name: "Danh sách", email: "list-bounces@lists.vn" }], null],
    ];
    for (const [sender, agent] of cases) assert.equal(agentIn({ from: [sonv], sender })?.name ?? null, agent);
  });
});
