import assert from "node:assert/strict";
import { type Gist, readGist, writeGist } from "./gist.ts";

const empty: Gist = {
  sentAt: null,
  subject: null,
  baseSubject: "",
  messageId: null,
  inReplyTo: null,
  references: null,
  from: null,
  to: null,
  cc: null,
  bcc: null,
};

describe("gist", () => {
  const samples: [string, Gist][] = [
    ["nothing", empty],
    ["empty lists", { ...empty, subject: "", references: [], to: [] }],
    [
      "a reply",
      {
        sentAt: "2026-03-02T08:00:00+07:00",
        subject: "Re: Công văn số 12",
        baseSubject: "Công văn số 12",
        messageId: ["a@x"],
        inReplyTo: ["b@x"],
        references: ["c@x", "b@x"],
        from: [{ name: "Đỗ Văn Bình", email: "binh@tinh.gov.vn" }],
        to: [
          { name: null, email: "anh@tinh.gov.vn" },
          { name: "", email: "" },
        ],
        cc: [{ name: "Nhóm", email: "n@x" }],
        bcc: null,
      },
    ],
  ];
  for (const [name, gist] of samples)
    it(name, () => assert.deepEqual({ ...readGist(writeGist(gist) ?? "") }, { ...gist }));

  it("is not kept when it is long, and cannot be broken by what stands in it", () => {
    const to = Array(200).fill({ name: "Nguyễn Văn A", email: "a@tinh.gov.vn" });
    assert.equal(writeGist({ ...empty, to }), null);
    const odd = readGist(writeGist({ ...empty, subject: "a\x1fb", baseSubject: "a\x1fb" }) ?? "");
    assert.deepEqual([odd.subject, odd.to], ["a b", null]);
  });
});
