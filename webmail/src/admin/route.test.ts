import assert from "node:assert/strict";
import { formatRoute, parseRoute, type Route } from "./route.ts";

const AGENCY = "g0123456789abcde";
const read = (url: string) => {
  const { pathname, search } = new URL(url, "https://mail.tinh.gov.vn");
  return parseRoute(pathname, search);
};

describe("addresses of the administration", () => {
  const cases: [string, Route][] = [
    ["/admin", { page: null, agencyId: null, query: {} }],
    ["/admin/accounts", { page: "accounts", agencyId: null, query: {} }],
    [`/admin/agencies?agency=${AGENCY}`, { page: "agencies", agencyId: AGENCY, query: {} }],
    [
      `/admin/usage?agency=${AGENCY}&from=2026-01-01&to=2026-03-31`,
      { page: "usage", agencyId: AGENCY, query: { from: "2026-01-01", to: "2026-03-31" } },
    ],
    ["/admin/accounts?text=%C3%81nh", { page: "accounts", agencyId: null, query: { text: "Ánh" } }],
  ];
  for (const [url, route] of cases)
    it(url, () => {
      assert.deepEqual(read(url), route);
      assert.equal(formatRoute(route), url);
    });

  const odd: [string, Route][] = [
    ["/admin/", { page: null, agencyId: null, query: {} }],
    ["/admin.html", { page: null, agencyId: null, query: {} }],
    ["/admin/nowhere", { page: null, agencyId: null, query: {} }],
    ["/admin/accounts?agency=../etc", { page: "accounts", agencyId: null, query: {} }],
  ];
  for (const [url, route] of odd) it(`${url} is as good as it can be`, () => assert.deepEqual(read(url), route));

  it("leaves empty choices out", () => {
    const route: Route = { page: "accounts", agencyId: null, query: { text: "", status: "locked" } };
    assert.equal(formatRoute(route), "/admin/accounts?status=locked");
  });
});
