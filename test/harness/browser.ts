import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "./chromium-path.ts";

/** The two sizes every screen must work at. */
export const DESKTOP = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** Without background networking: a browser that calls home is slow, and none of our business. */
const FLAGS = [
  "--no-sandbox",
  // Service workers ask for it besides what the window is told.
  "--ignore-certificate-errors",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

const OUT = join(import.meta.dirname, "../../.tmp/screens");

let running: Promise<Browser> | undefined;

/** One Chromium for all tests of a run, started at first use and closed after the last test. */
export function sharedBrowser(): Promise<Browser> {
  running ??= launch();
  return running;
}

after(async () => {
  const browser = await running;
  running = undefined;
  await browser?.close();
});

/**
 * A person's own browser window: cookies and storage of its own, our self-signed certificate accepted. `worker: false` where a page is to crash:
 * the service worker dies in the same process, and a Chromium under test waits for it until it ends itself.
 */
export async function openWindow(p: {
  baseUrl: string;
  size?: { width: number; height: number };
  worker?: boolean;
}): Promise<Page> {
  const browser = await sharedBrowser();
  const context: BrowserContext = await browser.newContext({
    baseURL: p.baseUrl,
    viewport: p.size ?? DESKTOP,
    ignoreHTTPSErrors: true,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    acceptDownloads: true,
    serviceWorkers: p.worker === false ? "block" : "allow",
  });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

/**
 * Takes the screen as it is into .tmp/screens (or the folder SCREENS names) as `NAME-desktop.png` and `NAME-phone.png`;
 * the window has its own size again afterwards.
 */
export async function takeScreens(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? DESKTOP;
  const folder = process.env.SCREENS ?? OUT;
  mkdirSync(folder, { recursive: true });
  for (const [label, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(folder, `${name}-${label}.png`), animations: "disabled" });
  }
  await page.setViewportSize(before);
}

function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium on this machine: npm test installs it, or see README.md");
  return chromium.launch({ executablePath, args: FLAGS });
}
