import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type MailBench, openMailBench, rowsOf } from "../harness/mail-bench.ts";

const MARK = `"><img src=x onerror="document.title='ran'"><svg onload="document.title='ran'">{{7*7}}`;
const FILES = [
  ["trang.html", "text/html", "<script>document.title='ran'</script>"],
  ["hinh.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload=\"document.title='ran'\"/>"],
  [
    "trang.xhtml",
    "application/xhtml+xml",
    "<html xmlns='http://www.w3.org/1999/xhtml'><script>top.ran=1</script></html>",
  ],
  ["lenh.js", "text/javascript", "document.title='ran'"],
] as const;

/** What mail programs wrote into their own page: names, subjects, file names, invitations, plain text (peers-webmail §3.2). */
describe("hostile words around a letter", function () {
  this.timeout(60_000);
  let bench: MailBench;
  let page: Page;
  before(async () => {
    bench = await openMailBench();
  });
  after(async () => {
    await page?.context().close();
    await bench.close();
  });

  const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
  const part = (name: string, type: string, body: string) =>
    `--r\r\nContent-Type: ${type}; charset=utf-8; name="${word(name)}"\r\nContent-Disposition: attachment; filename="${word(name)}"\r\n\r\n${body}\r\n`;
  const invitation = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261123T010000Z\r\nSUMMARY:${MARK}\r\nDESCRIPTION:${MARK}\r\nLOCATION:javascript:top.ran=1\r\nX-ALT-DESC;FMTTYPE=text/html:${MARK}\r\nEND:VEVENT\r\nEND:VCALENDAR`;

  it("are words in the list, the letter, its files and the answer", async () => {
    const mail = [
      `From: ${word(MARK)} <a@example.vn>`,
      `Reply-To: ${word(MARK)} <b@example.vn>`,
      `To: ${word(MARK)} <anh@x.vn>`,
      `Subject: ${word(`Giấy mời ${MARK}`)}`,
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="r"',
      "",
      `--r\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${MARK} https://a.vn/"onmouseover="document.title='ran' javascript:document.title='ran'\r\n`,
    ].join("\r\n");
    const files = FILES.map(([name, type, body]) => part(name, type, body)).join("");
    const whole = `${mail}${part(`${MARK}.txt`, "text/plain", "x")}${files}${part("moi.ics", "text/calendar; method=REQUEST", invitation)}--r--\r\n`;
    await bench.deliver(Buffer.from(whole), [bench.province.accounts.anh]);
    page = await bench.enter("anh");
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    // A refusal by the policy would mean that markup had come as far as the page.
    await page.evaluate(
      `addEventListener("securitypolicyviolation", (e) => (window.refused ??= []).push(e.blockedURI))`,
    );
    const check = async (where: string) => {
      const found = await page.evaluate(
        `[document.querySelectorAll('img[src="x"], [onerror], [onload], [onmouseover], a[href^="javascript"]').length, window.refused ?? [], document.title]`,
      );
      const [elements, refused, title] = found as [number, string[], string];
      assert.deepEqual([elements, refused], [0, []], where);
      assert.ok(!title.startsWith("ran"), where);
      assert.deepEqual(dialogs, [], where);
    };
    const row = rowsOf(page).filter({ hasText: "Giấy mời" });
    await row.getByText("onerror").first().waitFor();
    await check("the list");
    await row.getByRole("link").click();
    const letter = page.getByRole("main", { name: "Nội dung thư" });
    await letter.getByRole("heading", { name: /Giấy mời.*onerror/ }).waitFor();
    await page.frameLocator("iframe").first().getByText("{{7*7}}").waitFor();
    await letter.getByText("trang.xhtml").first().waitFor();
    await check("the letter");
    await page.keyboard.press("r");
    await page.getByRole("textbox", { name: "Nội dung", exact: true }).waitFor();
    await check("the answer");
    await page.getByRole("button", { name: "Lưu nháp và đóng" }).click();
    await check("the list again");
  });

  it("come as files to keep, whatever type is asked for", async () => {
    const anh = await bench.signIn("anh");
    const { list } = await anh.call<{ list: { attachments: { blobId: string; name: string }[] }[] }>("Email/get", {
      ids: (await anh.call<{ ids: string[] }>("Email/query", {})).ids,
      properties: ["attachments"],
    });
    const files = list.flatMap((one) => one.attachments).filter(({ name }) => FILES.some(([own]) => own === name));
    assert.equal(files.length, FILES.length);
    for (const { blobId, name } of files)
      for (const type of ["text/html", "image/svg+xml", "application/xhtml+xml"]) {
        const path = `/jmap/download/${anh.accountId}/${blobId}/${name}?type=${encodeURIComponent(type)}`;
        const { status, headers } = await anh.fetch(path);
        assert.equal(status, 200);
        assert.match(headers.get("content-disposition") ?? "", /^attachment/);
        assert.equal(headers.get("x-content-type-options"), "nosniff");
        assert.match(headers.get("content-security-policy") ?? "", /sandbox; default-src 'none'/);
      }
  });
});
