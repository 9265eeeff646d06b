import assert from "node:assert/strict";
import { ImapFlow } from "imapflow";
import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { openWindow, PHONE, takeScreens } from "../harness/browser.ts";
import { type DemoPerson, type DemoServer, startDemo } from "../harness/demo-server.ts";

describe("signing in with more than a password", function () {
  this.timeout(180_000);
  let demo: DemoServer;
  const complaints: string[] = [];
  before(async () => {
    demo = await startDemo();
  });
  after(() => demo?.close());
  afterEach(() => assert.deepEqual(complaints, []));

  async function open(size?: typeof PHONE): Promise<Page> {
    const page = await openWindow({ baseUrl: demo.url, ...(size ? { size } : {}) });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) complaints.push(message.text());
    });
    await page.goto("/");
    return page;
  }
  async function password(page: Page, who: DemoPerson): Promise<void> {
    await page.getByLabel("Địa chỉ thư").fill(who.address);
    await page.getByLabel("Mật khẩu", { exact: true }).fill(who.password);
    await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  }
  const inside = (page: Page) => page.getByRole("list", { name: "Danh sách thư" }).waitFor();
  const security = async (page: Page) => {
    await page.goto("/#/cai-dat/bao-mat");
    await page.reload();
    await page.getByRole("region", { name: "Xác thực hai lớp" }).waitFor();
  };
  async function signOut(page: Page): Promise<void> {
    await page.context().clearCookies({ name: "congthu" });
    await page.goto("/");
    await page.getByLabel("Địa chỉ thư").waitFor();
  }
  /** The code of this moment that was not used yet. */
  async function codeOf(secret: string, taken: Set<string>): Promise<string> {
    const totp = new TOTP({ secret });
    // A code is good for once: the one of the next step is taken already.
    const codes = [0, 30_000, -30_000].map((ms) => totp.generate({ timestamp: Date.now() + ms }));
    const free = codes.find((code) => !taken.has(code)) ?? "";
    for (const code of codes) {
      taken.add(code);
      if (code === free) break;
    }
    return free;
  }

  it("by an authenticator app, set up by QR code and key; a mail program by an app password", async () => {
    const [who] = demo.roles.official;
    assert.ok(who);
    const page = await open(PHONE);
    await password(page, who);
    await inside(page);
    await security(page);
    await takeScreens(page, "security-empty");
    await page.getByRole("button", { name: "Thêm cách xác thực" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /Ứng dụng xác thực/ }).click();
    await dialog.getByRole("img", { name: /Mã QR/ }).waitFor();
    await takeScreens(page, "security-totp");
    const secret = ((await dialog.locator("code").textContent()) ?? "").replaceAll(" ", "");
    const taken = new Set<string>();
    await dialog.getByLabel("Mã 6 số ứng dụng đang hiện").fill(await codeOf(secret, taken));
    await page.keyboard.press("Enter");
    await dialog.getByRole("list", { name: "Mã dự phòng" }).waitFor();
    assert.equal(await dialog.getByRole("listitem").count(), 10);
    await takeScreens(page, "security-recovery");
    await dialog.getByRole("button", { name: "Tôi đã lưu" }).click();
    // What mail programs get in its place.
    await page.getByRole("button", { name: "Tạo mật khẩu ứng dụng" }).click();
    await page.getByLabel("Dùng ở đâu").fill("Điện thoại");
    await page.getByRole("button", { name: "Tạo", exact: true }).click();
    const made = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
    await takeScreens(page, "security-app-password");
    await page.getByRole("dialog").getByRole("button", { name: "Tôi đã lưu" }).click();
    const reach = async (pass: string) => {
      const client = new ImapFlow({
        host: "127.0.0.1",
        port: demo.ports.imaps ?? 0,
        secure: true,
        auth: { user: who.address, pass },
        tls: { rejectUnauthorized: false },
        logger: false,
      });
      await client.connect();
      const names = (await client.list()).map((m) => m.name);
      await client.logout();
      return names;
    };
    assert.ok((await reach(made)).includes("INBOX"));
    await assert.rejects(reach(who.password));
    await takeScreens(page, "security");
    // The next sign-in asks for the code.
    await signOut(page);
    await password(page, who);
    await page.getByRole("form", { name: "Xác thực hai lớp" }).waitFor();
    await takeScreens(page, "sign-in-code");
    await page.getByLabel("Mã xác thực").fill("000000");
    await page.keyboard.press("Enter");
    await page.getByText("Mã xác thực không đúng").waitFor();
    await page.getByLabel("Mã xác thực").fill(await codeOf(secret, taken));
    await page.keyboard.press("Enter");
    await inside(page);
    await page.context().close();
  });

  it("by a passkey alone, made on the device", async () => {
    const who = demo.roles.official[1];
    assert.ok(who);
    const page = await open();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    await cdp.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await password(page, who);
    await inside(page);
    await security(page);
    await page.getByRole("button", { name: "Thêm cách xác thực" }).click();
    await page.getByRole("button", { name: /Khóa truy cập của máy này/ }).click();
    await page.getByRole("button", { name: "Tôi đã lưu" }).click();
    await signOut(page);
    await page.getByRole("button", { name: "Đăng nhập bằng khóa truy cập" }).click();
    await inside(page);
    // And as what is asked after the password.
    await signOut(page);
    await password(page, who);
    await page.getByRole("button", { name: "Dùng khóa truy cập" }).click();
    await inside(page);
    await page.context().close();
  });
});
