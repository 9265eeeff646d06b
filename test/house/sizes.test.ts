import assert from "node:assert/strict";
import { allCode, readText } from "./sources.ts";

const MOST_LINES = 400;
/** Files that were longer when the rule came, with the lines they may have. This list only ever gets shorter. */
const LONGER: Record<string, number> = {};

const MOST_MEMBERS_OF_APP = 14;

describe("house: sizes", () => {
  it(`no file has more than ${MOST_LINES} lines`, () => {
    const lines = (text: string) => text.split("\n").length - 1;
    const long = allCode().filter(({ path, text }) => lines(text) > (LONGER[path] ?? MOST_LINES));
    assert.deepEqual(
      long.map(({ path, text }) => `${path}: ${lines(text)}`),
      [],
    );
  });

  it("no exception outlives its need", () => {
    const needed = allCode().filter(({ path, text }) => path in LONGER && text.split("\n").length - 1 > MOST_LINES);
    assert.deepEqual(Object.keys(LONGER).sort(), needed.map(({ path }) => path).sort());
  });

  it(`App has at most ${MOST_MEMBERS_OF_APP} members`, () => {
    const body = /export type App = \{\n([\s\S]*?)\n\};/.exec(readText("server/src/core/app.ts"))?.[1] ?? "";
    const members = body.match(/^ {2}(?:readonly )?\w+\??:/gm) ?? [];
    assert.ok(members.length > 0 && members.length <= MOST_MEMBERS_OF_APP, members.join());
  });
});
