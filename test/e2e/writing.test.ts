import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openWindow, PHONE, takeScreens } from "../harness/browser.ts";
import { type DemoPerson, type DemoServer, startDemo } from "../harness/demo-server.ts";

const LETTERS = "Danh sách thư";

describe("writing letters", function () {
  this.timeout(120_000);
  let demo: DemoServer;
  let writer: DemoPerson;
  let reader: DemoPerson;

  before(async () => {
    demo = await startDemo();
    const [official] = demo.roles.official;
    const [clerk] = demo.roles.clerk;
    assert.ok(official && clerk);
    writer = official;
    reader = clerk;
  });
  after(() => demo.close());

  /** A window in which the person has signed in; sending is at once unless `undoSeconds` says otherwise. */
  async function enter(who: DemoPerson, { phone = false, undoSeconds = 0, worker = true } = {}): Promise<Page> {
    const page = await openWindow({ baseUrl: demo.url, worker, ...(phone ? { size: PHONE } : {}) });
    await page.addInitScript(`if (self === top) localStorage.setItem("ui.mail", '{"undoSeconds":${undoSeconds}}')`);
    await page.goto("/");
    await page.getByLabel("Địa chỉ thư").fill(who.address);
    await page.getByLabel("Mật khẩu", { exact: true }).fill(who.password);
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await rows(page).first().waitFor();
    return page;
  }
  const rows = (page: Page) => page.getByRole("list", { name: LETTERS }).getByRole("listitem");
  const row = (page: Page, subject: string) => rows(page).filter({ hasText: subject });
  const body = (page: Page) => page.getByRole("textbox", { name: "Nội dung", exact: true });
  const leave = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()));

  async function compose(page: Page, to: string, subject: string, text: string): Promise<void> {
    const before = await page.getByRole("dialog", { name: /^Soạn thư/ }).count();
    await page.getByRole("button", { name: "Soạn thư" }).first().click();
    const window = page.getByRole("dialog", { name: /^Soạn thư/ }).nth(before);
    await window.getByRole("textbox", { name: "Nội dung", exact: true }).waitFor();
    await window.getByLabel("Đến", { exact: true }).fill(to);
    await page.keyboard.press("Enter");
    await window.getByLabel("Tiêu đề").fill(subject);
    await window.getByRole("textbox", { name: "Nội dung", exact: true }).click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type(text);
  }

  it("opens again what was being written when the page went down, whether the server had it or not", async () => {
    const page = await enter(writer, { worker: false });
    await compose(page, reader.address, "Thư thứ nhất", "Đã lưu rồi viết tiếp");
    await page.getByText(/Đã lưu nháp lúc/).waitFor();
    const context = page.context();
    await context.setOffline(true);
    await page.keyboard.type(" sau khi mất mạng");
    await page.getByText("thư được giữ trên máy này").waitFor();
    await compose(page, reader.address, "Thư thứ hai", "Chưa lưu lần nào");
    await page.getByText("thư được giữ trên máy này").last().waitFor();
    // The page dies without a word, before the line is back: no goodbye, no question whether to leave.
    const crashed = page.waitForEvent("crash");
    const debug = await context.newCDPSession(page);
    void debug.send("Page.crash").catch(() => {});
    await crashed;
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto("/");
    await again.getByText("Đã khôi phục 2 thư đang soạn dở.").waitFor();
    const windows = again.getByRole("dialog", { name: /Soạn thư: Thư thứ/ });
    await windows.nth(1).waitFor();
    assert.equal(await windows.count(), 2);
    await again.getByRole("button", { name: "Thư thứ nhất" }).click();
    await body(again).getByText("Đã lưu rồi viết tiếp sau khi mất mạng").waitFor();
    await again
      .getByText(/Đã lưu nháp lúc/)
      .first()
      .waitFor();
    await leave(again);
  });

  it("keeps a letter whose window is closed while the line is cut, and stores it when it is back", async () => {
    const page = await enter(writer);
    await compose(page, reader.address, "Viết khi mất mạng", "Nội dung");
    await page.context().setOffline(true);
    await page.keyboard.type(" viết tiếp");
    await page.getByRole("button", { name: "Lưu nháp và đóng" }).click();
    await page.getByText("thư nháp được giữ trên máy này").waitFor();
    await page.context().setOffline(false);
    await page.getByRole("link", { name: /Thư nháp/ }).click();
    await row(page, "Viết khi mất mạng").waitFor();
    await leave(page);
  });

  it("suggests by title and agency, those written to first, and reaches a tier by the organisation", async () => {
    const page = await enter(writer);
    await compose(page, reader.address, "Thư để nhớ", "Nội dung");
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
    await page.getByText("Đã gửi thư").waitFor();
    await page.getByRole("button", { name: "Soạn thư" }).first().click();
    await body(page).waitFor();
    const to = page.getByLabel("Đến", { exact: true });
    await to.click();
    await page.getByRole("option").first().getByText(reader.address).first().waitFor();
    await to.fill("giam doc so noi vu");
    await page
      .getByRole("option", { name: /Giám đốc.*Sở Nội vụ/ })
      .first()
      .waitFor();
    if (process.env.SCREENS) await takeScreens(page, "people");
    await page.keyboard.press("Enter");
    await to.fill("");
    await page.getByRole("button", { name: "Chọn theo cơ quan cho ô Đến" }).click();
    const picker = page.getByRole("dialog", { name: /Chọn người nhận theo cơ quan/ });
    await picker.getByRole("button", { name: "Lãnh đạo", exact: true }).click();
    await picker
      .getByRole("button", { name: /^Tất cả: .*xã/i })
      .first()
      .click();
    const total = await picker.getByRole("status").innerText();
    const count = Number(/(\d+)/.exec(total)?.[1]);
    assert.ok(count > 1, total);
    if (process.env.SCREENS) await takeScreens(page, "picker");
    await picker.getByRole("button", { name: "Thêm vào người nhận" }).click();
    await picker.waitFor({ state: "detached" });
    const pills = page.getByRole("dialog", { name: /^Soạn thư/ }).getByRole("button", { name: /^Bỏ / });
    assert.equal(await pills.count(), count + 1);
    await leave(page);
  });

  it("schedules a letter, lists it, and gives it back", async () => {
    const page = await enter(writer);
    await compose(page, reader.address, "Giấy mời họp giao ban", "Mời họp.");
    await page.getByRole("button", { name: "Cách gửi khác" }).click();
    if (process.env.SCREENS) await takeScreens(page, "send-menu");
    await page.getByRole("menuitem", { name: "Hẹn giờ gửi…" }).click();
    const dialog = page.getByRole("dialog", { name: "Hẹn giờ gửi thư" });
    await dialog.getByLabel("Giờ gửi").fill("25:99");
    await dialog.getByRole("button", { name: "Hẹn giờ gửi" }).click();
    await dialog.getByText("Hãy nhập giờ trong tương lai").waitFor();
    await dialog.getByLabel("Ngày gửi").selectOption({ index: 3 });
    await dialog.getByLabel("Giờ gửi").fill("7h30");
    if (process.env.SCREENS) await takeScreens(page, "schedule");
    await dialog.getByRole("button", { name: "Hẹn giờ gửi" }).click();
    await page.getByText(/Thư sẽ được gửi lúc .*07:30/).waitFor();
    await page.getByRole("link", { name: /Thư hẹn gửi/ }).click();
    await row(page, "Giấy mời họp giao ban").getByRole("link").click();
    await page.getByText(/Thư đang chờ gửi lúc .*07:30/).waitFor();
    if (process.env.SCREENS) await takeScreens(page, "scheduled");
    await page.getByRole("button", { name: "Hủy hẹn giờ và sửa" }).click();
    await body(page).getByText("Mời họp.").waitFor();
    await row(page, "Giấy mời họp giao ban").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
    await page.getByText("Đã gửi thư").waitFor();
    await leave(page);
  });
});
