import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ImapFlow } from "imapflow";
import type { Page } from "playwright-core";
import { type DemoServer, startDemo } from "../harness/demo-server.ts";
import { pasteHtml, signInAt } from "../harness/mail-page.ts";

const SUBJECT = "Báo cáo tình hình xử lý thư điện tử quý IV";
const FILE = "Phụ lục số 1 – Nguyễn Đức Trường.bin";
const TABLE =
  '<html><body><table class="MsoTableGrid" border="1"><tr><td><p>STT</p></td><td><p>Đơn vị</p></td></tr><tr><td><p>1</p></td><td><p>Sở Nội vụ</p></td></tr></table></body></html>';

// The job the product exists for, from one official's screen to another's, and into the figures.
describe("a letter from one official to another", function () {
  this.timeout(180_000);
  let demo: DemoServer;
  before(async () => {
    demo = await startDemo();
  });
  after(() => demo.close());

  it("is written, seen at once, read, answered, the same by IMAP, and counted", async () => {
    // Both had not used their mail in the demo's quarter.
    const sender = demo.person(/^Sở Nội vụ/, "never");
    const receiver = demo.person(/^UBND (xã|phường)/, "never");
    const reviewer = demo.roles.usageReviewer[0];
    assert.ok(reviewer);
    const figures = await signInAt(demo, reviewer, "/admin#/su-dung?period=month");
    const before = { sender: await usersOf(figures, sender.agency), receiver: await usersOf(figures, receiver.agency) };

    const hers = await signInAt(demo, receiver, "/");
    await hers.getByRole("heading", { name: "Hộp thư đến" }).waitFor();
    const his = await signInAt(demo, sender, "/");
    const file = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256));
    await write(his, { to: receiver, subject: SUBJECT.normalize("NFD"), file });

    const row = hers.getByRole("listitem").filter({ hasText: SUBJECT });
    await row.waitFor({ timeout: 30_000 });
    await row.getByRole("link").click();
    const frame = hers.frameLocator('iframe[title^="Nội dung thư của"]').first();
    await frame.getByRole("cell", { name: "Sở Nội vụ" }).waitFor();
    const download = hers.waitForEvent("download");
    await hers.getByRole("button", { name: `Tải xuống ${FILE}` }).click();
    const got = await download;
    assert.equal(got.suggestedFilename(), FILE);
    assert.ok(file.equals(readFileSync(await got.path())), "the attachment came byte for byte");

    await hers.getByRole("button", { name: "Trả lời", exact: true }).first().click();
    const answer = hers.getByRole("dialog", { name: /Soạn thư/ });
    await answer.getByRole("textbox", { name: "Nội dung" }).click();
    await hers.keyboard.type("Đã nhận được báo cáo, cảm ơn đồng chí.");
    await answer.getByRole("button", { name: "Gửi", exact: true }).click();
    const reply = his.getByRole("listitem").filter({ hasText: SUBJECT });
    await reply.waitFor({ timeout: 30_000 });

    const seen = await byImap(demo, receiver);
    assert.equal(seen.subject, SUBJECT.normalize("NFC"));
    assert.ok(seen.flags.has("\\Seen") && seen.flags.has("\\Answered"), [...seen.flags].join(" "));

    await figures.reload();
    const after = { sender: await usersOf(figures, sender.agency), receiver: await usersOf(figures, receiver.agency) };
    assert.deepEqual(
      [after.sender.active - before.sender.active, after.receiver.active - before.receiver.active],
      [1, 1],
    );
    assert.ok(after.sender.percent > before.sender.percent && after.receiver.percent > before.receiver.percent);
  });
});

type Letter = { to: { name: string }; subject: string; file: Buffer };

async function write(page: Page, letter: Letter): Promise<void> {
  await page.getByRole("button", { name: "Soạn thư" }).first().click();
  const dialog = page.getByRole("dialog", { name: /Soạn thư/ });
  const name = withoutMarks(letter.to.name);
  await dialog
    .getByRole("combobox", { name: "Đến" })
    .or(dialog.getByRole("textbox", { name: "Đến" }))
    .first()
    .pressSequentially(name);
  await page.getByRole("option").filter({ hasText: letter.to.name }).first().click();
  await dialog.getByRole("textbox", { name: "Tiêu đề" }).fill(letter.subject);
  await dialog.getByRole("textbox", { name: "Nội dung" }).click();
  await page.keyboard.type("Kính gửi đồng chí, ");
  await pasteHtml(page, TABLE, "STT\tĐơn vị\n1\tSở Nội vụ");
  const chooser = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Đính kèm tệp" }).click();
  await (await chooser).setFiles({
    name: FILE.normalize("NFD"),
    mimeType: "application/octet-stream",
    buffer: letter.file,
  });
  await dialog.getByRole("button", { name: /Bỏ tệp/ }).waitFor();
  await dialog.getByText(/Đang tải lên/).waitFor({ state: "hidden" });
  await dialog.getByRole("button", { name: "Gửi", exact: true }).click();
}

function withoutMarks(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");
}

/** How many of an agency used their mail, and the share of its mailboxes, as the reviewer's table says. */
async function usersOf(page: Page, agency: string): Promise<{ active: number; percent: number }> {
  const table = page.getByRole("region", { name: "Số liệu theo cơ quan, đơn vị" }).getByRole("table");
  const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: agency, exact: true }) });
  await row.waitFor();
  const cells = await row.getByRole("cell").allTextContents();
  // STT, staff, mailboxes, share, on leave; then: used it, of mailboxes, of staff
  return { active: Number(cells[5]), percent: Number((cells[6] ?? "").replace("%", "").replace(",", ".")) };
}

async function byImap(demo: DemoServer, who: { address: string; password: string }) {
  const client = new ImapFlow({
    host: "localhost",
    port: demo.ports.imaps ?? 0,
    secure: true,
    auth: { user: who.address, pass: who.password },
    tls: { rejectUnauthorized: false },
    logger: false,
  });
  await client.connect();
  const lock = await client.getMailboxLock("INBOX");
  try {
    const found = await client.search({ subject: SUBJECT }, { uid: true });
    const message = await client.fetchOne(String((found || []).at(-1)), { envelope: true, flags: true }, { uid: true });
    assert.ok(message, "the letter is there by IMAP");
    return { subject: message.envelope?.subject, flags: message.flags ?? new Set<string>() };
  } finally {
    lock.release();
    await client.logout();
  }
}
