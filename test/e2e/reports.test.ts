import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readSpreadsheet } from "@congthu/server/lib/spreadsheet";
import type { Page } from "playwright-core";
import { openWindow, PHONE } from "../harness/browser.ts";
import { type DemoPerson, type DemoServer, startDemo } from "../harness/demo-server.ts";

const PERIOD = "Báo cáo quý III năm 2026";
const PROBLEM = "Đường truyền chưa ổn định.";

/** Signs in where `path` leads, with the keyboard. */
async function signIn(demo: DemoServer, who: DemoPerson, path: string, size?: typeof PHONE): Promise<Page> {
  const page = await openWindow({ baseUrl: demo.url, ...(size ? { size } : {}) });
  await page.goto(path);
  const form = page.getByRole("form", { name: "Đăng nhập" });
  await page.getByText("Thông báo về thống kê sử dụng thư").click();
  await page.getByText("chỉ quản trị viên của chính cơ quan bạn xem được").waitFor();
  await form.getByRole("textbox").first().fill(who.address);
  await form.locator("input[type=password]").fill(who.password);
  await page.keyboard.press("Enter");
  await form.waitFor({ state: "detached" });
  return page;
}

describe("reports in the console", function () {
  this.timeout(120_000);
  let demo: DemoServer;
  let reviewer: Page;
  let administrator: Page;
  before(async () => {
    demo = await startDemo();
    const [watcher] = demo.roles.usageReviewer;
    const [admin] = demo.roles.agencyAdministrator;
    assert.ok(watcher && admin);
    reviewer = await signIn(demo, watcher, "/admin/reports");
    administrator = await signIn(demo, admin, "/admin/reports");
  });
  after(async () => {
    await reviewer?.context().close();
    await administrator?.context().close();
    await demo?.close();
  });

  it("the department opens a period and sees who has not reported", async () => {
    await reviewer.getByRole("button", { name: "Lập kỳ báo cáo" }).click();
    const dialog = reviewer.getByRole("dialog", { name: "Lập kỳ báo cáo" });
    await dialog.getByLabel("Tên kỳ").fill(PERIOD);
    for (const [label, day] of [
      ["Từ ngày", "01/07/2026"],
      ["Đến ngày", "30/09/2026"],
      ["Hạn gửi", "05/10/2026"],
    ] as const) {
      await dialog.getByLabel(label).fill(day);
      await dialog.getByLabel(label).press("Tab");
    }
    await dialog.getByRole("button", { name: "Lập kỳ" }).click();
    const table = reviewer.getByRole("table", { name: `Báo cáo của cơ quan: ${PERIOD}` });
    await table.waitFor();
    assert.ok((await table.getByText("chưa báo cáo").count()) > 10);
    assert.equal(await table.getByRole("button", { name: "Điền báo cáo" }).count(), 0);
  });

  it("an agency's administrator fills in the own report and sees no other agency's", async () => {
    await administrator.reload();
    await administrator.getByRole("button", { name: PERIOD }).click();
    const table = administrator.getByRole("table", { name: `Báo cáo của cơ quan: ${PERIOD}` });
    await table.waitFor();
    assert.equal(await table.getByRole("row").count(), 2);
    await table.getByRole("button", { name: "Điền báo cáo" }).click();
    const dialog = administrator.getByRole("dialog");
    await dialog.getByLabel("Tổng số CBCCVC, NLĐ").fill("40");
    await dialog.getByLabel("Trong đó lãnh đạo, quản lý").fill("5");
    await dialog.getByLabel("Đã rà soát, cập nhật công khai danh bạ").check();
    await dialog.getByLabel("Tồn tại, vướng mắc").fill(PROBLEM);
    await dialog.getByRole("button", { name: "Gửi báo cáo" }).click();
    await table.getByText(PROBLEM).waitFor();
    const word = administrator.waitForEvent("download");
    await table.getByRole("link", { name: "Word" }).click();
    const file = readFileSync(await (await word).path());
    assert.equal(file.subarray(0, 2).toString(), "PK");
  });

  it("the department freezes the report, downloads it, and it proves to be what it was", async () => {
    await reviewer.reload();
    await reviewer.getByRole("button", { name: "Chốt báo cáo" }).click();
    const frozen = reviewer.getByRole("table", { name: "Báo cáo đã chốt" });
    const row = frozen.getByRole("row").filter({ hasText: "01/07/2026 – 30/09/2026" });
    await row.getByRole("button", { name: "Tải về" }).click();
    const arrives = reviewer.waitForEvent("download");
    await reviewer.getByRole("menuitem", { name: "Bảng tính Excel (XLSX)" }).click();
    const [table] = await readSpreadsheet(readFileSync(await (await arrives).path()));
    assert.equal(table?.name, "Biểu tổng hợp");
    await row.getByRole("button", { name: "Kiểm tra" }).click();
    await reviewer.getByText("Nội dung đúng với mã kiểm tra").waitFor();
    await reviewer.keyboard.press("Escape");
  });

  it("every figure explains itself in numbers; the days and grades are tables", async () => {
    await reviewer.goto("/admin/usage?period=quarter");
    const table = reviewer.getByRole("region", { name: "Số liệu theo cơ quan, đơn vị" }).getByRole("table");
    await table.getByTitle("Giải thích số này").nth(6).click();
    const drawer = reviewer.getByRole("dialog", { name: /Giải thích số liệu/ });
    await drawer.getByRole("table").getByText("Thường xuyên sử dụng").waitFor();
    assert.equal(await drawer.getByRole("button", { name: "Xem theo người" }).count(), 0, "a reviewer sees no names");
    await reviewer.keyboard.press("Escape");
    const days = reviewer.getByRole("table", { name: "Số người sử dụng theo ngày" });
    assert.ok((await days.getByRole("cell").count()) > 30);
    await reviewer.getByRole("table", { name: "Số cơ quan theo mức xếp loại" }).getByText(/Tốt/).waitFor();
    await reviewer.getByRole("table", { name: "Cao nhất" }).waitFor();
  });

  it("fits a phone's width", async () => {
    const [watcher] = demo.roles.usageReviewer;
    assert.ok(watcher);
    const page = await signIn(demo, watcher, "/admin/reports", PHONE);
    await page.getByRole("table", { name: "Báo cáo đã chốt" }).waitFor();
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assert.ok(Number(overflow) <= 0, `${overflow} px too wide`);
    await page.context().close();
  });
});
