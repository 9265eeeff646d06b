import assert from "node:assert/strict";
import { createServer } from "node:net";
import { defaultPort, explainListenError, LISTENER_NAMES, MAX_PORT_BASE, mayOpenStandardPorts } from "./ports.ts";

describe("ports", () => {
  it("are the standard ones when allowed, else the ones above 1024", () => {
    const ports = (choice: Parameters<typeof defaultPort>[1]) =>
      LISTENER_NAMES.map((name) => defaultPort(name, choice));
    assert.deepEqual(ports({ standardAllowed: true }), [80, 443, 25, 587, 465, 143, 993, 110, 995, 9090]);
    assert.deepEqual(ports({ standardAllowed: false }), [8080, 8443, 2525, 2587, 2465, 2143, 2993, 2110, 2995, 9090]);
    assert.deepEqual(ports({ standardAllowed: true, portBase: 0 }), [80, 443, 25, 587, 465, 143, 993, 110, 995, 90]);
    assert.ok(Math.max(...ports({ standardAllowed: false, portBase: MAX_PORT_BASE })) === 65_535);
  });

  it("know whether the standard ones may be opened", async () => {
    const server = createServer();
    const opened = await new Promise<boolean>((resolve) => {
      server.once("error", (err) => resolve("code" in err && err.code !== "EACCES"));
      server.listen(1, "127.0.0.1", () => resolve(true));
    });
    server.close();
    assert.equal(mayOpenStandardPorts(), opened);
  });

  it("in use are named, with the way out", () => {
    const text = explainListenError("imaps", 2993, Object.assign(new Error(), { code: "EADDRINUSE" })) ?? "";
    for (const part of ["2993", "imaps", "--port-base", "N+993", "đang có chương trình khác dùng", "in use"])
      assert.ok(text.includes(part), part);
    assert.match(explainListenError("smtp", 25, Object.assign(new Error(), { code: "EACCES" })) ?? "", /port 25/);
    assert.equal(explainListenError("smtp", 25, new Error("else")), undefined);
  });
});
