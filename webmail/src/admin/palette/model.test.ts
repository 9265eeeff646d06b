import assert from "node:assert/strict";
import { type Command, matching } from "./model.ts";

const command = (label: string): Command => ({ kind: "page", id: label, label, to: {} });
const ALL = ["Tài khoản", "Tra cứu thư", "Hàng đợi gửi", "Nhật ký"].map(command);

describe("the command palette", () => {
  for (const [typed, found] of [
    ["", ["Tài khoản", "Tra cứu thư", "Hàng đợi gửi", "Nhật ký"]],
    ["hang", ["Hàng đợi gửi"]],
    ["Hàng đ", ["Hàng đợi gửi"]],
    ["thu tra", ["Tra cứu thư"]],
    ["xyz", []],
  ] as const)
    it(`finds ${found.length} for "${typed}"`, () =>
      assert.deepEqual(
        matching(ALL, typed).map((c) => c.label),
        found,
      ));
});
