import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { storeSettingIn } from "@congthu/server/core/settings/change-setting";
import { SETTINGS } from "@congthu/shared/api/setting-values";
import { openWindow, takeScreens } from "../harness/browser.ts";
import { type MailBench, openMailBench } from "../harness/mail-bench.ts";

const MIB = 1024 ** 2;
const LARGE = 2 * MIB;

describe("files too large for a letter", function () {
  this.timeout(120_000);
  let bench: MailBench;
  before(async () => {
    bench = await openMailBench();
    const value = { ...SETTINGS.fileLinks.initial, aboveBytes: MIB };
    await bench.app.db.write((tx) => storeSettingIn(bench.app, tx, null, "fileLinks", value));
  });
  after(() => bench.close());

  it("go as a link that a stranger can open, that is counted, and that its owner withdraws", async () => {
    const page = await bench.enter("anh", { likes: { undoSeconds: 0 } });
    await page.getByRole("button", { name: "Soạn thư" }).first().click();
    const window = page.getByRole("dialog", { name: /^Soạn thư/ });
    await window.getByLabel("Đến", { exact: true }).fill("binh@tinh.gov.vn");
    await page.keyboard.press("Enter");
    await window.getByLabel("Tiêu đề").fill("Hồ sơ quy hoạch");
    const chooser = page.waitForEvent("filechooser");
    await window.getByRole("button", { name: "Đính kèm tệp" }).click();
    await (await chooser).setFiles([
      { name: "Bản đồ quy hoạch.zip", mimeType: "application/zip", buffer: Buffer.alloc(LARGE, 7) },
      { name: "Tờ trình.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") },
    ]);
    const files = window.getByRole("list", { name: "Tệp đính kèm" });
    await files.getByText(/Gửi qua liên kết · 2 MB · đến \d\d\/\d\d\/\d{4}/).waitFor();
    if (process.env.SCREENS) await takeScreens(page, "link-writing");
    // Closed and opened again, the draft still has it.
    await window.getByRole("button", { name: "Lưu nháp và đóng" }).click();
    await page.getByRole("link", { name: /Thư nháp/ }).click();
    await page
      .getByRole("list", { name: "Danh sách thư" })
      .getByRole("link", { name: /Hồ sơ quy hoạch/ })
      .click();
    await files.getByText(/Gửi qua liên kết/).waitFor();
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
    await page.getByText("Đã gửi thư").waitFor();

    const other = await bench.enter("binh");
    await other
      .getByRole("list", { name: "Danh sách thư" })
      .getByRole("link", { name: /Hồ sơ quy hoạch/ })
      .click();
    const link = other.frameLocator("iframe").first().getByRole("link", { name: "Bản đồ quy hoạch.zip" });
    const href = (await link.getAttribute("href")) ?? "";
    await other
      .frameLocator("iframe")
      .first()
      .getByText(/tải được đến/)
      .waitFor();
    if (process.env.SCREENS) await takeScreens(other, "link-reading");

    const stranger = await openWindow({ baseUrl: bench.url });
    await stranger.goto(href);
    await stranger.getByRole("heading", { name: "Bản đồ quy hoạch.zip" }).waitFor();
    if (process.env.SCREENS) await takeScreens(stranger, "link-page");
    const download = stranger.waitForEvent("download");
    await stranger.getByRole("link", { name: "Tải tệp về" }).click();
    const got = await download;
    assert.equal(got.suggestedFilename(), "Bản đồ quy hoạch.zip");
    assert.equal(statSync(await got.path()).size, LARGE);

    await page.goto("/#/cai-dat/lien-ket");
    await page.getByText(/^1 lượt tải/).waitFor();
    if (process.env.SCREENS) await takeScreens(page, "link-settings");
    await page.getByRole("button", { name: "Thu hồi liên kết tới Bản đồ quy hoạch.zip" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Thu hồi", exact: true }).click();
    await page.getByText("Chưa có tệp nào được gửi qua liên kết.").waitFor();
    await stranger.goto(href);
    await stranger.getByText(/đã được người gửi thu hồi/).waitFor();
    await Promise.all([page, other, stranger].map((p) => p.context().close()));
  });
});
