import assert from "node:assert/strict";
import { readFrameReport } from "./frame-report.ts";

describe("readFrameReport", () => {
  const cases: [unknown, object | null][] = [
    [{ type: "height", height: 320.4 }, { height: 321 }],
    [
      { type: "height", height: 320, blockedImages: 2 },
      { height: 320, blockedImages: 2 },
    ],
    [{ type: "height", height: 1 }, { height: 40 }],
    [{ type: "height", height: 1e9 }, { height: 200_000 }],
    [{ type: "height", height: Number.NaN }, null],
    [{ type: "height", height: "9" }, null],
    [{ type: "height", height: 50, blockedImages: -1 }, { height: 50 }],
    [{ type: "other" }, null],
    [null, null],
    ["height", null],
  ];
  for (const [message, report] of cases)
    it(JSON.stringify(message), () => assert.deepEqual(readFrameReport(message), report));
});
