import assert from "node:assert/strict";
import { fold } from "@congthu/shared/fold";
import type { Page } from "playwright-core";
import { takeScreens } from "../harness/browser.ts";
import { type DemoServer, startDemo } from "../harness/demo-server.ts";
import { rowsOf } from "../harness/mail-bench.ts";
import { signInAt } from "../harness/mail-page.ts";

describe("finding mail", function () {
  this.timeout(90_000);
  let demo: DemoServer;
  let page: Page;
  before(async () => {
    demo = await startDemo();
    const [clerk] = demo.roles.clerk;
    assert.ok(clerk);
    page = await signInAt(demo, clerk, "/");
    await rowsOf(page).first().waitFor();
  });
  after(async () => {
    await page?.context().close();
    await demo?.close();
  });

  const box = () => page.getByRole("searchbox", { name: "Tìm thư" });
  const find = async (query: string) => {
    await box().fill(query);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Kết quả tìm kiếm" }).waitFor();
  };
  const chip = (name: string) => page.getByRole("list", { name: "Điều kiện tìm" }).getByText(name, { exact: true });
  const results = () => page.getByRole("status").getByText(/kết quả/);

  it("takes operators of both languages, shows them as chips, and drops one at a click", async () => {
    await find("thông báo tiêu đề:bảo");
    await chip("thông báo").waitFor();
    await chip("tiêu đề: bảo").waitFor();
    await rowsOf(page).first().locator("mark").first().waitFor();
    const both = await results().innerText();
    await page.getByRole("button", { name: "Bỏ điều kiện tiêu đề: bảo" }).click();
    await chip("tiêu đề: bảo").waitFor({ state: "detached" });
    await page.waitForFunction(`document.querySelector("[role=status]")?.textContent !== ${JSON.stringify(both)}`);
    assert.equal(await box().inputValue(), "thông báo");
    await find("subject:bao after:01/01/2026 -from:khongcoai");
    await chip("không có người gửi: khongcoai").waitFor();
    await rowsOf(page).first().waitFor();
  });

  it("puts what is spelled as it was typed first", async () => {
    await find("bảo");
    await rowsOf(page).first().locator("mark").first().waitFor();
    const marks = await rowsOf(page).first().locator("mark").allInnerTexts();
    assert.ok(
      marks.some((mark) => /^bảo/i.test(mark.normalize("NFC"))),
      marks.join(),
    );
  });

  it("marks what was sought in the opened letter, without touching its document", async () => {
    await find("nội dung:phòng");
    await rowsOf(page).first().getByRole("link").click();
    const letter = page.frameLocator("iframe").first().locator("body");
    const handle = await page.locator("iframe").first().elementHandle();
    await (await handle?.contentFrame())?.waitForLoadState("load");
    const marked = await letter.evaluate(`[...(CSS.highlights.get("sought") ?? [])].map(String)`);
    const words = (marked as string[]).map((word) => fold(word));
    assert.ok(words.length > 0 && words.every((word) => word === "phong"), JSON.stringify(marked));
    assert.equal(await letter.locator("mark").count(), 0);
    if (process.env.SCREENS) await takeScreens(page, "sought");
    await page.goto("/#/");
    await rowsOf(page).first().getByRole("link").click();
    await page.frameLocator("iframe").first().locator("body").waitFor();
    const none = page.frameLocator("iframe").first().locator("body");
    assert.equal(await none.evaluate(`CSS.highlights.size`), 0);
  });

  it("says what it does not understand", async () => {
    await find("trước:45/45/2026 trong:khongco");
    await page.getByText("Không hiểu ngày “45/45/2026”.").waitFor();
    await page.getByText("Không có thư mục “khongco”.").waitFor();
  });

  it("completes operators from their beginning, by keyboard", async () => {
    await box().fill("chua d");
    await page.getByRole("option", { name: /chưa đọc/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await box().inputValue(), "chưa đọc ");
    await page.keyboard.press("Enter");
    await chip("Chưa đọc").waitFor();
  });

  it("keeps a search among the folders, and forgets it", async () => {
    await find("gắn cờ");
    await page.getByRole("button", { name: "Lưu phép tìm này" }).click();
    await page.getByLabel("Tên phép tìm").fill("Việc theo dõi");
    await page.getByRole("dialog").getByRole("button", { name: "Lưu" }).click();
    await page.goto("/#/");
    await page.getByRole("region", { name: "Phép tìm đã lưu" }).getByRole("link", { name: "Việc theo dõi" }).click();
    await chip("Gắn cờ").waitFor();
    await page.getByRole("button", { name: "Bỏ lưu phép tìm này" }).click();
    await page.getByRole("region", { name: "Phép tìm đã lưu" }).waitFor({ state: "detached" });
  });
});
