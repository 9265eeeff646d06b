import assert from "node:assert/strict";
import { checkedDays } from "./checked-days.ts";

describe("days on which an agency mailbox was looked into", () => {
  it("are all working days and the others with a look, the latest first", () => {
    const looks = [
      { day: "2026-03-02", clerk: "Trần Thị Bé", morning: 2, afternoon: 0 },
      { day: "2026-03-02", clerk: "", morning: 0, afternoon: 1 },
      { day: "2026-03-07", clerk: "Trần Thị Bé", morning: 1, afternoon: 0 },
    ];
    assert.deepEqual(checkedDays(looks, ["2026-03-02", "2026-03-03"]), [
      { day: "2026-03-07", working: false, morning: 1, afternoon: 0, clerks: ["Trần Thị Bé"] },
      { day: "2026-03-03", working: true, morning: 0, afternoon: 0, clerks: [] },
      { day: "2026-03-02", working: true, morning: 2, afternoon: 1, clerks: ["Trần Thị Bé", ""] },
    ]);
  });
});
