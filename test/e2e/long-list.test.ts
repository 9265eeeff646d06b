import assert from "node:assert/strict";
import { placeRowsIn } from "@congthu/server/core/mailbox/move-messages";
import { timeId } from "@congthu/server/lib/ids";
import { holdExistingBlob } from "@congthu/server/store/blob-refs";
import { addUsed, raiseModseq } from "@congthu/server/store/changes";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import { messagesByUids } from "@congthu/server/store/messages";
import type { Page } from "playwright-core";
import { type MailBench, openMailBench, rowsOf } from "../harness/mail-bench.ts";

const MESSAGES = 100_000;
const PORTION = 5_000;

describe("a long list, and several windows in step", function () {
  this.timeout(120_000);
  let bench: MailBench;
  const pages: Page[] = [];
  before(async () => {
    bench = await openMailBench();
  });
  afterEach(() => Promise.all(pages.splice(0).map((page) => page.context().close())));
  after(() => bench.close());

  const enter = async (...args: Parameters<MailBench["enter"]>) => {
    const page = await bench.enter(...args);
    pages.push(page);
    return page;
  };
  const deliver = (to: "anh" | "chi", subject: string) => {
    bench.now.ms += 1_000;
    return bench.deliver(`Subject: ${subject}\r\nMessage-ID: <${subject}@x>\r\n\r\nx\r\n`, [
      bench.province.accounts[to],
    ]);
  };

  it("of 100,000 letters is scrolled to its end", async () => {
    const accountId = bench.province.accounts.anh;
    await deliver("anh", "Cu-nhat");
    await deliver("anh", "Mau");
    await fill(accountId);
    await deliver("anh", "Moi-nhat");
    const page = await enter("anh", { likes: { conversations: false } });
    await page.getByText("100.001 thư", { exact: true }).waitFor();
    await rowsOf(page).filter({ hasText: "Moi-nhat" }).waitFor();
    // As text: this side of the harness knows no DOM.
    const scroll = (part: number) =>
      page.evaluate(`{ const list = document.getElementById("main"); list.scrollTop = list.scrollHeight * ${part}; }`);
    for (const part of [0.25, 0.5, 0.75]) {
      await scroll(part);
      const passed = Math.floor(part * MESSAGES);
      await page.locator(`[aria-posinset="${passed}"]`).filter({ hasText: "Mau" }).waitFor();
    }
    await scroll(1);
    const last = rowsOf(page).filter({ hasText: "Cu-nhat" });
    await last.waitFor();
    assert.equal(await last.getAttribute("aria-posinset"), "100001");
    // Only what is on the screen exists.
    assert.ok((await rowsOf(page).count()) < 60);
  });

  it("shows the same on two tabs and a phone", async () => {
    await deliver("chi", "Thu-mot");
    const first = await enter("chi");
    const second = await first.context().newPage();
    await second.goto("/");
    const phone = await enter("chi", { phone: true });
    const row = (page: Page, subject: string) => rowsOf(page).filter({ hasText: subject });
    for (const page of [first, second, phone]) await row(page, "Thu-mot").waitFor();
    await deliver("chi", "Thu-hai");
    for (const page of [first, second, phone]) await row(page, "Thu-hai").waitFor();
    await row(first, "Thu-mot").hover();
    await row(first, "Thu-mot").getByRole("button", { name: "Gắn cờ" }).click();
    for (const page of [second, phone]) await row(page, "Thu-mot").getByRole("button", { name: "Bỏ cờ" }).waitFor();
    await row(phone, "Thu-hai").getByRole("link").click();
    await phone.getByRole("button", { name: "Xóa", exact: true }).click();
    for (const page of [first, second]) await row(page, "Thu-hai").waitFor({ state: "detached" });
    await second.getByText("1 thư", { exact: true }).waitFor();
  });

  /** Copies of the second letter until the inbox holds so many; every count stays right. */
  async function fill(accountId: typeof bench.province.accounts.anh): Promise<void> {
    const inbox = await bench.app.db.read((r) => mailboxByRole(r, accountId, "inbox"));
    assert.ok(inbox);
    const key = { accountId, mailboxId: inbox.mailbox_id };
    const [model] = await bench.app.db.read((r) => messagesByUids(r, key, [2]));
    assert.ok(model);
    for (let done = 2; done < MESSAGES; done += PORTION) {
      const count = Math.min(PORTION, MESSAGES - done);
      const rows = Array.from({ length: count }, (_, i) => {
        const at = model.received_at + (done + i) * 10;
        return { ...model, email_id: timeId<"email">("e", at), received_at: at };
      });
      await bench.app.db.write(async (tx) => {
        const modseq = await raiseModseq(tx, accountId);
        await holdExistingBlob(tx, model.blob_id, count);
        await placeRowsIn(tx, { accountId, rows, to: key.mailboxId, modseq, nowMs: bench.now.ms });
        await addUsed(tx, accountId, { bytes: model.size_bytes * count, count });
      });
    }
    bench.now.ms += MESSAGES * 10;
  }
});
