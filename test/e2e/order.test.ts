import assert from "node:assert/strict";
import { doDue } from "@congthu/server/core/records/do-due";
import type { Page } from "playwright-core";
import { type MailBench, openMailBench, rowsOf } from "../harness/mail-bench.ts";

describe("order in mail", function () {
  this.timeout(60_000);
  let bench: MailBench;
  let page: Page;
  before(async () => {
    bench = await openMailBench();
  });
  afterEach(() => page?.context().close());
  after(() => bench.close());

  const deliver = (to: "anh" | "binh" | "chi" | "vanthu" | "sonv", subject: string) => {
    bench.now.ms += 60_000;
    const head = `From: lan@x.gov.vn\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x>`;
    return bench.deliver(`${head}\r\n\r\nx\r\n`, [bench.province.accounts[to]]);
  };
  const row = (subject: string) => rowsOf(page).filter({ hasText: subject });
  const folder = (name: RegExp) =>
    page.getByRole("navigation", { name: "Thư mục" }).getByRole("link", { name }).first();

  it("makes a rule in plain words, tries it on the inbox, and has it followed", async () => {
    await deliver("anh", "Bao-cao-cu");
    page = await bench.enter("anh", { path: "/#/cai-dat/loc-thu" });
    await page.getByRole("button", { name: "Tạo bộ lọc" }).click();
    await page.getByRole("button", { name: "Lưu", exact: true }).click();
    await page.getByText("Hãy đặt tên bộ lọc.").waitFor();
    await page.getByLabel("Tên bộ lọc").fill("Báo cáo");
    await page.getByLabel("Điều kiện 1", { exact: true }).selectOption({ label: "tiêu đề chứa" });
    await page.getByLabel("Nội dung điều kiện 1").fill("bao-cao");
    await page.getByLabel("Đích của thao tác 1").selectOption({ label: "Lưu trữ" });
    await page.getByRole("button", { name: "Chạy thử" }).click();
    await page.getByText("Khớp 1 trong 1 thư gần đây").waitFor();
    await page.getByText("Bao-cao-cu").waitFor();
    await page.getByRole("button", { name: "Lưu", exact: true }).click();
    await page.getByRole("switch", { name: "Bật bộ lọc Báo cáo" }).waitFor();
    await deliver("anh", "Bao-cao-moi");
    await page.getByRole("button", { name: "Trở lại hộp thư" }).click();
    await folder(/^Lưu trữ/).click();
    await row("Bao-cao-moi").waitFor();
    assert.equal(await row("Bao-cao-cu").count(), 0);
  });

  it("makes folders in folders, moves them and takes that back", async () => {
    page = await bench.enter("chi");
    const tree = page.getByRole("navigation", { name: "Thư mục" });
    for (const name of ["Việc năm 2026", "Họp"]) {
      await page.getByRole("button", { name: "Tạo thư mục" }).first().click();
      await page.getByLabel("Tên thư mục").fill(name);
      await page.getByRole("dialog").getByRole("button", { name: "Lưu" }).click();
      await tree.getByRole("link", { name }).waitFor();
    }
    await tree.getByRole("link", { name: "Họp", exact: true }).hover();
    await page.getByRole("button", { name: "Thao tác với thư mục Họp" }).click();
    await page.getByRole("menuitem", { name: "Chuyển vào thư mục khác" }).click();
    await page.getByLabel("Nằm trong thư mục").selectOption({ label: "Việc năm 2026" });
    await page.getByRole("dialog").getByRole("button", { name: "Lưu" }).click();
    const collapse = tree.getByRole("button", { name: "Thu gọn thư mục con của Việc năm 2026" });
    await collapse.waitFor();
    await page.getByRole("button", { name: "Hoàn tác" }).click();
    await collapse.waitFor({ state: "detached" });
  });

  it("keeps the reply for the time of an absence, with its days", async () => {
    page = await bench.enter("chi", { path: "/#/cai-dat/vang-mat" });
    await page.getByRole("switch", { name: "Bật trả lời tự động" }).check({ force: true });
    await page.getByLabel("Nội dung").fill("Tôi đi công tác.");
    await page.getByLabel("Từ ngày").click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /\b15\b/ })
      .first()
      .click();
    const from = await page.getByLabel("Từ ngày").innerText();
    await page.getByRole("button", { name: "Lưu", exact: true }).click();
    await page.getByText("Đã lưu trả lời tự động").waitFor();
    await page.reload();
    await page.getByLabel("Nội dung").waitFor();
    assert.equal(await page.getByLabel("Nội dung").inputValue(), "Tôi đi công tác.");
    assert.equal(await page.getByLabel("Từ ngày").innerText(), from);
  });

  it("says in an agency's mailbox who takes care of a letter", async () => {
    await deliver("sonv", "Cong-van-den");
    page = await bench.enter("binh");
    await page
      .getByRole("region", { name: "Sở Nội vụ" })
      .getByRole("link", { name: /^Hộp thư đến/ })
      .click();
    await row("Cong-van-den").getByRole("link").click();
    await page.getByText("Chưa ai nhận xử lý thư này.").waitFor();
    await page.getByRole("button", { name: "Nhận xử lý" }).click();
    await page.getByText("Bạn đang xử lý thư này.").waitFor();
    await page.getByRole("button", { name: "Đã xong" }).click();
    await page.getByText(/đã xử lý xong/).waitFor();
  });

  it("puts a letter aside until the afternoon, when it comes back unread", async () => {
    await deliver("chi", "Xem-sau");
    page = await bench.enter("chi");
    await page.clock.setFixedTime(bench.now.ms);
    await row("Xem-sau").getByRole("link").click();
    await page.getByRole("button", { name: "Để sau, nhắc lại" }).click();
    await page.getByRole("menuitem", { name: "Chiều nay, 14:00" }).click();
    await page.getByText(/Thư sẽ trở lại Thứ Hai, 02\/03\/2026 14:00/).waitFor();
    await row("Xem-sau").waitFor({ state: "detached" });
    await folder(/^Xem lại sau/).click();
    await row("Xem-sau").waitFor();
    await folder(/^Hộp thư đến/).click();
    bench.now.ms = Date.parse("2026-03-02T07:00:00Z");
    assert.equal(await doDue(bench.app), 1);
    await row("Xem-sau").waitFor();
    await folder(/^Hộp thư đến.*1/).waitFor();
  });

  it("reminds of a letter that nobody answered in five days, and of no other", async () => {
    for (const subject of ["Cho-tra-loi", "Da-tra-loi"]) {
      await deliver("vanthu", subject);
      page = await bench.enter("vanthu");
      await page.clock.setFixedTime(bench.now.ms);
      await row(subject).getByRole("link").click();
      await page.getByRole("button", { name: "Để sau, nhắc lại" }).click();
      await page.getByRole("menuitem", { name: "5 ngày" }).click();
      await page.getByText(/^Sẽ nhắc bạn .* nếu chưa có trả lời$/).waitFor();
      await page.context().close();
    }
    bench.now.ms += 60_000;
    const head = "From: lan@x.gov.vn\r\nSubject: Re: Da-tra-loi\r\nMessage-ID: <tl@x>\r\nIn-Reply-To: <Da-tra-loi@x>";
    await bench.deliver(`${head}\r\n\r\nx\r\n`, [bench.province.accounts.vanthu]);
    bench.now.ms += 6 * 86_400_000;
    assert.equal(await doDue(bench.app), 2);
    page = await bench.enter("vanthu");
    await page.getByText("Chưa có trả lời: Cho-tra-loi").waitFor();
    assert.equal(await page.getByText("Chưa có trả lời: Da-tra-loi").count(), 0);
    await page.getByRole("button", { name: "Xong", exact: true }).click();
    await page.getByText("Chưa có trả lời: Cho-tra-loi").waitFor({ state: "detached" });
  });
});
