/**
 * Takes every screen of the demo province at 1366×768 and 390×844 into docs/screens: `npm run screens`. Needs Chromium
 * (npm test installs it) and a built webmail (npm run build).
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "./harness/chromium-path.ts";
import { type DemoPerson, type DemoServer, startDemo } from "./harness/demo-server.ts";

const OUT = join(import.meta.dirname, "../docs/screens");
const SIZES = { desktop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } } as const;
type Size = keyof typeof SIZES;

const demo = await startDemo();
const executablePath = findChromium();
if (!executablePath) throw new Error("no Chromium on this machine");
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
mkdirSync(OUT, { recursive: true });
try {
  for (const size of Object.keys(SIZES) as Size[]) await takeAll(demo, browser, size);
} finally {
  await browser.close();
  await demo.close();
}

async function takeAll(demo: DemoServer, browser: Browser, size: Size): Promise<void> {
  const clerk = demo.roles.clerk[0];
  const reviewer = demo.roles.usageReviewer[0];
  const administrator = demo.roles.systemAdministrator[0];
  if (!clerk || !reviewer || !administrator) throw new Error("the demo names nobody for a role");
  const shot = (page: Page, name: string) => page.screenshot({ path: join(OUT, `${name}-${size}.png`) });

  const page = await open(demo, browser, size);
  await page.goto("/");
  await page.getByRole("form", { name: "Đăng nhập" }).waitFor();
  await shot(page, "sign-in");
  await signIn(page, clerk);
  await page
    .getByRole("listitem")
    .filter({ has: page.getByRole("link") })
    .first()
    .waitFor();
  await settle(page);
  await shot(page, "inbox");
  await page
    .getByRole("listitem")
    .filter({ hasText: /Giấy mời|Công văn|Báo cáo/ })
    .getByRole("link")
    .first()
    .click();
  await settle(page);
  await shot(page, "letter");
  await page.getByRole("button", { name: "Trả lời", exact: true }).first().click();
  await page.getByRole("dialog", { name: /Soạn thư/ }).waitFor();
  await settle(page);
  await shot(page, "reply");
  await page.goto("/#/cai-dat/");
  await settle(page);
  await shot(page, "settings");
  await page.context().close();

  for (const [name, who, path] of [
    ["usage", reviewer, "/admin/usage?period=quarter"],
    ["reports", reviewer, "/admin/reports"],
    ["accounts", administrator, "/admin/accounts"],
    ["agencies", administrator, "/admin/agencies"],
    ["groups", administrator, "/admin/groups"],
    ["operations", administrator, "/admin/operations"],
    ["audit", administrator, "/admin/audit"],
    ["admin-settings", administrator, "/admin/settings"],
  ] as const) {
    const console_ = await open(demo, browser, size);
    await console_.goto(path);
    await signIn(console_, who);
    await console_.getByRole("main").waitFor();
    await settle(console_);
    await shot(console_, name);
    await console_.context().close();
  }
}

async function open(demo: DemoServer, browser: Browser, size: Size): Promise<Page> {
  const context = await browser.newContext({
    baseURL: demo.url,
    viewport: SIZES[size],
    ignoreHTTPSErrors: true,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
  });
  return context.newPage();
}

async function signIn(page: Page, who: DemoPerson): Promise<void> {
  const form = page.getByRole("form", { name: "Đăng nhập" });
  await form.getByRole("textbox").first().fill(who.address);
  await form.locator("input[type=password]").fill(who.password);
  await page.keyboard.press("Enter");
  await form.waitFor({ state: "detached" });
}

/** Until nothing loads any more and what moves has come to rest. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(2_500);
}
