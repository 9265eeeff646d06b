import assert from "node:assert/strict";
import { putDelegations } from "@congthu/server/store/grants";
import type { Page } from "playwright-core";
import { takeScreens } from "../harness/browser.ts";
import { type MailBench, openMailBench, rowsOf } from "../harness/mail-bench.ts";

/** What the people of one agency share: templates, and the mailbox of the agency with those who work in it. */
describe("an agency's mail", function () {
  this.timeout(60_000);
  let bench: MailBench;
  const pages: Page[] = [];
  before(async () => {
    bench = await openMailBench();
  });
  afterEach(() => Promise.all(pages.splice(0).map((page) => page.context().close())));
  after(() => bench.close());

  const enter = async (...args: Parameters<MailBench["enter"]>) => {
    const page = await bench.enter(...args);
    pages.push(page);
    return page;
  };
  const body = (page: Page) => page.getByRole("textbox", { name: "Nội dung", exact: true });
  const compose = async (page: Page) => {
    await page.getByRole("button", { name: "Soạn thư" }).first().click();
    await body(page).waitFor();
  };

  it("has templates kept by its clerk, which everybody of the agency puts into letters", async () => {
    const clerk = await enter("binh", { path: "/#/cai-dat/mau-thu" });
    await clerk.getByRole("tabpanel", { name: "Mẫu thư" }).getByLabel("Địa chỉ").selectOption({ label: "Sở Nội vụ" });
    await clerk.getByText("dùng được cho mọi cán bộ của Sở Nội vụ").waitFor();
    await clerk.getByRole("button", { name: "Tạo mẫu thư" }).click();
    await clerk.getByRole("button", { name: "Lưu", exact: true }).click();
    await clerk.getByText("Hãy nhập tên.").waitFor();
    await clerk.getByLabel("Tên mẫu").fill("Giấy mời họp");
    await clerk.getByRole("tabpanel", { name: "Mẫu thư" }).getByLabel("Tiêu đề").fill("Mời họp giao ban");
    await body(clerk).click();
    await clerk.keyboard.type("Trân trọng kính mời Ông/Bà dự họp.");
    if (process.env.SCREENS) await takeScreens(clerk, "template-form");
    await clerk.getByRole("button", { name: "Lưu", exact: true }).click();
    await clerk.getByText("Giấy mời họp", { exact: true }).waitFor();

    const page = await enter("anh");
    await compose(page);
    await page.getByRole("button", { name: "Mẫu thư" }).click();
    await page.getByText("Mẫu của cơ quan").waitFor();
    if (process.env.SCREENS) await takeScreens(page, "template-menu");
    await page.getByRole("menuitem", { name: "Giấy mời họp" }).click();
    await body(page).getByText("Trân trọng kính mời Ông/Bà dự họp.").waitFor();
    assert.equal(await page.getByLabel("Tiêu đề").inputValue(), "Mời họp giao ban");

    await page.getByRole("button", { name: "Mẫu thư" }).click();
    await page.getByRole("menuitem", { name: "Lưu thư này thành mẫu…" }).click();
    await page.getByLabel("Tên mẫu").fill("Mẫu của Ánh");
    await page.getByRole("button", { name: "Lưu", exact: true }).click();
    await page.getByText("Đã lưu mẫu thư “Mẫu của Ánh”").waitFor();
    await page.getByRole("button", { name: "Mẫu thư" }).click();
    await page.getByRole("menuitem", { name: "Quản lý mẫu thư" }).click();
    await page.getByRole("button", { name: "Xóa mẫu Mẫu của Ánh" }).click();
    await page.getByRole("button", { name: "Xóa mẫu thư", exact: true }).click();
    await page.getByText("Chưa có mẫu thư nào ở hộp thư này.").waitFor();
    await page.getByText("Cơ quan có sẵn: Giấy mời họp.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Sửa mẫu Giấy mời họp" }).count(), 0);
  });

  it("leaves in the agency's name, and its reader sees who sent it on its behalf", async () => {
    const clerk = await enter("binh", { likes: { undoSeconds: 0 } });
    await compose(clerk);
    const window = clerk.getByRole("dialog", { name: /^Soạn thư/ });
    const chooser = clerk.waitForEvent("filechooser");
    await window.getByRole("button", { name: "Đính kèm tệp" }).click();
    await (await chooser).setFiles([
      { name: "Phụ lục.txt", mimeType: "text/plain", buffer: Buffer.from("x".repeat(2048)) },
    ]);
    await window.getByRole("list", { name: "Tệp đính kèm" }).getByText("2 KB").waitFor();
    const from = window.getByLabel("Từ", { exact: true });
    await from.selectOption({ label: "Sở Nội vụ – Đỗ Văn Bình thay mặt <sonv@tinh.gov.vn>" });
    await window.getByLabel("Đến", { exact: true }).fill("anh@tinh.gov.vn");
    await clerk.keyboard.press("Enter");
    await window.getByLabel("Tiêu đề").fill("Thông báo của Sở");
    if (process.env.SCREENS) await takeScreens(clerk, "behalf-writing");
    await window.getByRole("button", { name: "Gửi", exact: true }).click();
    await clerk.getByText("Đã gửi thư").waitFor();

    const page = await enter("anh");
    await rowsOf(page).filter({ hasText: "Thông báo của Sở" }).getByRole("link").click();
    await page.getByText("Sở Nội vụ – Đỗ Văn Bình thay mặt").waitFor();
    await page.getByText("Phụ lục.txt").first().waitFor();
    if (process.env.SCREENS) await takeScreens(page, "behalf-reading");
  });

  it("is given to another clerk, and says who is answering just now", async () => {
    const { anh, sonv } = bench.province.accounts;
    await bench.app.db.write((tx) =>
      putDelegations(tx, [{ owner_id: sonv, delegate_id: anh, rights: "full", since: 0, until: null }]),
    );
    await bench.deliver("From: chi@tinh.gov.vn\r\nSubject: Hoi-dap\r\nMessage-ID: <hd@x>\r\n\r\nx\r\n", [sonv]);
    const open = async (local: "anh" | "binh") => {
      const page = await enter(local, { likes: { undoSeconds: 0 } });
      await page
        .getByRole("region", { name: "Sở Nội vụ" })
        .getByRole("link", { name: /^Hộp thư đến/ })
        .click();
      await rowsOf(page).filter({ hasText: "Hoi-dap" }).getByRole("link").click();
      await page.getByText("Chưa ai nhận xử lý thư này.").waitFor();
      return page;
    };
    const [first, second] = [await open("binh"), await open("anh")];
    await first.getByRole("button", { name: "Giao cho" }).click();
    if (process.env.SCREENS) await takeScreens(first, "give");
    await first.getByRole("menuitem", { name: "Nguyễn Thị Ánh" }).click();
    await first.getByText("Nguyễn Thị Ánh đang xử lý thư này.").waitFor();
    await second.getByText("Bạn đang xử lý thư này.").waitFor();

    await second.getByRole("button", { name: "Trả lời", exact: true }).first().click();
    await body(second).waitFor();
    await first.getByText("Nguyễn Thị Ánh đang trả lời thư này.").waitFor();
    if (process.env.SCREENS) await takeScreens(first, "presence");
    await body(second).click();
    await second.keyboard.type("Đã rõ.");
    await second.getByRole("button", { name: "Gửi", exact: true }).click();
    await second.getByText("Đã gửi thư").waitFor();
    await first.getByText("Nguyễn Thị Ánh đang trả lời thư này.").waitFor({ state: "detached" });
  });
});
