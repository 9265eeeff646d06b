import assert from "node:assert/strict";
import { formatRoute, HOME, parseRoute, type Route } from "./route.ts";

describe("routes", () => {
  const cases: [string, Route][] = [
    ["#/", HOME],
    ["#/thu/a1", { place: "folder", accountId: "a1", mailboxId: null, emailId: null }],
    ["#/thu/a1/b2/e3", { place: "folder", accountId: "a1", mailboxId: "b2", emailId: "e3" }],
    ["#/cai-dat/chu-ky", { place: "settings", tab: "chu-ky" }],
    [
      "#/tim/a1?q=b%C3%A1o+c%C3%A1o",
      { place: "search", accountId: "a1", query: "báo cáo", mailboxId: null, emailId: null },
    ],
    [
      "#/tim/a1/e3?q=t%E1%BB%AB%3Aan&in=b2",
      { place: "search", accountId: "a1", query: "từ:an", mailboxId: "b2", emailId: "e3" },
    ],
  ];
  for (const [hash, route] of cases)
    it(hash, () => {
      assert.deepEqual(parseRoute(hash), route);
      assert.equal(formatRoute(route), hash);
    });

  for (const hash of ["", "#", "#nonsense", "#/x/y", "#/thu/%E0%A4%A"])
    it(`takes ${hash || "(nothing)"} for home`, () => assert.deepEqual(parseRoute(hash), HOME));

  it("brings the query to NFC", () => {
    assert.deepEqual(parseRoute(`#/tim/a1?q=${encodeURIComponent("báo".normalize("NFD"))}`), {
      place: "search",
      accountId: "a1",
      query: "báo",
      mailboxId: null,
      emailId: null,
    });
  });
});
