import assert from "node:assert/strict";
import { answerDraft, answerSubject, type OriginalLetter, type Sender } from "./answer.ts";

const person = (name: string | null, email: string) => ({ name, email });
const an = person("Nguyễn Văn An", "an@x.gov.vn");
const lan = person("Trần Thị Lan", "lan@x.gov.vn");
const huy = person(null, "huy@x.gov.vn");
const senders: Sender[] = [
  { id: "i1", email: "an@x.gov.vn", name: "An", accountId: "a1" },
  { id: "i2", email: "snv@x.gov.vn", name: "Sở Nội vụ", accountId: "a2" },
];
const part = (partId: string, type: string) =>
  ({ partId, type, blobId: `b-${partId}`, name: null, cid: null, disposition: null, size: 1 }) as never;
const letter = (change: Partial<OriginalLetter> = {}) =>
  ({
    id: "e1",
    from: [lan],
    to: [an, huy],
    cc: null,
    bcc: null,
    replyTo: null,
    subject: "Báo cáo",
    sentAt: "2026-11-22T17:05:00+07:00",
    receivedAt: "2026-11-22T10:05:00Z",
    messageId: ["m1@x"],
    inReplyTo: null,
    references: ["m0@x"],
    keywords: {},
    attachments: [],
    textBody: [part("t", "text/plain")],
    htmlBody: [part("h", "text/html")],
    bodyValues: { t: { value: "Dòng 1\nDòng 2" }, h: { value: "<p>Dòng 1</p>" } },
    ...change,
  }) as OriginalLetter;
const answer = (mode: "reply" | "replyAll" | "forward", change: Partial<OriginalLetter> = {}, accountId = "a1") => {
  const draft = answerDraft(letter(change), mode, accountId, senders);
  assert.ok(draft);
  return draft;
};
const emails = (list: { email: string }[]) => list.map((p) => p.email);

describe("answers", () => {
  const subjects: [string, "Re" | "Fwd", string][] = [
    ["Báo cáo", "Re", "Re: Báo cáo"],
    ["Re: RE : re:Báo cáo", "Re", "Re: Báo cáo"],
    ["Fwd: Re: Báo cáo", "Fwd", "Fwd: Báo cáo"],
    ["Trả lời: Báo cáo", "Re", "Re: Báo cáo"],
    ["Regarding", "Re", "Re: Regarding"],
    ["", "Re", "Re: "],
  ];
  for (const [subject, prefix, made] of subjects)
    it(`${prefix} of "${subject}"`, () => assert.equal(answerSubject(subject, prefix), made));

  it("go to the sender, or to where the sender wants answers", () => {
    assert.deepEqual(emails(answer("reply").to), ["lan@x.gov.vn"]);
    assert.deepEqual(emails(answer("reply", { replyTo: [huy] }).to), ["huy@x.gov.vn"]);
  });

  it("to all leave oneself out, and name everybody once", () => {
    const draft = answer("replyAll", { cc: [lan, person(null, "AN@x.gov.vn"), person(null, "snv@x.gov.vn")] });
    assert.deepEqual([emails(draft.to), emails(draft.cc)], [["lan@x.gov.vn"], ["huy@x.gov.vn"]]);
  });

  it("to one's own letter go to those it went to", () => {
    const draft = answer("replyAll", { from: [an], to: [lan], cc: [huy] });
    assert.deepEqual([emails(draft.to), emails(draft.cc)], [["lan@x.gov.vn"], ["huy@x.gov.vn"]]);
  });

  it("come from the address that was written to, in the account the letter lies in", () => {
    assert.equal(answer("reply").identityId, "i1");
    const draft = answer("reply", { to: [person(null, "snv@x.gov.vn")] }, "a2");
    assert.deepEqual([draft.accountId, draft.identityId], ["a2", "i2"]);
  });

  it("keep the thread together; forwarding starts another", () => {
    const reply = answer("reply");
    assert.deepEqual([reply.inReplyTo, reply.references], [["m1@x"], ["m0@x", "m1@x"]]);
    assert.deepEqual(answer("reply", { references: null, inReplyTo: ["p@x"] }).references, ["p@x", "m1@x"]);
    assert.equal(answer("forward").inReplyTo, null);
    assert.deepEqual(answer("forward").to, []);
  });

  it("take files along when forwarding, images of the text always", () => {
    const attachments = [
      { ...(part("1", "application/pdf") as object), name: "a.pdf" },
      { ...(part("2", "image/png") as object), cid: "c1" },
    ] as unknown as OriginalLetter["attachments"];
    const bodyValues = { h: { value: '<img src="cid:c1">' } } as unknown as OriginalLetter["bodyValues"];
    assert.deepEqual(
      answer("reply", { attachments, bodyValues }).files.map((f) => f.cid),
      ["c1"],
    );
    assert.deepEqual(
      answer("forward", { attachments, bodyValues }).files.map((f) => [f.name, f.cid]),
      [
        ["a.pdf", null],
        ["", "c1"],
      ],
    );
  });

  it("quote the original", () => {
    const { quote } = answer("reply");
    assert.match(
      quote?.html ?? "",
      /^<p>Vào Chủ Nhật, 22\/11\/2026 17:05, Trần Thị Lan &lt;lan@x\.gov\.vn&gt; đã viết:/,
    );
    assert.match(quote?.html ?? "", /<blockquote[^>]*><p>Dòng 1<\/p><\/blockquote>$/);
    assert.match(quote?.text ?? "", /\n> Dòng 1\n> Dòng 2$/);
    assert.match(answer("forward").quote?.html ?? "", /Thư chuyển tiếp.*Tiêu đề: Báo cáo/);
  });

  it("are marked on the original once sent", () => {
    assert.deepEqual(answer("reply").answered, { accountId: "a1", emailId: "e1", keyword: "$answered" });
    assert.equal(answer("forward").answered?.keyword, "$forwarded");
  });
});
