import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openWindow, PHONE } from "../harness/browser.ts";
import { type ChildServer, freePortBase, startChild } from "../harness/child-server.ts";

type Seat = { address: string; password: string; name: string };
type Demo = { urls: { mail: string }; roles: Record<"official" | "clerk", Seat[]> };

const LETTERS = "Danh sách thư";
const TABLE =
  "<html><head><style><!--.xl65{font-weight:700;text-align:center;background:#DDEBF7;}--></style></head><body>" +
  "<table><tr><td class=xl65>STT</td><td class=xl65 colspan=2>Đơn vị</td></tr>" +
  "<tr><td align=right>1</td><td>Sở Nội vụ</td><td>86</td></tr></table></body></html>";

type PageGlobals = {
  DataTransfer: new () => { setData(type: string, value: string): void };
  ClipboardEvent: new (type: string, init: object) => object;
  getComputedStyle(element: object): { backgroundColor: string };
};

/** Pastes markup into an element as a browser does; runs in the page. */
function pasteInto(element: unknown, html: string): void {
  const { DataTransfer, ClipboardEvent } = globalThis as unknown as PageGlobals;
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  (element as { dispatchEvent(e: object): void }).dispatchEvent(event);
}

/** The colour behind an element; runs in the page. */
function backgroundOf(element: object): string {
  return (globalThis as unknown as PageGlobals).getComputedStyle(element).backgroundColor;
}

