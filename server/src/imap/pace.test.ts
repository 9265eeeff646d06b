import assert from "node:assert/strict";
import { noteArrivals, noteBodies, type Pace, startPace } from "./pace.ts";

type Step = { at: number } & ({ bodies: number[]; person: boolean } | { arrived: number });

/** What a session does, second by second, and whether each fetch is a person's. */
const CASES: [what: string, steps: Step[]][] = [
  ["a person reads what was there", [{ at: 8, bodies: [3], person: true }]],
  [
    "a person reads one letter after another",
    [
      { at: 8, bodies: [3], person: true },
      { at: 20, bodies: [4], person: true },
    ],
  ],
  ["a program takes a letter right after SELECT", [{ at: 0.4, bodies: [3], person: false }]],
  [
    "a program takes letters one by one",
    [1, 1.5, 2.2, 3, 4.1, 5.2, 6.4, 7.9].map((at, i) => ({ at, bodies: [i + 1], person: false })),
  ],
  ["a program takes many at once", [{ at: 60, bodies: [1, 2, 3], person: false }]],
  [
    "a program takes a letter as soon as it is told of it",
    [
      { at: 60, arrived: 9 },
      { at: 60.3, bodies: [9], person: false },
    ],
  ],
  [
    "a person reads the new letter later",
    [
      { at: 60, arrived: 9 },
      { at: 75, bodies: [9], person: true },
    ],
  ],
  [
    "a person reads an old letter while a new one comes",
    [
      { at: 60, arrived: 9 },
      { at: 61, bodies: [3], person: true },
    ],
  ],
  [
    "letters that came long ago stay known",
    [
      { at: 60, arrived: 9 },
      { at: 90, arrived: 10 },
      { at: 91, bodies: [9], person: true },
      { at: 94, bodies: [10], person: false },
    ],
  ],
];

describe("the pace of a person", () => {
  for (const [what, steps] of CASES) {
    it(what, () => {
      const pace: Pace = startPace(0);
      for (const s of steps) {
        if ("arrived" in s) noteArrivals(pace, s.arrived, s.at * 1000);
        else assert.equal(noteBodies(pace, s.bodies, s.at * 1000), s.person, `at ${s.at} s`);
      }
    });
  }

  it("remembers what a program took, until a person takes it", () => {
    const pace = startPace(0);
    noteBodies(pace, [1, 2], 100);
    assert.deepEqual([...pace.byProgram], [1, 2]);
    noteBodies(pace, [2], 60_000);
    assert.deepEqual([...pace.byProgram], [1]);
  });
});
