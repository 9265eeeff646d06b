import assert from "node:assert/strict";
import { type VacationDraft, vacationDraft, vacationFaults, vacationResponse } from "./vacation.ts";

const draft: VacationDraft = {
  isEnabled: true,
  from: "2026-11-23",
  to: "2026-11-27",
  subject: "",
  text: " Tôi đi công tác ",
};

describe("the automatic reply", () => {
  it("covers its days whole, in Vietnam", () => {
    const stored = vacationResponse(draft);
    assert.equal(stored.fromDate, "2026-11-22T17:00:00Z");
    assert.equal(stored.toDate, "2026-11-27T17:00:00Z");
    assert.equal(stored.subject, null);
    assert.equal(stored.textBody, "Tôi đi công tác");
    assert.deepEqual(vacationDraft({ id: "singleton", ...stored }), { ...draft, text: "Tôi đi công tác" });
  });

  it("may be without bounds", () => {
    const stored = vacationResponse({ ...draft, from: "", to: "" });
    assert.deepEqual([stored.fromDate, stored.toDate], [null, null]);
    assert.equal(vacationDraft(undefined).isEnabled, false);
  });

  const cases: [Partial<VacationDraft>, string[]][] = [
    [{}, []],
    [{ to: "2026-11-22" }, ["badDates"]],
    [{ to: "2026-11-23" }, []],
    [{ text: " " }, ["textMissing"]],
    [{ text: "", isEnabled: false }, []],
    [{ from: "", to: "2026-01-01" }, []],
  ];
  for (const [change, faults] of cases)
    it(`${JSON.stringify(change)}: ${faults.join() || "fine"}`, () =>
      assert.deepEqual(vacationFaults({ ...draft, ...change }), faults));
});
