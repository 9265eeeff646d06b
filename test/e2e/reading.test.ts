import assert from "node:assert/strict";
import { writeSpreadsheet } from "@congthu/server/lib/spreadsheet";
import type { Page } from "playwright-core";
import { type MailBench, openMailBench, rowsOf } from "../harness/mail-bench.ts";

const PDF =
  "%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj trailer<</Root 1 0 R>>";

describe("reading letters", function () {
  this.timeout(60_000);
  let bench: MailBench;
  let page: Page;
  before(async () => {
    bench = await openMailBench();
  });
  afterEach(() => page?.context().close());
  after(() => bench.close());

  const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
  const deliver = async (to: "anh" | "binh" | "chi", head: string, body: string | Buffer) => {
    bench.now.ms += 60_000;
    const bytes = Buffer.concat([Buffer.from(`MIME-Version: 1.0\r\n${head}\r\n\r\n`, "latin1"), Buffer.from(body)]);
    await bench.deliver(bytes, [bench.province.accounts[to]]);
  };
  const talk = (id: string, subject: string, before = "") =>
    deliver(
      "anh",
      `From: ${word("Trần Thị Bình")} <binh@tinh.gov.vn>\r\nSubject: ${word(subject)}\r\nMessage-ID: <${id}@x>\r\n${before ? `In-Reply-To: <${before}@x>\r\nReferences: <${before}@x>\r\n` : ""}Content-Type: text/plain; charset=utf-8`,
      `Nội dung ${id}\r\n`,
    );
  const row = (subject: string) => rowsOf(page).filter({ hasText: subject });
  const letters = () => page.getByRole("main", { name: "Nội dung thư" }).getByRole("article");

  it("gathers a conversation in one row and on one page, deletes it and takes that back", async () => {
    await talk("a", "Lịch họp");
    await talk("b", "Re: Lịch họp", "a");
    await talk("c", "Re: Lịch họp", "b");
    page = await bench.enter("anh");
    await row("Lịch họp").getByTitle("3 thư trong cuộc trao đổi").waitFor();
    assert.equal(await rowsOf(page).count(), 1);
    await row("Lịch họp").getByRole("link").click();
    await letters().nth(2).waitFor();
    await page.frameLocator("iframe").last().getByText("Nội dung c").waitFor();
    await page.getByRole("toolbar", { name: "Nội dung thư" }).getByRole("button", { name: "Xóa" }).click();
    await page.getByText("Hộp thư đến không có thư").waitFor();
    await page.getByRole("button", { name: "Hoàn tác" }).click();
    await row("Lịch họp").getByTitle("3 thư trong cuộc trao đổi").waitFor();
    await page.getByRole("button", { name: "Sắp xếp và hiển thị" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Gộp thư theo cuộc trao đổi" }).click();
    await rowsOf(page).nth(2).waitFor();
  });

  it("gives a label with a name and a colour, finds letters by it, and takes it back", async () => {
    await deliver("chi", `Subject: ${word("Giấy mời họp")}\r\nContent-Type: text/plain; charset=utf-8`, "x");
    page = await bench.enter("chi");
    await row("Giấy mời họp").getByRole("link").click();
    await page.getByRole("toolbar", { name: "Nội dung thư" }).getByRole("button", { name: "Gắn nhãn" }).click();
    await page.getByRole("menuitem", { name: "Tạo nhãn" }).click();
    await page.getByLabel("Tên nhãn").fill("Việc gấp");
    await page.getByRole("dialog").getByRole("button", { name: "Lưu" }).click();
    await row("Giấy mời họp").getByText("Việc gấp").waitFor();
    await page.getByRole("region", { name: "Nhãn" }).getByRole("link", { name: "Việc gấp" }).click();
    await page.getByText("1 kết quả").waitFor();
    await page.getByRole("button", { name: "Hoàn tác" }).click();
    await page.getByText("Không tìm thấy thư nào").waitFor();
  });

  it("shows a letter in an old charset right by one click, and warns of whom it comes from", async () => {
    const head =
      "From: an@tinh-gov.vn\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit";
    const body = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc";
    await deliver("binh", head, Buffer.from(body, "latin1"));
    page = await bench.enter("binh");
    await rowsOf(page).first().getByRole("link").click();
    await page.getByText("Tên miền tinh-gov.vn trông giống tinh.gov.vn nhưng không phải").waitFor();
    await page.getByRole("button", { name: "Xem đúng dấu" }).click();
    await page.frameLocator("iframe").getByText("Cộng hoà xã hội chủ nghĩa Việt Nam").waitFor();
    await page.getByRole("button", { name: "Cách hiển thị thư" }).click();
    await page.getByRole("menuitemradio", { name: "Như thư ghi" }).click();
    await page.frameLocator("iframe").getByText("Céng hoµ").waitFor();
  });

  it("shows files without a download: workbook, letter, PDF; nothing in them runs", async () => {
    const rows = [[{ value: "STT" }, { value: "<img src=x onerror=alert(1)>Sở Nội vụ" }]];
    const file = (name: string, type: string, bytes: Uint8Array) =>
      `--m\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(bytes).toString("base64")}\r\n`;
    const inner = `From: lan@x.gov.vn\r\nSubject: ${word("Thư bên trong")}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<script>top.document.title="ran"</script><b>Xin chào</b>`;
    const body =
      "--m\r\nContent-Type: text/plain\r\n\r\nx\r\n" +
      file("bang.xlsx", "application/octet-stream", await writeSpreadsheet([{ name: "Tháng 1", rows }], 0)) +
      file("vanban.pdf", "application/pdf", Buffer.from(PDF)) +
      `--m\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--m--\r\n`;
    await deliver("binh", "Subject: Tep\r\nContent-Type: multipart/mixed; boundary=m", body);
    page = await bench.enter("binh");
    await row("Tep").getByRole("link").click();
    const dialog = page.getByRole("dialog");
    const files = page.getByRole("region", { name: "Tệp đính kèm" });
    await files.getByRole("button", { name: "Xem trước bang.xlsx" }).click();
    const sheet = dialog.frameLocator("iframe");
    await sheet.getByRole("cell", { name: "<img src=x onerror=alert(1)>Sở Nội vụ" }).waitFor();
    await page.keyboard.press("Escape");
    await files.getByRole("button", { name: /Xem trước thư\.eml/ }).click();
    await sheet.getByText("Xin chào").waitFor();
    await sheet.getByText("Thư bên trong").waitFor();
    assert.notEqual(await page.title(), "ran");
    await page.keyboard.press("Escape");
    await files.getByRole("button", { name: "Xem trước vanban.pdf" }).click();
    assert.match((await dialog.locator("iframe").getAttribute("src")) ?? "", /^blob:/);
  });
});
