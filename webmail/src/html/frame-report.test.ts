import assert from "node:assert/strict";
import { readFrameReport } from "./frame-report.ts";

const none = { blockedImages: 0, charset: null };

describe("readFrameReport", () => {
  const cases: [unknown, object | null][] = [
    [
      { type: "height", height: 320.4 },
      { height: 321, ...none },
    ],
    [
      { type: "height", height: 320, blockedImages: 2, charset: "tcvn" },
      { height: 320, blockedImages: 2, charset: "tcvn" },
    ],
    [
      { type: "height", height: 1 },
      { height: 40, ...none },
    ],
    [
      { type: "height", height: 1e9 },
      { height: 200_000, ...none },
    ],
    [{ type: "height", height: Number.NaN }, null],
    [{ type: "height", height: "9" }, null],
    [
      { type: "height", height: 50, blockedImages: -1, charset: "x" },
      { height: 50, ...none },
    ],
    [{ type: "other" }, null],
    [null, null],
    ["height", null],
  ];
  for (const [message, report] of cases)
    it(JSON.stringify(message), () => assert.deepEqual(readFrameReport(message), report));
});
