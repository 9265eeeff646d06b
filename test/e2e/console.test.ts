import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readSpreadsheet, writeSpreadsheet } from "@congthu/server/lib/spreadsheet";
import { addDays, formatDay, localDay } from "@congthu/shared/dates";
import { createTransport } from "nodemailer";
import type { Download, Page } from "playwright-core";
import { openWindow, PHONE } from "../harness/browser.ts";
import { type DemoPerson, type DemoServer, startDemo } from "../harness/demo-server.ts";
import { slipPasswords } from "../harness/slip-passwords.ts";

const NEW_PASSWORD = "Duong-vao-ban-2026";
const bytesOf = async (download: Download) => readFileSync(await download.path());

async function signIn(demo: DemoServer, who: Pick<DemoPerson, "address" | "password">, path: string): Promise<Page> {
  const page = await openWindow({ baseUrl: demo.url });
  await page.goto(path);
  const form = page.getByRole("form", { name: "Đăng nhập" });
  await form.getByRole("textbox").first().fill(who.address);
  await form.locator("input[type=password]").fill(who.password);
  await page.keyboard.press("Enter");
  await form.waitFor({ state: "detached" });
  return page;
}

/** The list of Mẫu 1, Nghệ An 99/2025, as an agency hands it in: a title above, a faulty name among the others. */
function officialForm(): Promise<Uint8Array> {
  const row = (...cells: (string | number)[]) => cells.map((value) => ({ value }));
  const headings = ["STT", "Họ và tên", "Chức vụ", "Phòng/ban/đơn vị", "Số điện thoại", "Nội dung đề nghị"];
  const rows = [
    [{ value: "DANH SÁCH ĐỀ NGHỊ CẤP HỘP THƯ", across: 6 }],
    row(...headings),
    row(1, "Vàng A Sử", "Công chức", "", 912345678, "Cấp mới"),
    row(2, "Mùa Thị 99", "Công chức", "", "0912345679", "Cấp mới"),
    row(3, "Giàng Thị Dua", "Văn thư", "", "0912345670", "Cấp mới"),
  ];
  return writeSpreadsheet([{ name: "Mẫu 1", rows }], 0);
}