describe("the webmail", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "congthu-e2e-"));
  let server: ChildServer;
  let demo: Demo;
  let writer: Seat;
  let reader: Seat;
  /** What any of the windows complained of: a refused style or script, an error nobody caught. */
  const complaints: string[] = [];

  before(async () => {
    server = await startChild({ data: folder, base: await freePortBase(), command: "demo" });
    demo = JSON.parse(readFileSync(join(folder, "demo.json"), "utf8")) as Demo;
    const [official] = demo.roles.official;
    const [clerk] = demo.roles.clerk;
    assert.ok(official && clerk);
    writer = official;
    reader = clerk;
  });
  after(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A window in which the person has signed in; sending is at once unless `undoSeconds` says otherwise. */
  async function enter(seat: Seat, { phone = false, undoSeconds = 0 } = {}): Promise<Page> {
    const page = await openWindow({ baseUrl: demo.urls.mail, ...(phone ? { size: PHONE } : {}) });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) complaints.push(message.text());
    });
    // Frames of letters have no storage, and must not.
    await page.addInitScript(`if (self === top) localStorage.setItem("ui.mail", '{"undoSeconds":${undoSeconds}}')`);
    await page.goto("/");
    await page.getByLabel("Địa chỉ thư").fill(seat.address);
    await page.getByLabel("Mật khẩu", { exact: true }).fill(seat.password);
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await rows(page).first().waitFor();
    return page;
  }

  const rows = (page: Page) => page.getByRole("list", { name: LETTERS }).getByRole("listitem");
  const row = (page: Page, subject: string) => rows(page).filter({ hasText: subject });
  const body = (page: Page) => page.getByRole("textbox", { name: "Nội dung", exact: true });
  const leave = (...pages: Page[]) => Promise.all(pages.map((page) => page.context().close()));

  async function compose(page: Page, to: Seat, subject: string, text: string): Promise<void> {
    await page.getByRole("button", { name: "Soạn thư" }).first().click();
    await body(page).waitFor();
    await page.getByLabel("Đến", { exact: true }).fill(to.address);
    await page.keyboard.press("Enter");
    await page.getByLabel("Tiêu đề").fill(subject);
    await body(page).click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type(text);
  }
  const send = (page: Page) => page.getByRole("button", { name: "Gửi", exact: true }).click();

  it("refuses a wrong password in words", async () => {
    const page = await openWindow({ baseUrl: demo.urls.mail });
    await page.goto("/");
    await page.getByLabel("Địa chỉ thư").fill(writer.address);
    await page.getByLabel("Mật khẩu", { exact: true }).fill("sai-mat-khau");
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await page.getByRole("alert").filter({ hasText: "Địa chỉ thư hoặc mật khẩu không đúng." }).waitFor();
    await leave(page);
  });

  it("carries a letter with a table and a file to an open inbox, and the answer back", async () => {
    const [a, b] = [await enter(writer), await enter(reader)];
    const subject = "Số liệu quý IV năm 2026";
    const file = Buffer.from("tệp ".repeat(2_000));

    await compose(a, reader, subject.normalize("NFD"), "Kính gửi chị, xin gửi kèm báo cáo.");
    await body(a).evaluate(pasteInto, TABLE);
    const chooser = a.waitForEvent("filechooser");
    await a.getByRole("button", { name: "Đính kèm tệp" }).click();
    const name = "Báo cáo quý IV.docx";
    await (await chooser).setFiles([{ name: name.normalize("NFD"), mimeType: "application/msword", buffer: file }]);
    await a.getByText("KB", { exact: false }).first().waitFor();
    await send(a);

    await row(b, subject).waitFor();
    await row(b, subject).getByRole("link").click();
    const frame = b.frameLocator("iframe");
    await frame.getByText("Kính gửi chị, xin gửi kèm báo cáo.").waitFor();
    const cell = frame.locator("td[colspan='2']");
    assert.equal(await cell.innerText(), "Đơn vị");
    assert.equal(await cell.evaluate(backgroundOf), "rgb(221, 235, 247)");

    const download = b.waitForEvent("download");
    await b.getByRole("link", { name: `Tải xuống ${name}` }).click();
    const got = await download;
    assert.equal(got.suggestedFilename(), name);
    assert.deepEqual(readFileSync(await got.path()), file);

    await b.getByRole("button", { name: "Trả lời", exact: true }).first().click();
    await body(b).waitFor();
    await b.keyboard.type("Đã nhận được.");
    await send(b);
    await row(a, `Re: ${subject}`).waitFor();
    await row(b, subject).getByRole("img", { name: "Đã trả lời" }).waitFor();
    await row(a, `Re: ${subject}`).getByRole("link").click();
    await a.frameLocator("iframe").getByText("Kính gửi chị, xin gửi kèm báo cáo.").waitFor();
    await leave(a, b);
  });

  it("keeps a draft that was closed, with its table", async () => {
    const page = await enter(writer);
    await compose(page, reader, "Thư viết dở", "Nội dung viết dở");
    await page.getByRole("button", { name: "Lưu nháp và đóng" }).click();
    await body(page).waitFor({ state: "detached" });
    await page.getByRole("link", { name: /Thư nháp/ }).click();
    await row(page, "Thư viết dở").getByRole("link").click();
    await body(page).getByText("Nội dung viết dở").waitFor();
    assert.equal(await page.getByLabel("Tiêu đề").inputValue(), "Thư viết dở");
    await page.getByRole("button", { name: "Hủy thư nháp" }).click();
    await page.getByRole("dialog", { name: "Hủy thư nháp" }).getByRole("button", { name: "Hủy thư nháp" }).click();
    await row(page, "Thư viết dở").waitFor({ state: "detached" });
    await leave(page);
  });

  it("gives a sent letter back while there is time", async () => {
    const [a, b] = [await enter(writer, { undoSeconds: 30 }), await enter(reader)];
    await compose(a, reader, "Thư gửi nhầm", "Chưa xong");
    await send(a);
    await a.getByRole("button", { name: "Thu lại để sửa" }).click();
    await body(a).getByText("Chưa xong").waitFor();
    assert.equal(await row(b, "Thư gửi nhầm").count(), 0);
    await leave(a, b);
  });

  it("asks before a letter leaves without subject or without the file it speaks of", async () => {
    const page = await enter(writer);
    await compose(page, reader, "", "Xin gửi kèm dự thảo.");
    await send(page);
    const guard = page.getByRole("dialog", { name: "Kiểm tra trước khi gửi" });
    await guard.getByText("Thư chưa có tiêu đề.").waitFor();
    await guard.getByText("“gửi kèm”").waitFor();
    await guard.getByRole("button", { name: "Quay lại sửa" }).click();
    await body(page).getByText("Xin gửi kèm dự thảo.").waitFor();
    await leave(page);
  });

  it("loses no recipient to the Backspace of an input method", async () => {
    const page = await enter(writer);
    await page.getByRole("button", { name: "Soạn thư" }).first().click();
    const field = page.getByLabel("Đến", { exact: true });
    await field.fill(reader.address);
    await page.keyboard.press("Enter");
    const pill = page.getByRole("dialog").getByRole("button", { name: /^Bỏ / });
    await pill.waitFor();
    // UniKey: the letter is typed, deleted by a real Backspace, and typed anew with its mark.
    for (let i = 0; i < 5; i++) {
      await page.keyboard.type("a");
      await page.keyboard.press("Backspace");
      await page.keyboard.insertText("â");
      await page.keyboard.press("Backspace");
      await page.keyboard.press("Backspace");
      await page.keyboard.insertText("ấ");
      await page.keyboard.press("Backspace");
    }
    assert.equal(await pill.count(), 1);
    await leave(page);
  });

  it("moves letters into a folder found without marks, and back", async () => {
    const page = await enter(reader);
    const first = rows(page).first();
    const subject = (await first.getByRole("link").innerText()).split("\n").at(-2) ?? "";
    await first.hover();
    await first.getByRole("checkbox").check({ force: true });
    await page.getByRole("toolbar", { name: "Đã chọn 1 thư" }).getByRole("button", { name: "Chuyển thư mục" }).click();
    await page.getByRole("combobox", { name: "Tìm thư mục" }).fill("theo doi");
    await page.keyboard.press("Enter");
    await page.getByText("Đã chuyển 1 thư đến “Theo dõi”").waitFor();
    await page.getByRole("button", { name: "Hoàn tác" }).click();
    await page.getByText("Đã hoàn tác").waitFor();
    await rows(page).first().getByText(subject).waitFor();
    await leave(page);
  });

  it("makes, renames and removes a folder", async () => {
    const page = await enter(writer);
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "Tạo thư mục" }).first().click();
    await dialog.getByLabel("Tên thư mục").fill("Việc gấp");
    await dialog.getByRole("button", { name: "Lưu" }).click();
    await page.getByRole("link", { name: "Việc gấp" }).hover();
    await page.getByRole("button", { name: "Thao tác với thư mục Việc gấp" }).click();
    await page.getByRole("menuitem", { name: "Đổi tên" }).click();
    await dialog.getByLabel("Tên thư mục").fill("Việc thường");
    await dialog.getByRole("button", { name: "Lưu" }).click();
    await page.getByRole("link", { name: "Việc thường" }).hover();
    await page.getByRole("button", { name: "Thao tác với thư mục Việc thường" }).click();
    await page.getByRole("menuitem", { name: "Xóa thư mục" }).click();
    await dialog.getByRole("button", { name: "Xóa thư mục" }).click();
    await page.getByRole("link", { name: "Việc thường" }).waitFor({ state: "detached" });
    await leave(page);
  });

  it("finds letters without marks and shows where", async () => {
    const page = await enter(reader);
    await page.getByRole("searchbox", { name: "Tìm thư" }).fill("thong bao");
    await page.keyboard.press("Enter");
    await rows(page).first().locator("mark").first().waitFor();
    await page.getByRole("searchbox", { name: "Tìm thư" }).fill("từ:khongcoainhuvay");
    await page.keyboard.press("Enter");
    await page.getByText("Không tìm thấy thư nào").waitFor();
    await leave(page);
  });

  it("keeps what was done while the line was cut, and sends it when it is back", async () => {
    const page = await enter(reader);
    const flag = rows(page).first().getByRole("button", { name: "Gắn cờ" });
    const unflag = rows(page).first().getByRole("button", { name: "Bỏ cờ" });
    const wasFlagged = (await unflag.count()) > 0;
    await page.context().setOffline(true);
    await rows(page).first().hover();
    await (wasFlagged ? unflag : flag).click();
    await page.getByText("Mất kết nối.").waitFor();
    await page.context().setOffline(false);
    await page.getByText("Mất kết nối.").waitFor({ state: "detached" });
    await page.reload();
    await rows(page).first().waitFor();
    // The page opens with what it knew before, and hears of the rest.
    await (wasFlagged ? flag : unflag).waitFor({ state: "attached" });
    await leave(page);
  });

  it("works on a phone: list, letter, back, writing over the whole page", async () => {
    const page = await enter(reader, { phone: true });
    await rows(page).first().getByRole("link").click();
    await page.locator("iframe").waitFor();
    assert.equal(await rows(page).first().isVisible(), false);
    await page.getByRole("button", { name: "Trở lại danh sách" }).click();
    await rows(page).first().waitFor();
    await page.getByRole("button", { name: "Soạn thư" }).click();
    await body(page).waitFor();
    const box = await page.getByRole("dialog").boundingBox();
    assert.deepEqual([box?.width, box?.height], [PHONE.width, PHONE.height]);
    await leave(page);
  });

  it("speaks English when asked, and remembers it", async () => {
    const page = await enter(writer);
    await page.getByRole("button", { name: /^Tài khoản của/ }).click();
    await page.getByRole("menuitem", { name: "English" }).click();
    await page.getByRole("button", { name: "New message" }).first().waitFor();
    await page.reload();
    await page.getByRole("button", { name: "New message" }).first().waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await leave(page);
  });

  it("had no window complain of a refused script or style, or of an error", () => {
    assert.deepEqual(complaints, []);
  });
});
