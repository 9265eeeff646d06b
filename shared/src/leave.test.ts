import assert from "node:assert/strict";
import { leaveFieldOf, leaveKindOf } from "./leave.ts";

describe("lists of leave", () => {
  for (const [heading, field] of [
    ["Họ và tên", "fullName"],
    ["ĐỊA CHỈ THƯ (công vụ)", "address"],
    ["Từ ngày", "from"],
    ["Nghỉ đến ngày:", "to"],
    ["Lý do nghỉ", "kind"],
    ["Số Quyết định", "document"],
    ["Chức vụ", undefined],
  ] as const)
    it(`reads the heading ${heading}`, () => assert.equal(leaveFieldOf(heading), field));

  for (const [words, kind] of [
    ["Nghỉ thai sản", "maternity"],
    ["Đi học tập trung", "study"],
    ["điều trị bệnh dài ngày", "sick"],
    ["Biệt phái về xã", "secondment"],
    ["nghỉ không hưởng lương", "unpaid"],
    ["chờ nghỉ hưu", "other"],
    ["", "other"],
  ] as const)
    it(`takes “${words}” for ${kind}`, () => assert.equal(leaveKindOf(words), kind));
});
