import assert from "node:assert/strict";
import { openThread } from "../../lib/thread-calls.ts";
import { sanitizeMessageHtml } from "../../mime/sanitize-html.ts";
import { type CleanedHtml, type CleanOrder, cleanHtml } from "./clean-html.ts";

const row =
  '<tr onclick="x()"><td style="color:red">Đồng</td><td><img src="https://anh.vn/a.png?b=1&amp;c=2"><img src="cid:dau"></td></tr>';
const short = `<table>${row}</table>`;
const long = `<table>${row.repeat(1_000)}</table><script>x()</script>`;
const embedded = new Map([["dau", "/m/t/part/2"]]);
const proxied = (url: string) => `/m/t/remote/${Buffer.from(url).toString("base64url")}`;

describe("HTML made harmless, short or long", () => {
  const failures: Error[] = [];
  const htmlThread = openThread<CleanOrder, CleanedHtml>(new URL("../../html-thread.ts", import.meta.url), (err) =>
    failures.push(err),
  );
  after(() => htmlThread.close());

  for (const [name, html] of [
    ["short", short],
    ["long", long],
  ] as const) {
    for (const remote of [proxied, null]) {
      it(`${name}, pictures from the net ${remote ? "through the proxy" : "left out"}`, async () => {
        const clean = await cleanHtml({ htmlThread }, html, { embedded, remote });
        const expected = sanitizeMessageHtml(html, {
          embedded: (cid) => embedded.get(cid) ?? null,
          remote: (url) => remote?.(url) ?? null,
        });
        assert.equal(clean.html, expected.html);
        assert.equal(clean.blockedImages, expected.blockedImages);
        assert.equal(clean.html.includes("/m/t/remote/"), remote !== null);
        assert.deepEqual(failures, []);
      });
    }
  }

  it("a thread that breaks refuses what it was asked, and another takes its place", async () => {
    const told: string[] = [];
    const broken = openThread<CleanOrder, CleanedHtml>(new URL("data:text/javascript,throw new Error('gone')"), (err) =>
      told.push(err.message),
    );
    for (let n = 0; n < 2; n++)
      await assert.rejects(cleanHtml({ htmlThread: broken }, long, { embedded, remote: null }), /gone/);
    assert.deepEqual(told, ["gone", "gone"]);
    await broken.close();
  });
});
