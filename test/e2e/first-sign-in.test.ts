import assert from "node:assert/strict";
import { ADMIN_HANDLERS } from "@congthu/server/admin/index";
import { tellOfSignIns } from "@congthu/server/core/directory/tell-of-sign-ins";
import { accountById, updateAccount } from "@congthu/server/store/accounts";
import { putSetting } from "@congthu/server/store/settings";
import { SETTINGS } from "@congthu/shared/api/setting-values";
import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { openWindow, PHONE, takeScreens } from "../harness/browser.ts";
import { type JmapBench, openJmap } from "../harness/jmap.ts";
import { DOMAIN, PASSWORD } from "../harness/province.ts";

const OWN_PASSWORD = "Rung-xanh-Tay-Bac-2026!";

describe("the first sign-in, and a stranger at the door", function () {
  this.timeout(120_000);
  let bench: JmapBench;
  const complaints: string[] = [];
  before(async () => {
    bench = await openJmap({ withWebmail: true, routes: ADMIN_HANDLERS });
    bench.app.site.isTrial = false;
    const secondFactor = { ...SETTINGS.secondFactor.initial, people: "everyone" };
    const value = JSON.stringify(secondFactor);
    const { chi } = bench.province.accounts;
    await bench.app.db.write(async (tx) => {
      await putSetting(tx, { name: "secondFactor", value, changed_at: 1, changed_by: null });
      await updateAccount(tx, chi, { must_change: 1 });
    });
  });
  after(() => bench?.close());
  afterEach(() => assert.deepEqual(complaints.splice(0), []));

  async function open(size?: typeof PHONE): Promise<Page> {
    const page = await openWindow({ baseUrl: bench.url, ...(size ? { size } : {}) });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) complaints.push(message.text());
    });
    await page.goto("/");
    return page;
  }
  async function enter(page: Page, local: string, password: string): Promise<void> {
    await page.getByLabel("Địa chỉ thư").fill(`${local}@${DOMAIN}`);
    await page.getByLabel("Mật khẩu", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  }
  const inside = (page: Page) => page.getByRole("button", { name: "Soạn thư" }).first().waitFor();

  it("asks for a password of one's own, then for a second factor, and opens the mailbox only then", async () => {
    const page = await open(PHONE);
    await enter(page, "chi", PASSWORD);
    await page.getByText("Đặt mật khẩu của riêng bạn").waitFor();
    const change = async (next: string) => {
      const current = page.getByLabel("Mật khẩu hiện tại", { exact: true });
      if (await current.isVisible()) await current.fill(PASSWORD);
      for (const label of ["Mật khẩu mới", "Nhập lại mật khẩu mới"])
        await page.getByLabel(label, { exact: true }).fill(next);
      await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
    };
    await change(OWN_PASSWORD);
    await page.getByRole("button", { name: /Ứng dụng xác thực/ }).waitFor();
    await takeScreens(page, "lan-dau-hai-lop");
    // A reload does not get past it.
    await page.reload();
    await page.getByRole("button", { name: /Ứng dụng xác thực/ }).click();
    await page.getByRole("img", { name: /Mã QR/ }).waitFor();
    const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
    const code = new TOTP({ secret }).generate({ timestamp: bench.now.ms });
    await page.getByLabel("Mã 6 số ứng dụng đang hiện").fill(code);
    await page.keyboard.press("Enter");
    await page.getByRole("list", { name: "Mã dự phòng" }).waitFor();
    await page.getByRole("button", { name: "Tôi đã lưu" }).click();
    await inside(page);
    const account = await bench.app.db.read((r) => accountById(r, bench.province.accounts.chi));
    assert.equal(account?.must_change, 0);
    await page.context().close();
  });

  it("tells the owner of a sign-in from a new place, who ends it there", async () => {
    const value = JSON.stringify(SETTINGS.secondFactor.initial);
    await bench.app.db.write((tx) => putSetting(tx, { name: "secondFactor", value, changed_at: 1, changed_by: null }));
    const owner = await open();
    await enter(owner, "binh", PASSWORD);
    await inside(owner);
    await tellOfSignIns(bench.app);
    bench.now.ms += 60_000;
    const stranger = await open();
    await enter(stranger, "binh", PASSWORD);
    await inside(stranger);
    assert.equal(await tellOfSignIns(bench.app), 1);

    await owner.getByText("Cảnh báo: hộp thư của bạn được đăng nhập từ nơi mới").first().waitFor();
    await owner.goto("/#/cai-dat/bao-mat");
    await owner.reload();
    const sessions = owner.getByRole("region", { name: "Nơi đang đăng nhập" });
    await sessions.getByRole("listitem").nth(1).waitFor();
    await takeScreens(owner, "noi-dang-nhap");
    await sessions.getByRole("button", { name: /^Đăng xuất Chrome/ }).click();
    await owner.getByText("Đã đăng xuất").waitFor();
    await sessions.getByRole("listitem").nth(1).waitFor({ state: "detached" });
    await stranger.reload();
    await stranger.getByRole("form", { name: "Đăng nhập" }).waitFor();
    await owner.context().close();
    await stranger.context().close();
  });
});
