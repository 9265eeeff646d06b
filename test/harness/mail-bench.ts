import type { Locator, Page } from "playwright-core";
import { openWindow, PHONE } from "./browser.ts";
import { type JmapBench, openJmap } from "./jmap.ts";
import { DOMAIN, PASSWORD } from "./province.ts";

export type MailBench = JmapBench & {
  /** A window of its own in which somebody of the province has signed in; `likes`: preferences of this machine. */
  enter(local: string, q?: { phone?: boolean; likes?: object; path?: string }): Promise<Page>;
};

/** The webmail over a server in this process, with the small province and whatever letters a test delivers. */
export async function openMailBench(): Promise<MailBench> {
  const bench = await openJmap({ withWebmail: true, fetchImage: async () => undefined });
  return {
    ...bench,
    async enter(local, { phone = false, likes = {}, path = "/" } = {}) {
      const page = await openWindow({ baseUrl: bench.url, ...(phone ? { size: PHONE } : {}) });
      const kept = JSON.stringify(JSON.stringify(likes));
      await page.addInitScript(`if (self === top) localStorage.setItem("ui.mail", ${kept})`);
      await page.goto(path);
      await page.getByLabel("Địa chỉ thư").fill(`${local}@${DOMAIN}`);
      await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
      await page.getByRole("navigation", { name: "Thư mục" }).or(page.getByRole("searchbox")).first().waitFor();
      return page;
    },
  };
}

/** The rows of the list on the screen. */
export function rowsOf(page: Page): Locator {
  return page.getByRole("list", { name: "Danh sách thư" }).getByRole("listitem");
}
