import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { frameDocument, framePolicy } from "@congthu/server/http/frame-document";
import type { Page } from "playwright-core";
import { openWindow } from "../harness/browser.ts";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";
import { ATTACKS } from "./frame-attacks.ts";

type Told = { type?: string; height?: number; blockedImages?: number };
type Shown = { told: Told[]; ran: unknown[]; covered: boolean };

/** Runs in our page. */
const SHOW = `async (src) => {
  const told = [];
  const ran = [];
  const frame = document.createElement("iframe");
  const listener = (e) => {
    if (e.source === frame.contentWindow && e.data?.type === "height") told.push(e.data);
    else ran.push(e.data);
  };
  addEventListener("message", listener);
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
  frame.style.cssText = "position:absolute;left:0;top:100px;width:400px;height:200px;border:0";
  frame.src = src;
  document.body.append(frame);
  await loaded;
  for (let i = 0; i < 120 && told.length === 0; i++) await new Promise(requestAnimationFrame);
  for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
  const covered = document.elementFromPoint(200, 50) === frame || document.elementFromPoint(500, 150) === frame;
  removeEventListener("message", listener);
  frame.remove();
  return { told, ran, covered };
}`;

describe("message frame", function () {
  this.timeout(180_000);
  let bench: JmapBench;
  let anh: JmapPerson;
  let leak: Server;
  let page: Page;
  const asked: string[] = [];
  const popups: string[] = [];
  const attacks = () => {
    const leakUrl = `http://127.0.0.1:${(leak.address() as AddressInfo).port}`;
    const call = `parent.postMessage("ran","*");top.document.title="ran";fetch("${leakUrl}/ran")`;
    return ATTACKS.map(([name, html]) => [name, html.replaceAll("LEAK", leakUrl).replaceAll("PWN()", call)] as const);
  };
  before(async () => {
    leak = createServer((req, res) => {
      asked.push(req.url ?? "");
      res.end("x");
    }).listen(0, "127.0.0.1");
    bench = await openJmap({ fetchImage: async () => undefined });
    anh = await bench.signIn("anh");
    page = await openWindow({ baseUrl: bench.url });
    page.context().on("page", (p) => popups.push(p.url()));
    page.on("dialog", (d) => {
      popups.push(d.message());
      void d.dismiss();
    });
    await page.goto("/");
  });
  after(async () => {
    await page.context().close();
    leak.close();
    await bench.close();
  });

  /** Puts a document into a frame as the reader does and waits until it told its height. */
  const show = (url: string) => page.evaluate<Shown>(`(${SHOW})(${JSON.stringify(url)})`);
  const checkQuiet = async (name: string, shown: Shown) => {
    assert.deepEqual(shown.ran, [], `${name}: nothing ran`);
    assert.ok(shown.told.length > 0, `${name}: the height is told`);
    assert.equal(shown.covered, false, `${name}: nothing is covered`);
    assert.deepEqual(asked, [], `${name}: nothing was asked of the net`);
    assert.deepEqual(popups, [], `${name}: nothing opened`);
    assert.equal(await page.title(), "thử", `${name}: the page is untouched`);
    assert.equal(new URL(page.url()).pathname, "/", `${name}: the page stays`);
  };
  const frameOf = async (subject: string, type: string, body: string, images = false) => {
    bench.now.ms += 1000;
    await bench.deliver(`Subject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`, [
      anh.accountId,
    ]);
    const { ids } = await anh.call<{ ids: string[] }>("Email/query", {
      sort: [{ property: "receivedAt", isAscending: false }],
      limit: 1,
    });
    const reply = await anh.fetch("/api/frames", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ accountId: anh.accountId, emailId: ids[0], images }),
    });
    return ((await reply.json()) as { url: string }).url;
  };

  it("shows hostile mail: nothing runs, nothing leaves, nothing covers the page", async () => {
    for (const [name, html] of attacks()) {
      const url = await frameOf(name, "text/html; charset=utf-8", html);
      await checkQuiet(name, await show(url));
    }
  });

  it("would do so even if nothing were taken out of it", async () => {
    const policy = framePolicy(`${bench.url}/m/x/`);
    let body = "";
    await page.route("**/raw/*", (route) =>
      route.fulfill({
        status: 200,
        headers: {
          "Content-Type": "text/html; charset=utf-8",
          "Content-Security-Policy": policy,
          "Referrer-Policy": "no-referrer",
        },
        body: frameDocument(body, { blockedImages: 0, charset: null, dark: false }),
      }),
    );
    for (const [i, [name, html]] of attacks().entries()) {
      body = html;
      const shown = await show(`${bench.url}/raw/${i}`);
      // Markup that swallows what follows may swallow the resizer too; then the frame keeps the height it had.
      await checkQuiet(name, { ...shown, told: shown.told.length > 0 ? shown.told : [{ type: "height" }] });
    }
  });

  it("shows plain text as text", async () => {
    const url = await frameOf(
      "text",
      "text/plain; charset=utf-8",
      "<script>parent.postMessage(1,'*')</script> <b>đậm</b> https://a.vn/x",
    );
    const { told, ran } = await show(url);
    assert.deepEqual(ran, []);
    assert.ok((told[0]?.height ?? 0) > 10);
    const html = await (await fetch(bench.url + url)).text();
    assert.ok(html.includes("&lt;b&gt;đậm&lt;/b&gt;") && html.includes('href="https://a.vn/x"'));
  });

  it("counts the pictures it leaves out, and shows those that come with the letter", async () => {
    const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==";
    const leakUrl = `http://127.0.0.1:${(leak.address() as AddressInfo).port}`;
    const mail = `--r\r\nContent-Type: text/html\r\n\r\n<img src="cid:p@x"><img src="${leakUrl}/a.png"><img src="${leakUrl}/b.png">\r\n--r\r\nContent-Type: image/png\r\nContent-ID: <p@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n${pixel}\r\n--r--`;
    const url = await frameOf("ảnh", 'multipart/related; boundary="r"', mail);
    const { told } = await show(url);
    assert.equal(told[0]?.blockedImages, 2);
    const html = await (await fetch(bench.url + url)).text();
    const src = /<img src="(\/m\/[^"]+)"/.exec(html)?.[1] ?? "";
    const picture = await fetch(bench.url + src);
    assert.deepEqual([picture.status, picture.headers.get("content-type")], [200, "image/png"]);
    assert.ok(Buffer.from(pixel, "base64").equals(Buffer.from(await picture.arrayBuffer())));
    // With the reader's leave they come through our proxy, which knows no way to an address on this machine.
    const allowed = await frameOf("ảnh", 'multipart/related; boundary="r"', mail, true);
    assert.equal((await show(allowed)).told[0]?.blockedImages, 0);
    assert.deepEqual(asked, []);
  });
});
