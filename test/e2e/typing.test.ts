import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { openWindow } from "../harness/browser.ts";
import { type DemoServer, startDemo } from "../harness/demo-server.ts";

/** What stands in a field; runs in the page. */
function writtenIn(field: unknown): string {
  const { value, innerText } = field as { value?: string; innerText: string };
  return value ?? innerText;
}

describe("typing Vietnamese in every field", function () {
  this.timeout(120_000);
  let demo: DemoServer;
  let page: Page;
  const body = () => page.getByRole("textbox", { name: "Nội dung", exact: true });

  before(async () => {
    demo = await startDemo();
    const [who] = demo.roles.official;
    assert.ok(who);
    page = await openWindow({ baseUrl: demo.url });
    await page.goto("/");
    await page.getByLabel("Địa chỉ thư").fill(who.address);
    await page.getByLabel("Mật khẩu", { exact: true }).fill(who.password);
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await page.getByRole("list", { name: "Danh sách thư" }).getByRole("listitem").first().waitFor();
    await page.getByRole("button", { name: "Soạn thư" }).first().click();
    await body().waitFor();
  });
  after(async () => {
    await page.context().close();
    await demo.close();
  });

  /** UniKey and EVKey: the keys of Telex, each letter that gets a mark deleted by real Backspaces and put in anew. */
  async function unikey(): Promise<void> {
    await page.keyboard.type("tie");
    await page.keyboard.press("Backspace");
    await page.keyboard.insertText("ê");
    await page.keyboard.type("ng");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Backspace");
    await page.keyboard.insertText("ếng");
    await page.keyboard.type(" d");
    await page.keyboard.press("Backspace");
    await page.keyboard.insertText("đ");
    await page.keyboard.type("uo");
    for (let i = 0; i < 2; i++) await page.keyboard.press("Backspace");
    await page.keyboard.insertText("ường");
  }

  /** The Telex of Windows and of phones: a composition that changes until it is done. */
  async function telex(): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    for (const text of ["t", "ti", "tie", "tiê", "tiên", "tiêng", "tiếng"])
      await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await cdp.send("Input.insertText", { text: "tiếng" });
    await page.keyboard.insertText(" ");
    for (const text of ["d", "đ", "đư", "đươ", "đươn", "đường"])
      await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await cdp.send("Input.insertText", { text: "đường" });
    await cdp.detach();
  }

  const fields: [string, () => Locator][] = [
    ["the recipients", () => page.getByLabel("Đến", { exact: true })],
    ["the subject", () => page.getByLabel("Tiêu đề")],
    ["the text", body],
    ["the search", () => page.getByRole("searchbox", { name: "Tìm thư" })],
  ];
  for (const [name, field] of fields)
    for (const [method, type] of [
      ["UniKey", unikey],
      ["Telex", telex],
    ] as const)
      it(`${method} in ${name}`, async () => {
        const at = field();
        await at.click();
        await page.keyboard.press("Control+a");
        await page.keyboard.press("Delete");
        await type();
        const written = await at.evaluate(writtenIn);
        assert.equal(written.trim(), "tiếng đường");
        assert.equal(written, written.normalize("NFC"));
        await page.keyboard.press("Control+a");
        await page.keyboard.press("Delete");
      });

  it("decomposed text that is pasted goes out composed", async () => {
    const nfd = "Đường Nguyễn Huệ".normalize("NFD");
    await body().click();
    await page.keyboard.press("Control+Home");
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", ${JSON.stringify(nfd)});
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }`);
    const written = await body().innerText();
    assert.ok(written.includes(nfd.normalize("NFC")), written);
  });
});
