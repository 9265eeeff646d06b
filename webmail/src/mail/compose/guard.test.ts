import assert from "node:assert/strict";
import { type Draft, type DraftFile, emptyDraft } from "./draft.ts";
import { announcedFile, objections } from "./guard.ts";

const me = "me@yenbai.gov.vn";
const to = [{ name: null, email: "an@yenbai.gov.vn" }];
const file = (state: DraftFile["state"], cid: string | null = null): DraftFile => ({
  key: "1",
  name: "a.pdf",
  type: "application/pdf",
  size: 1,
  cid,
  state,
});
const draft = (change: Partial<Draft>): Draft => ({ ...emptyDraft("a", "i"), to, subject: "Báo cáo", ...change });

describe("the guard before sending", () => {
  const cases: [string, Partial<Draft>, string[]][] = [
    ["nothing", {}, []],
    ["no recipient", { to: [] }, ["noRecipient"]],
    ["only a hidden recipient", { to: [], bcc: to }, []],
    ["a bad address", { cc: [{ name: null, email: "an" }] }, ["badRecipient"]],
    ["no subject", { subject: "  " }, ["emptySubject"]],
    ["an upload under way", { files: [file({ is: "uploading", fraction: 0.5 })] }, ["uploading"]],
    ["a failed upload", { files: [file({ is: "failed", reason: "" })] }, ["failedFile"]],
    ["an announced file", { html: "<p>Xin gửi <b>đính kèm</b> báo cáo</p>" }, ["forgottenFile"]],
    ["an announced file that is there", { html: "<p>đính kèm</p>", files: [file({ is: "ready", blobId: "b" })] }, []],
    [
      "an announced file and an image in the text",
      { html: "<p>đính kèm</p>", files: [file({ is: "ready", blobId: "b" }, "x")] },
      ["forgottenFile"],
    ],
    ["words of the quoted original", { quote: { kind: "reply", html: "<p>đính kèm</p>", text: "", source: null } }, []],
    ["a mark of secrecy in the subject", { subject: "[MẬT] Phương án" }, ["secretMark"]],
    ["one at the head of the text", { html: "<p>TỐI MẬT</p><p>Kính gửi</p>" }, ["secretMark"]],
    [
      "one in the name of a file",
      { files: [{ ...file({ is: "ready", blobId: "b" }), name: "12-KH_MẬT_.pdf" }] },
      ["secretMark"],
    ],
    ["a password", { subject: "Đổi MẬT KHẨU", html: "<p>Bảo mật thông tin</p>" }, []],
    ["somebody outside", { cc: [{ name: null, email: "x@gmail.com" }] }, ["outside"]],
    [
      "very many",
      { to: Array.from({ length: 31 }, (_, i) => ({ name: null, email: `a${i}@yenbai.gov.vn` })) },
      ["many"],
    ],
  ];
  for (const [name, change, found] of cases)
    it(name, () =>
      assert.deepEqual(
        objections(draft(change), me).map((o) => o.is),
        found,
      ),
    );

  const texts: [string, string | null][] = [
    ["Xin gửi kèm, dự thảo.", "gửi kèm"],
    ["(đính kèm)", "đính kèm"],
    ["Dinh kem bao cao", "Dinh kem"],
    ["Please find attached", "attached"],
    ["Tôi đính chính", null],
    ["Hai đồng chí cùng đi kèm theo đoàn", null],
    ["", null],
  ];
  for (const [text, word] of texts) it(`"${text}"`, () => assert.equal(announcedFile(text), word));
});
