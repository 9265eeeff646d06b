import assert from "node:assert/strict";
import { codeOf } from "./api-client.ts";

describe("codeOf", () => {
  const cases: [unknown, number, string][] = [
    [{ type: "x", code: "quota.exceeded" }, 409, "quota.exceeded"],
    [{ code: "no.such.code" }, 500, "client.server"],
    [null, 401, "auth.required"],
    ["text", 403, "access.denied"],
    [{}, 404, "notFound"],
    [{}, 503, "busy"],
    [{}, 429, "rate.limited"],
    [{}, 400, "invalid"],
  ];
  for (const [problem, status, code] of cases)
    it(`${JSON.stringify(problem)} with ${status} is ${code}`, () => assert.equal(codeOf(problem, status), code));
});
