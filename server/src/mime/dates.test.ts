import assert from "node:assert/strict";
import { dateMs, formatHeaderDate, parseDate } from "./dates.ts";

describe("header dates", () => {
  const cases: [string, string | null][] = [
    ["Mon, 16 Feb 2026 08:30:00 +0700", "2026-02-16T08:30:00+07:00"],
    ["16 Feb 2026 08:30 +0700", "2026-02-16T08:30:00+07:00"],
    ["Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00"],
    ["Thu, 13 Feb 1969 23:32:54 -0330 (Newfoundland Time)", "1969-02-13T23:32:54-03:30"],
    ["Thu,\r\n 13\r\n  Feb\r\n   1969\r\n 23:32 -0330", "1969-02-13T23:32:00-03:30"],
    ["21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06Z"],
    ["Fri, 21 Nov 26 09:55:06 EST", "2026-11-21T09:55:06-05:00"],
    ["Fri, 21 Nov 126 09:55:06 Z", "2026-11-21T09:55:06Z"],
    ["Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00"],
    ["Fri, 21 November 1997 09:55:06", "1997-11-21T09:55:06Z"],
    ["Monday, 16-Feb-2026 08:30:00 +07:00", "2026-02-16T08:30:00+07:00"],
    ["Mon Feb 16 08:30:00 2026", "2026-02-16T08:30:00Z"],
    ["Mon Feb 16 08:30:00 PST 2026", "2026-02-16T08:30:00-08:00"],
    ["2026-02-16T08:30:00+07:00", "2026-02-16T08:30:00+07:00"],
    ["2026-02-16 08:30:00", "2026-02-16T08:30:00Z"],
    ["16 Feb 2026 8:30:00 PM +0000", "2026-02-16T20:30:00Z"],
    ["16 Feb 2026 12:30:00 AM +0000", "2026-02-16T00:30:00Z"],
    ["Mon, 16 Feb 2026 08:30:60 +0000", "2026-02-16T08:30:59Z"],
    ["Mon, 21 Aug 95 13:30:57 -600", "1995-08-21T13:30:57-06:00"],
    ["Fri, 1 Nov 2019 10:21:39 +070", "2019-11-01T10:21:39Z"],
    ["Mon, 16 Feb 2026 08:30:00 +9999", "2026-02-16T08:30:00Z"],
    ["Mon, 16 Feb 2026 25:30:00 +0000", null],
    ["Mon, 16 Foo 2026 08:30:00 +0000", null],
    ["yesterday", null],
    ["", null],
  ];
  for (const [text, expected] of cases)
    it(JSON.stringify(text), () => {
      assert.equal(parseDate(text), expected);
    });

  it("writes Vietnamese time and reads it back", () => {
    const ms = Date.UTC(2026, 1, 15, 20, 5, 9);
    assert.equal(formatHeaderDate(ms), "Mon, 16 Feb 2026 03:05:09 +0700");
    assert.equal(dateMs(formatHeaderDate(ms)), ms);
  });
});
