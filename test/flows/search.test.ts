import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "@congthu/server/app";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { appendMessage } from "@congthu/server/core/mailbox/append-message";
import { expunge } from "@congthu/server/core/mailbox/expunge";
import { flagsFromNames } from "@congthu/server/core/mailbox/flags";
import { setFlags } from "@congthu/server/core/mailbox/set-flags";
import { docx } from "@congthu/server/demo/documents/docx";
import { pdf } from "@congthu/server/demo/documents/pdf";
import { xlsx } from "@congthu/server/demo/documents/xlsx";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import type { SearchTerm } from "@congthu/server/store/search";
import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { type Province, seedProvince } from "../harness/province.ts";

const letter = (subject: string, body: string) =>
  Buffer.from(
    `From: =?utf-8?B?${Buffer.from("Đỗ Văn Bình").toString("base64")}?= <binh@tinh.gov.vn>\r\nTo: anh@tinh.gov.vn\r\nSubject: =?utf-8?B?${Buffer.from(subject).toString("base64")}?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`,
  );

describe("search", function () {
  this.timeout(60_000);
  const dir = mkdtempSync(join(tmpdir(), "congthu-"));
  let app: Awaited<ReturnType<typeof createApp>>;
  let province: Province;
  let inbox: { accountId: AccountId; mailboxId: MailboxId };
  const ids: Record<string, string> = {};

  const append = async (name: string, subject: string, body: string) => {
    const staged = await stageMessage(app, letter(subject, body));
    const done = await appendMessage(app, { ...inbox, staged, flags: 0, keywords: "" });
    ids[name] = done.emailId;
    return done;
  };
  const found = async (...terms: (string | SearchTerm)[]) => {
    await app.search.settled();
    const hits = await app.search.search({
      accountId: inbox.accountId,
      terms: terms.map((t) => (typeof t === "string" ? { text: t } : t)),
      limit: 10,
    });
    return hits.map((h) => Object.keys(ids).find((name) => ids[name] === h.emailId));
  };

  before(async () => {
    app = await createApp({ dataDir: dir, hostname: "mail.test", logLevel: "silent" });
    province = await seedProvince(app);
    const row = await app.db.read((r) => mailboxByRole(r, province.accounts.anh, "inbox"));
    assert.ok(row);
    inbox = { accountId: province.accounts.anh, mailboxId: row.mailbox_id };
    await append("dienBien", "Báo cáo của tỉnh Điện Biên", "Kính gửi Sở Nội vụ, mã hồ sơ ZQX-7731.");
    await append("dien", "Dien Bien khong dau", "ban nhap");
    await append("decomposed", "Hội nghị".normalize("NFD"), "Kính mời đồng chí dự họp");
  });
  after(async () => {
    await app.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it("finds with and without marks, exact spelling first", async () => {
    assert.deepEqual(await found("điện biên"), ["dienBien", "dien"]);
    assert.deepEqual((await found("dien bien")).toSorted(), ["dien", "dienBien"]);
    assert.deepEqual(await found("hội nghị"), ["decomposed"]);
    assert.deepEqual(await found("hoi nghi"), ["decomposed"]);
  });

  it("finds codes, phrases and fields, and nothing that is not there", async () => {
    assert.deepEqual(await found("ZQX-7731"), ["dienBien"]);
    assert.deepEqual(await found({ text: "hồ sơ", field: "body" }), ["dienBien"]);
    assert.deepEqual(await found({ text: "hồ sơ", field: "subject" }), []);
    assert.deepEqual(await found("biên điện"), []);
    assert.deepEqual(await found({ text: "do van binh", field: "from" }, { text: "họp" }), ["decomposed"]);
    assert.deepEqual(await found('" OR account:x'), []);
  });

  it("shows an account only its own mail", async () => {
    await app.search.settled();
    const other = await app.search.search({ accountId: province.accounts.chi, terms: [{ text: "dien" }], limit: 10 });
    assert.deepEqual(other, []);
  });

  it("finds what PDF, Word and Excel files say, as far as the limits go", async () => {
    const paper = {
      heading: ["UBND TỈNH"],
      paragraphs: ["Về việc nạo vét kênh Thủy Lợi Cầu Đá"],
      signature: ["Trần Văn Kênh"],
    };
    const files: [name: string, type: string, bytes: Buffer][] = [
      ["vanban.pdf", "application/pdf", pdf(paper)],
      ["vanban.docx", "application/octet-stream", docx(paper)],
      ["bang.xlsx", "application/octet-stream", xlsx("Bảng", [["Nạo vét kênh Thủy Lợi Cầu Đá", 7]])],
      ["hong.pdf", "application/pdf", Buffer.from("%PDF-1.7 hỏng")],
    ];
    for (const [name, type, bytes] of files) {
      const staged = await stageMessage(
        app,
        Buffer.from(
          `From: a@x\r\nSubject: tep\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nxem tep\r\n--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString("base64")}\r\n--b--\r\n`,
        ),
      );
      ids[name] = (await appendMessage(app, { ...inbox, staged, flags: 0, keywords: "" })).emailId;
    }
    assert.deepEqual((await found("nao vet kenh")).toSorted(), ["bang.xlsx", "vanban.docx", "vanban.pdf"]);
    assert.deepEqual((await found({ text: "cau da", field: "attachment" })).length, 3);
    assert.deepEqual(await found({ text: "cau da", field: "body" }), []);
    assert.deepEqual(await found({ text: "hong pdf", field: "attachment" }), ["hong.pdf"]);
  });

  it("forgets what is destroyed", async () => {
    const { uid } = await append("gone", "Thư sẽ xóa", "nội dung tạm");
    assert.deepEqual(await found("tạm"), ["gone"]);
    await setFlags(app, { ...inbox, uids: [uid], mode: "add", change: flagsFromNames(["\\Deleted"]) });
    await expunge(app, inbox);
    assert.deepEqual(await found("tạm"), []);
  });

  it("catches up after a restart, and is rebuilt when its file is lost", async () => {
    await app.close();
    rmSync(join(dir, "search.sqlite"));
    app = await createApp({ dataDir: dir, hostname: "mail.test", logLevel: "silent" });
    assert.deepEqual(await found("ZQX 7731"), ["dienBien"]);
  });
});
