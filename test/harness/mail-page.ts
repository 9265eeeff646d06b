import type { Page } from "playwright-core";
import { openWindow } from "./browser.ts";
import type { DemoPerson, DemoServer } from "./demo-server.ts";

/** Signs a person in at a path, in a window of their own, and waits for what the page is there for. */
export async function signInAt(
  demo: DemoServer,
  who: Pick<DemoPerson, "address" | "password">,
  path: string,
  size?: { width: number; height: number },
): Promise<Page> {
  const page = await openWindow({ baseUrl: demo.url, ...(size ? { size } : {}) });
  // Letters leave at once: calling back a sent letter has a test of its own.
  await page.addInitScript(() => localStorage.setItem("ui.mail", JSON.stringify({ undoSeconds: 0 })));
  await page.goto(path);
  const form = page.getByRole("form", { name: "Đăng nhập" });
  await form.getByRole("textbox").first().fill(who.address);
  await form.locator("input[type=password]").fill(who.password);
  await page.keyboard.press("Enter");
  return page;
}

/** Pastes HTML into what has the focus, as a word processor's clipboard does. */
export async function pasteHtml(page: Page, html: string, text: string): Promise<void> {
  // As text: this side of the harness knows no DOM.
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", ${JSON.stringify(html)});
    clipboardData.setData("text/plain", ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }`);
}
