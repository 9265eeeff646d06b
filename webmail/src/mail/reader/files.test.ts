import assert from "node:assert/strict";
import type { EmailBodyPart } from "@congthu/shared/jmap/mail";
import { canPreview, listedFiles } from "./files.ts";

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

  const previews: [string, number, boolean][] = [
    ["application/pdf", 10, true],
    ["IMAGE/PNG", 10, true],
    ["image/svg+xml", 10, false],
    ["text/html", 10, false],
    ["application/pdf", 1e9, false],
  ];
  for (const [type, size, can] of previews)
    it(`${type} of ${size} octets ${can ? "can" : "cannot"} be previewed`, () =>
      assert.equal(canPreview({ type, size }), can));
});
