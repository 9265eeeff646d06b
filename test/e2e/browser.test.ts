import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { openWindow, PHONE } from "../harness/browser.ts";

describe("browser", () => {
  let server: Server;
  before(async () => {
    const tls = await makeSelfSigned(["localhost"], Date.now());
    server = createServer(tls, (_req, res) => {
      res
        .setHeader("content-type", "text/html; charset=utf-8")
        .end("<!doctype html><h1>Công Thư</h1><script>document.title = innerWidth</script>");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => void server.close());

  it("shows a page behind a self-signed certificate, at a phone's width", async function () {
    this.timeout(30_000);
    const page = await openWindow({
      baseUrl: `https://localhost:${(server.address() as AddressInfo).port}`,
      size: PHONE,
    });
    await page.goto("/");
    assert.equal(await page.getByRole("heading", { name: "Công Thư" }).count(), 1);
    assert.ok(Number(await page.title()) >= 390);
    await page.context().close();
  });
});
