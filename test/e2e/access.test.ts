import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { DESKTOP, openWindow, PHONE } from "../harness/browser.ts";
import { type DemoPerson, type DemoServer, startDemo } from "../harness/demo-server.ts";
import { seriousOn } from "../harness/serious-on.ts";

describe("the screens for everybody: WCAG 2.2 AA", function () {
  this.timeout(240_000);
  let demo: DemoServer;
  before(async () => {
    demo = await startDemo();
  });
  after(() => demo.close());

  async function enter(who: DemoPerson | undefined, path: string, size = DESKTOP, dark = false): Promise<Page> {
    assert.ok(who);
    const page = await openWindow({ baseUrl: demo.url, size });
    if (dark) await page.emulateMedia({ colorScheme: "dark" });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(path);
    const form = page.getByRole("form", { name: "Đăng nhập" });
    await form.getByRole("textbox").first().fill(who.address);
    await form.locator("input[type=password]").fill(who.password);
    await page.keyboard.press("Enter");
    await form.waitFor({ state: "detached" });
    return page;
  }
  const rows = (page: Page) => page.getByRole("list", { name: "Danh sách thư" }).getByRole("listitem");
  const body = (page: Page) => page.getByRole("textbox", { name: "Nội dung", exact: true });

  for (const [name, size, dark] of [
    ["on a desk", DESKTOP, false],
    ["in the dark", DESKTOP, true],
    ["on a phone", PHONE, false],
  ] as const)
    it(`webmail ${name}`, async () => {
      const wrong: string[] = [];
      const guest = await openWindow({ baseUrl: demo.url, size });
      await guest.goto("/");
      await guest.getByRole("form", { name: "Đăng nhập" }).waitFor();
      wrong.push(...(await seriousOn(guest, "sign-in")));
      await guest.context().close();

      const page = await enter(demo.roles.clerk[0], "/", size, dark);
      await rows(page).first().waitFor();
      wrong.push(...(await seriousOn(page, "inbox")));
      await rows(page).nth(1).getByRole("link").click();
      await page.frameLocator("iframe").first().locator("body").waitFor();
      wrong.push(...(await seriousOn(page, "letter")));
      await page.getByRole("button", { name: "Trả lời", exact: true }).first().click();
      await body(page).waitFor();
      wrong.push(...(await seriousOn(page, "answer")));
      await page.getByRole("button", { name: "Chọn theo cơ quan cho ô Đến" }).click();
      await page.getByRole("checkbox").first().waitFor();
      wrong.push(...(await seriousOn(page, "picker")));
      await page
        .getByRole("dialog", { name: /Chọn người nhận/ })
        .getByRole("button", { name: "Đóng" })
        .click();
      await page.getByRole("button", { name: "Lưu nháp và đóng" }).click();
      await body(page).waitFor({ state: "detached" });
      await page.goto("/#/tim?q=bao%20cao");
      await rows(page).first().waitFor();
      wrong.push(...(await seriousOn(page, "search")));
      await page.goto("/#/cai-dat/");
      await page.getByRole("tab").first().waitFor();
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        wrong.push(...(await seriousOn(page, `settings, ${await tab.innerText()}`)));
      }
      await page.context().close();
      assert.deepEqual(wrong, []);
    });

  it("console", async () => {
    const wrong: string[] = [];
    const page = await enter(demo.roles.systemAdministrator[0], "/admin");
    const places = page.getByRole("navigation").first().getByRole("button");
    await places.first().waitFor();
    const count = await places.count();
    assert.ok(count >= 4);
    for (let i = 0; i < count; i++) {
      await places.nth(i).click();
      await page.getByRole("main").getByRole("heading").first().waitFor();
      wrong.push(...(await seriousOn(page, `console, ${await places.nth(i).innerText()}`)));
    }
    await page.context().close();
    assert.deepEqual(wrong, []);
  });

  it("an inbox is read, answered and left by the keyboard alone", async () => {
    const page = await enter(demo.roles.official[0], "/");
    await rows(page).first().waitFor();
    const focused = () =>
      page.evaluate(`document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""`);
    // The first stop skips what every page begins with.
    await page.keyboard.press("Tab");
    assert.match(String(await focused()), /nội dung/i);
    await page.keyboard.press("Enter");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.frameLocator("iframe").first().locator("body").waitFor();
    await page.keyboard.press("r");
    // Typed before the window is there: it must not act upon the letter.
    await page.keyboard.press("#");
    await body(page).waitFor();
    assert.equal(await page.getByText("Đã chuyển").count(), 0);
    await page.keyboard.type("Tiếp nhận rồi ạ. ?j#r");
    await body(page).getByText("Tiếp nhận rồi ạ. ?j#r").waitFor();
    await page.keyboard.press("Control+Enter");
    await page
      .getByText(/Thư sẽ được gửi sau|Đã gửi thư/)
      .first()
      .waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: /phím/i }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: /phím/i }).waitFor({ state: "detached" });
    await page.context().close();
  });
});
