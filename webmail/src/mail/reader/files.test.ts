import assert from "node:assert/strict";
import type { EmailBodyPart } from "@congthu/shared/jmap/mail";
import { listedFiles, type PreviewKind, previewKind } from "./files.ts";

const part = (change: Partial<EmailBodyPart>): EmailBodyPart => ({
  partId: "1",
  blobId: "b",
  size: 10,
  name: "a.pdf",
  type: "application/pdf",
  charset: null,
  disposition: "attachment",
  cid: null,
  language: null,
  location: null,
  ...change,
});

describe("the files of a letter", () => {
  it("are all attachments but images within the text", () => {
    const attachments = [
      part({ partId: "1", name: "Báo cáo.xlsx".normalize("NFD"), type: "application/x" }),
      part({ partId: "2", type: "image/png", disposition: "inline", cid: "x" }),
      part({ partId: "3", type: "image/png", disposition: "attachment", cid: "y" }),
      part({ partId: "4", name: null }),
      part({ partId: "5", blobId: null }),
    ];
    assert.deepEqual(
      listedFiles({ attachments }).map((f) => [f.key, f.name]),
      [
        ["1", "Báo cáo.xlsx"],
        ["3", "a.pdf"],
        ["4", "tệp không tên"],
      ],
    );
  });

  const previews: [string, string, number, PreviewKind | null][] = [
    ["application/pdf", "a", 10, "pdf"],
    ["IMAGE/PNG", "a", 10, "image"],
    ["image/svg+xml", "a.svg", 10, null],
    ["text/html", "a.html", 10, null],
    ["application/pdf", "a", 1e9, null],
    ["message/rfc822", "a", 10, "frame"],
    ["application/octet-stream", "Báo cáo.DOCX", 10, "frame"],
    ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "a", 10, "frame"],
    ["application/msword", "a.doc", 10, null],
  ];
  for (const [type, name, size, kind] of previews)
    it(`${type} ${name} of ${size} octets is looked at as ${kind}`, () =>
      assert.equal(previewKind({ type, name, size }), kind));
});
