import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openWindow, takeScreens } from "../harness/browser.ts";
import { type DemoPerson, type DemoServer, startDemo } from "../harness/demo-server.ts";

/** Resolves once the worker has every file of the page, and the page what it starts with and letters to read. Runs in the page. */
const KEPT = `(async () => {
  const own = (await indexedDB.databases()).map((d) => d.name).find((n) => n.startsWith("congthu-"));
  const answer = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const db = await answer(indexedDB.open(own));
  const count = (table) => answer(db.transaction(table).objectStore(table).count());
  const wanted = await (await fetch("/asset-list.json")).json();
  for (;;) {
    const assets = await (await caches.open("assets")).keys();
    if ((await count("letter")) > 5 && (await count("start")) === 1 && assets.length >= wanted.length) break;
    await new Promise((done) => requestAnimationFrame(done));
  }
  db.close();
})()`;

describe("the webmail on a line that comes and goes", function () {
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

  const rows = (page: Page) => page.getByRole("list", { name: "Danh sách thư" }).getByRole("listitem");
  const row = (page: Page, subject: string) => rows(page).filter({ hasText: subject });
  const body = (page: Page) => page.getByRole("textbox", { name: "Nội dung", exact: true });

  async function enter(who: DemoPerson): Promise<Page> {
    const page = await openWindow({ baseUrl: demo.url });
    await page.addInitScript(`if (self === top) localStorage.setItem("ui.mail", '{"undoSeconds":0}')`);
    await page.clock.install();
    await page.goto("/");
    await page.getByLabel("Địa chỉ thư").fill(who.address);
    await page.getByLabel("Mật khẩu", { exact: true }).fill(who.password);
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    await rows(page).first().waitFor();
    return page;
  }

  async function write(page: Page, subject: string, text: string): Promise<void> {
    await page.getByRole("button", { name: "Soạn thư" }).first().click();
    await body(page).waitFor();
    await page.getByLabel("Đến", { exact: true }).fill(reader.address);
    await page.keyboard.press("Enter");
    await page.getByLabel("Tiêu đề").fill(subject);
    await body(page).click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type(text);
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
  }

  /** How many copies of a letter have come, after the inbox took in all that the server has. */
  async function arrivals(subject: string): Promise<number> {
    const page = await enter(reader);
    await row(page, subject).first().waitFor();
    const count = await row(page, subject).count();
    await page.context().close();
    return count;
  }

  it("opens, reads, finds and writes without a line, and sends when it is back", async () => {
    const page = await enter(writer);
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await page.clock.fastForward(30_000);
    // What the worker and the keeper fetch is there once a letter that was never opened is, and the last asset.
    await page.evaluate(KEPT);
    await page.context().setOffline(true);
    await page.reload();
    await rows(page).first().waitFor();
    const subject = (await rows(page).nth(1).getByRole("link").innerText()).split("\n").at(-2) ?? "";
    await rows(page).nth(1).getByRole("link").click();
    await page.getByRole("heading", { name: subject, exact: true }).waitFor();
    assert.ok((await page.frameLocator("iframe").locator("body").innerText()).length > 20);
    await page.getByText("Mất kết nối.").waitFor();
    if (process.env.SCREENS) await takeScreens(page, "offline");

    // What is kept can be answered, with the original below.
    await page.getByRole("button", { name: "Trả lời", exact: true }).first().click();
    await body(page).waitFor();
    await page.getByRole("button", { name: "Lưu nháp và đóng" }).click();

    await page.getByRole("searchbox", { name: "Tìm thư" }).fill("lich cong tac");
    await page.keyboard.press("Enter");
    await row(page, "Lịch công tác").first().waitFor();

    await write(page, "Viết lúc mất mạng", "Gửi khi có mạng.");
    await page.getByText("Thư nằm trong hộp chờ").waitFor();
    if (process.env.SCREENS) await takeScreens(page, "offline-sent");
    assert.ok(await page.getByText(/^Mất kết nối\./).isVisible(), "the banner stays as long as the line is cut");
    await page.context().setOffline(false);
    await page.getByText("Đã gửi thư").waitFor();
    await page.context().close();
    assert.equal(await arrivals("Viết lúc mất mạng"), 1);
  });

  for (const [name, cut] of [
    ["after the letter was stored", "Email/set"],
    ["after it was submitted", "EmailSubmission/set"],
  ] as const)
    it(`sends once when the line is cut ${name}, before the answer came`, async () => {
      const page = await enter(writer);
      const subject = `Đứt mạng ${cut}`;
      let cuts = 0;
      await page.route("**/jmap/**", async (route) => {
        const asked = route.request().postData() ?? "";
        const isSave = asked.includes(subject) && asked.includes("messageId");
        if (cuts === 0 && (cut === "Email/set" ? isSave : asked.includes('"EmailSubmission/set"'))) {
          cuts++;
          await route.fetch();
          await route.abort("connectionreset");
        } else await route.continue();
      });
      await write(page, subject, "Chỉ một lần.");
      await page.getByText("Thư nằm trong hộp chờ").waitFor();
      await page.reload();
      await page.getByText("Đã gửi thư").waitFor();
      assert.equal(cuts, 1);
      assert.equal(await page.evaluate(`localStorage.getItem("mail.sending")`), null);
      await page.context().close();
      assert.equal(await arrivals(subject), 1);
    });

  it("asks nobody but its own server", async () => {
    const page = await openWindow({ baseUrl: demo.url });
    const strangers = new Set<string>();
    page.context().on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol) && origin !== demo.url) strangers.add(request.url());
    });
    await page.goto("/");
    await page.getByLabel("Địa chỉ thư").fill(writer.address);
    await page.getByLabel("Mật khẩu", { exact: true }).fill(writer.password);
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    for (let i = 0; i < 5; i++) {
      await rows(page).nth(i).getByRole("link").click();
      await page.frameLocator("iframe").locator("body").waitFor();
    }
    await page.getByRole("button", { name: "Trả lời", exact: true }).first().click();
    await body(page).waitFor();
    for (const path of ["/#/cai-dat/", "/admin"]) {
      await page.goto(path);
      await page.getByRole("heading").first().waitFor();
    }
    await page.context().close();
    assert.deepEqual([...strangers], []);
  });
});