describe("the console", function () {
  this.timeout(180_000);
  let demo: DemoServer;
  let admin: Page;
  let second: Page;
  let agencyAdmin: Page;
  let reviewer: Page;
  const role = (name: keyof DemoServer["roles"], i = 0) => {
    const person = demo.roles[name][i];
    assert.ok(person, name);
    return person;
  };
  before(async () => {
    demo = await startDemo();
    admin = await signIn(demo, role("systemAdministrator"), "/admin/accounts");
    second = await signIn(demo, role("systemAdministrator", 1), "/admin/accounts");
    agencyAdmin = await signIn(demo, role("agencyAdministrator"), "/admin/accounts");
    reviewer = await signIn(demo, role("usageReviewer"), "/admin/accounts");
  });
  after(async () => {
    for (const page of [admin, second, agencyAdmin, reviewer]) await page?.context().close();
    await demo?.close();
  });

  it("takes a list in the official form: errors at their cells, run, slips, first sign-in, undo", async () => {
    await admin.goto("/admin/provisioning?tab=imports");
    await admin.getByRole("main").getByRole("button", { name: "Nhập danh sách" }).click();
    const dialog = admin.getByRole("dialog", { name: "Nhập danh sách" });
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    await admin
      .locator("input[type=file]")
      .setInputFiles({ name: "mau-1.xlsx", mimeType: type, buffer: Buffer.from(await officialForm()) });
    await dialog.getByRole("textbox", { name: "Số văn bản" }).fill("15/UBND-VP");
    await dialog.getByRole("button", { name: "Kiểm tra danh sách" }).click();
    await admin.getByRole("heading", { name: "mau-1.xlsx" }).waitFor();
    const faulty = admin.getByRole("row").filter({ hasText: "Mùa Thị 99" });
    await faulty.getByText("Họ và tên có ký tự lạ").waitFor();
    assert.equal(await faulty.locator("td[data-mark=error]").innerText(), "Mùa Thị 99");
    const address = /\S+@binhminh\.gov\.vn/;
    const given = await admin.getByRole("row").filter({ hasText: "Vàng A Sử" }).innerText();
    const newAddress = address.exec(given)?.[0] ?? "";
    assert.match(newAddress, /^suva/);

    await admin.getByRole("button", { name: "Bỏ qua dòng lỗi, thực hiện 2 dòng" }).click();
    const print = admin.getByRole("button", { name: "In phiếu bàn giao (PDF)" });
    await print.waitFor();
    const [slips] = await Promise.all([admin.waitForEvent("download"), print.click()]);
    const passwords = slipPasswords(await bytesOf(slips));
    assert.equal(passwords.length, 2);

    const newcomer = await openWindow({ baseUrl: demo.url });
    await newcomer.goto("/");
    let isIn = false;
    let used = "";
    for (const password of passwords) {
      used = password;
      const form = newcomer.getByRole("form", { name: "Đăng nhập" });
      await form.getByRole("textbox").first().fill(newAddress);
      await form.locator("input[type=password]").fill(password);
      await newcomer.keyboard.press("Enter");
      const own = newcomer.getByText("Đặt mật khẩu của riêng bạn");
      await own.or(newcomer.getByRole("alert")).first().waitFor();
      isIn = await own.isVisible();
      if (isIn) break;
    }
    assert.ok(isIn, "no slip opens the mailbox");
    const current = newcomer.getByLabel("Mật khẩu hiện tại", { exact: true });
    if (await current.isVisible()) await current.fill(used);
    for (const label of ["Mật khẩu mới", "Nhập lại mật khẩu mới"])
      await newcomer.getByLabel(label, { exact: true }).fill(NEW_PASSWORD);
    await newcomer.getByRole("button", { name: "Đổi mật khẩu" }).click();
    await newcomer.getByRole("button", { name: "Soạn thư" }).first().waitFor();
    await newcomer.context().close();

    await admin.getByRole("button", { name: "Hoàn tác" }).click();
    await admin.getByRole("dialog", { name: "Hoàn tác" }).getByRole("button", { name: "Hoàn tác" }).click();
    await admin.getByText("đang dùng, không hoàn tác").first().waitFor();
    await admin.getByRole("row").filter({ hasText: "Giàng Thị Dua" }).getByText("đã hoàn tác").waitFor();
  });

  it("locks many at once after telling of each, and lets them go again", async () => {
    await admin.goto("/admin/accounts?kind=agency");
    const boxes = admin.getByRole("checkbox", { name: /^Chọn (?!cả)/ });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    const act = async (name: string) => {
      await admin.getByRole("button", { name: "Thao tác", exact: true }).click();
      await admin.getByRole("menuitem", { name }).click();
      await admin.getByRole("button", { name: "Xem trước" }).click();
    };
    await act("Cấp lại mật khẩu");
    await admin.getByText("là hộp thư cơ quan, không có mật khẩu").first().waitFor();
    assert.equal(await admin.getByRole("button", { name: /^Thực hiện/ }).count(), 0);
    await admin.getByRole("dialog").getByRole("button", { name: "Đóng" }).first().click();
    await admin.getByRole("dialog").waitFor({ state: "detached" });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await act("Tạm khóa");
    await admin.getByRole("button", { name: "Thực hiện 2 dòng" }).click();
    await admin.getByText("2 Tạm khóa: đã thực hiện").waitFor();
    await admin.getByRole("button", { name: "Hoàn tác" }).click();
    await admin.getByRole("dialog", { name: "Hoàn tác" }).getByRole("button", { name: "Hoàn tác" }).click();
    await admin.getByText("2 Tạm khóa: đã hoàn tác").waitFor();
    await admin.goto("/admin/accounts?status=locked&kind=agency");
    await admin.getByText("Không có tài khoản nào phù hợp.").waitFor();
  });

  it("gives a table as a workbook, with the filter of the page", async () => {
    await admin.goto("/admin/groups");
    await admin.getByRole("button", { name: "Tải bảng" }).click();
    const [file] = await Promise.all([
      admin.waitForEvent("download"),
      admin.getByRole("menuitem", { name: "Excel (.xlsx)" }).click(),
    ]);
    assert.equal(file.suggestedFilename(), "nhom-thu.xlsx");
    const [sheet] = await readSpreadsheet(await bytesOf(file));
    assert.equal(sheet?.rows[0]?.[0]?.text, "Tên nhóm");
  });

  it("shows what waits and why, sends it off the queue, and tells the way of the letter", async () => {
    const sender = role("official");
    const transport = createTransport({
      ...{ host: "127.0.0.1", port: demo.ports.submission ?? 0, requireTLS: true, tls: { rejectUnauthorized: false } },
      auth: { user: sender.address, pass: sender.password },
    });
    await transport.sendMail({
      ...{ from: sender.address, to: "ai-do@khong-co.invalid", subject: "Thư đi xa", text: "Kính gửi," },
    });
    transport.close();
    await admin.goto("/admin/operations?tab=queue");
    const waiting = admin.getByRole("checkbox", { name: "Chọn thư gửi ai-do@khong-co.invalid" });
    const trace = async () => {
      await admin.goto("/admin/operations");
      await admin
        .getByRole("textbox", { name: "Người gửi, người nhận, mã thư hoặc tên" })
        .fill("ai-do@khong-co.invalid");
      await admin.getByRole("button", { name: "Tra cứu", exact: true }).click();
      const letter = admin.getByRole("button").filter({ hasText: "ai-do@khong-co.invalid" }).first();
      await letter.click();
      const hops = admin.getByRole("dialog", { name: "Đường đi của thư" });
      await hops.getByRole("listitem").first().waitFor();
      return hops.innerText();
    };
    // A name that does not exist is refused for good at once where a resolver answers, and waits where none does.
    await waiting.or(admin.getByText("Không có thư nào đang chờ gửi.")).first().waitFor();
    if (await waiting.isVisible()) {
      await waiting.check();
      await admin.getByRole("button", { name: "Hủy gửi (1)" }).click();
      const dialog = admin.getByRole("dialog", { name: "Hủy gửi các thư đã chọn" });
      await dialog.getByLabel("Lý do").fill("Sai địa chỉ");
      await dialog.getByRole("button", { name: "Hủy gửi" }).click();
      await admin.getByText("Đã hủy gửi 1 thư").waitFor();
    }
    assert.match(await trace(), /khong-co\.invalid/);
  });

  it("opens a mailbox for an inquiry by the word of two, never of one", async () => {
    const owner = role("official");
    const open = async (page: Page) => {
      await page.goto(`/admin/accounts?text=${encodeURIComponent(owner.address)}`);
      await page.getByRole("button", { name: owner.name, exact: true }).first().click();
      await page.getByRole("heading", { name: "Mở hộp thư để xác minh" }).waitFor();
    };
    await open(admin);
    await admin.getByRole("button", { name: "Đề nghị mở hộp thư" }).click();
    const dialog = admin.getByRole("dialog", { name: "Đề nghị mở hộp thư" });
    const reader = role("clerk");
    await dialog.getByRole("combobox", { name: "Người được đọc" }).fill(reader.name);
    await admin.getByRole("option", { name: reader.name }).first().click();
    await dialog.getByRole("textbox", { name: "Lý do" }).fill("Xác minh đơn tố cáo theo kế hoạch");
    await dialog.getByRole("textbox", { name: "Văn bản (số, ngày)" }).fill("12/QĐ-TTr, 20/11/2026");
    await dialog.getByLabel("Đến hết ngày").fill(formatDay(addDays(localDay(Date.now()), 3)));
    await dialog.getByRole("button", { name: "Đề nghị mở hộp thư" }).click();
    await admin.getByText("Chờ quyết định").waitFor();
    // Who asked does not decide.
    assert.equal(await admin.getByRole("button", { name: "Đồng ý", exact: true }).count(), 0);
    await open(second);
    await second.getByRole("button", { name: "Đồng ý", exact: true }).click();
    await second.getByText("Đang mở").waitFor();
    await second.getByRole("button", { name: "Kết thúc", exact: true }).click();
    await second.getByText("Đã kết thúc").waitFor();
  });

  it("an agency's administrator stays within the own agency and what the province leaves to them", async () => {
    const own = role("agencyAdministrator").agency;
    const nav = agencyAdmin.getByRole("banner").getByRole("navigation");
    await nav.getByRole("button", { name: "Tài khoản" }).waitFor();
    assert.equal(await nav.getByRole("button", { name: "Cài đặt" }).count(), 0);
    const rows = agencyAdmin.getByRole("main").getByRole("row");
    await rows.nth(1).waitFor();
    for (const row of (await rows.allInnerTexts()).slice(1))
      assert.ok(row.includes(own) || /Phòng|Văn phòng/.test(row), row);
    // Another agency's accounts by their address: refused, and nobody's name is shown.
    const foreign = await admin.evaluate(async (name) => {
      const reply = await fetch("/api/agencies/search?text=so");
      const { items } = (await reply.json()) as { items: { id: string; name: string }[] };
      return items.find((a) => a.name !== name)?.id ?? "";
    }, own);
    await agencyAdmin.goto(`/admin/accounts?agency=${foreign}`);
    await agencyAdmin.getByRole("main").getByText("Bạn không có quyền làm việc này.").waitFor();
    assert.equal(await agencyAdmin.getByRole("main").getByRole("row").count(), 1);
    await agencyAdmin.goto("/admin/settings");
    await agencyAdmin.getByRole("heading", { name: "Tài khoản thư" }).waitFor();
  });

  it("a reviewer sees figures and nobody's name", async () => {
    await reviewer.getByRole("heading", { name: "Tình hình sử dụng" }).first().waitFor();
    const nav = reviewer.getByRole("banner").getByRole("navigation");
    for (const page of ["Tài khoản", "Nhật ký", "Vận hành", "Cài đặt", "Cấp phát"])
      assert.equal(await nav.getByRole("button", { name: page }).count(), 0, page);
    const reply = await reviewer.evaluate(() => fetch("/api/accounts").then((r) => r.status));
    assert.equal(reply, 403);
  });

  it("is at hand on a phone: the pages most used in the bar, the others on a sheet", async () => {
    await admin.setViewportSize(PHONE);
    await admin.goto("/admin/accounts");
    const bar = admin.getByRole("navigation", { name: "Các trang quản trị" });
    await bar.getByRole("button", { name: "Thêm" }).click();
    await admin.getByRole("dialog", { name: "Thêm" }).getByRole("button", { name: "Nhật ký" }).click();
    await admin.getByRole("heading", { name: "Nhật ký quản trị" }).waitFor();
    const isWide = await admin.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");
    assert.equal(isWide, false);
  });
});
