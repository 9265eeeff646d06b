import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { takeScreens } from "../harness/browser.ts";
import { type MailBench, openMailBench, rowsOf } from "../harness/mail-bench.ts";

describe("personal contacts", function () {
  this.timeout(60_000);
  let bench: MailBench;
  let page: Page;
  before(async () => {
    bench = await openMailBench();
    const head = "From: =?UTF-8?Q?Ph=E1=BA=A1m_Qu=E1=BB=91c_B=E1=BA=A3o?= <bao@congty.vn>\r\nMessage-ID: <b@x>";
    await bench.deliver(`${head}\r\nSubject: Chao-gia\r\n\r\nx\r\n`, [bench.province.accounts.anh]);
    page = await bench.enter("anh");
  });
  after(async () => {
    await page?.context().close();
    await bench.close();
  });

  it("are taken from a letter, suggested as recipients, changed and deleted", async () => {
    await rowsOf(page).filter({ hasText: "Chao-gia" }).getByRole("link").click();
    await page.getByRole("button", { name: "Hiện chi tiết" }).last().click();
    await page.getByRole("button", { name: "Thêm Phạm Quốc Bảo vào danh bạ cá nhân" }).click();
    const dialog = page.getByRole("dialog", { name: "Thêm liên hệ" });
    assert.equal(await dialog.getByLabel("Họ và tên").inputValue(), "Phạm Quốc Bảo");
    await dialog.getByLabel("Cơ quan, tổ chức").fill("Công ty Bảo An");
    await dialog.getByRole("button", { name: "Lưu" }).click();
    await page.getByText("Đã lưu vào danh bạ cá nhân").waitFor();

    await page.getByRole("button", { name: "Soạn thư" }).first().click();
    const to = page.getByLabel("Đến", { exact: true });
    await to.fill("quoc bao");
    await page.getByRole("option", { name: /Phạm Quốc Bảo.*Công ty Bảo An.*bao@congty\.vn/ }).waitFor();
    if (process.env.SCREENS) await takeScreens(page, "contact-option");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Bỏ Phạm Quốc Bảo" }).waitFor();
    await page.getByRole("button", { name: "Lưu nháp và đóng" }).click();

    await page.goto("/#/cai-dat/danh-ba");
    await page.getByLabel("Tìm trong danh bạ cá nhân").fill("bao an");
    const list = page.getByRole("list", { name: "Danh bạ cá nhân" });
    await list.getByText("bao@congty.vn · Công ty Bảo An").waitFor();
    if (process.env.SCREENS) await takeScreens(page, "contacts");
    await page.getByRole("button", { name: "Sửa Phạm Quốc Bảo" }).click();
    await page.getByLabel("Điện thoại").fill("0216 385 1234");
    await page.getByRole("button", { name: "Lưu", exact: true }).click();
    await list.getByText("0216 385 1234").waitFor();
    await page.getByRole("button", { name: "Xóa Phạm Quốc Bảo" }).click();
    await page.getByRole("button", { name: "Xóa liên hệ", exact: true }).click();
    await page.getByText("Danh bạ cá nhân còn trống.").waitFor();
  });
});
