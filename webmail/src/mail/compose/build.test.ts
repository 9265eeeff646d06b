import assert from "node:assert/strict";
import type { Identity } from "@congthu/shared/jmap/submission";
import type { OriginalLetter } from "./answer.ts";
import { buildEmail, buildEnvelope, cidImages, isBlank } from "./build.ts";
import { type Draft, type DraftFile, emptyDraft } from "./draft.ts";
import { draftFromEmail, splitQuote } from "./reopen.ts";

const identity: Identity = {
  id: "i",
  name: "Nguyễn Văn An",
  email: "an@yenbai.gov.vn",
  replyTo: null,
  bcc: null,
  textSignature: "",
  htmlSignature: "",
  mayDelete: false,
};
const buildWith = {
  identity,
  draftsId: "d",
  agent: null,
  sanitize: (html: string) => html.replace(/<script.*<\/script>/, ""),
};
const file = (cid: string | null, state: DraftFile["state"] = { is: "ready", blobId: "b1" }): DraftFile => ({
  key: "1",
  name: "ảnh.png".normalize("NFD"),
  type: "image/png",
  size: 9,
  cid,
  state,
});
const draft = (change: Partial<Draft>): Draft => ({ ...emptyDraft("a", "i"), ...change });

describe("building a letter", () => {
  it("brings everything to NFC", () => {
    const nfd = (text: string) => text.normalize("NFD");
    const email = buildEmail(
      draft({
        to: [{ name: nfd("Trần Thị Ánh"), email: " anh@x.vn " }],
        subject: nfd("Báo  cáo\n quý"),
        html: `<p>${nfd("Kính gửi")}</p>`,
      }),
      buildWith,
    );
    assert.deepEqual(email.to, [{ name: "Trần Thị Ánh", email: "anh@x.vn" }]);
    assert.equal(email.subject, "Báo cáo quý");
    assert.match(email.bodyValues?.html?.value ?? "", /<p>Kính gửi<\/p>/);
    assert.equal(email.bodyValues?.text?.value, "Kính gửi");
    assert.equal(email.cc, null);
  });

  it("says who writes on behalf of an agency", () => {
    const agent = { name: "Đỗ Văn Bình", email: "binh@x.vn" };
    assert.deepEqual(buildEmail(draft({}), { ...buildWith, agent }).sender, [agent]);
    assert.equal(buildEmail(draft({}), buildWith).sender, null);
  });

  it("names images in the text by cid, and leaves out those that are gone", () => {
    const html = '<p><img src="/jmap/download/x" alt="a" data-cid="c1"></p>';
    assert.equal(cidImages(html), '<p><img src="cid:c1" alt="a"></p>');
    const email = buildEmail(draft({ html, files: [file("c1"), file("gone"), file(null)] }), buildWith);
    assert.deepEqual(
      email.attachments?.map((p) => [p.name, p.disposition, p.cid]),
      [
        ["ảnh.png", "inline", "c1"],
        ["ảnh.png", "attachment", undefined],
      ],
    );
  });

  it("keeps only files that were uploaded", () => {
    const files = [file(null, { is: "uploading", fraction: 0 }), file(null, { is: "failed", reason: "" })];
    assert.deepEqual(buildEmail(draft({ files }), buildWith).attachments, []);
  });

  it("puts the original below, sanitised, and finds it again", () => {
    const quote = { kind: "reply" as const, html: "<p>Gốc<script>x</script></p>", text: "> Gốc", source: null };
    const email = buildEmail(draft({ html: "<p>Trả lời</p>", quote }), buildWith);
    const html = email.bodyValues?.html?.value ?? "";
    assert.deepEqual(splitQuote(html).quote, "<p>Gốc</p>");
    assert.equal(email.bodyValues?.text?.value, "Trả lời\n\n> Gốc");
    const stored = {
      id: "e1",
      to: null,
      cc: null,
      bcc: null,
      subject: "S",
      inReplyTo: ["m"],
      references: null,
      attachments: [],
      htmlBody: [{ partId: "h", type: "text/html" }],
      bodyValues: { h: { value: html, isEncodingProblem: false, isTruncated: false } },
    } as unknown as Parameters<typeof draftFromEmail>[0];
    const reopened = draftFromEmail(stored, "a", "i");
    assert.match(reopened.html, /<p>Trả lời<\/p>/);
    assert.equal(reopened.quote?.html, "<p>Gốc</p>");
    assert.deepEqual(reopened.inReplyTo, ["m"]);
  });

  it("sends to each mailbox once, held back when asked", () => {
    const one = { name: null, email: "a@x.vn" };
    const sent = draft({ to: [one], cc: [{ name: "A", email: "A@x.vn" }], bcc: [{ name: null, email: "b@x.vn" }] });
    const envelope = buildEnvelope(sent, identity, { HOLDFOR: "13" });
    assert.deepEqual(
      envelope.rcptTo.map((r) => r.email),
      ["a@x.vn", "b@x.vn"],
    );
    assert.deepEqual(envelope.mailFrom, { email: identity.email, parameters: { HOLDFOR: "13" } });
    assert.equal(buildEnvelope(sent, identity, null).mailFrom.parameters, null);
  });

  it("asks for a receipt when wished, to the address it is written from", () => {
    const header = "header:Disposition-Notification-To:asAddresses";
    assert.deepEqual(buildEmail(draft({ receipt: true }), buildWith)[header], [
      { name: "Nguyễn Văn An", email: "an@yenbai.gov.vn" },
    ]);
    assert.equal(header in buildEmail(draft({}), buildWith), false);
  });

  it("knows a blank draft", () => {
    const signature = "<p>-- <br>An</p>";
    assert.equal(isBlank(draft({ html: "<p></p>" }), signature), true);
    assert.equal(isBlank(draft({ html: `<p></p>${signature}` }), signature), true);
    assert.equal(isBlank(draft({ html: "<p>a</p>" }), signature), false);
    assert.equal(isBlank(draft({ subject: "a" }), signature), false);
    assert.equal(isBlank(draft({ html: '<p><img src="x"></p>' }), ""), false);
  });

  it("puts files sent as links under the text, and a reopened draft has them again", () => {
    const state = { is: "linked" as const, linkId: "l1", url: "https://x/tep/ab", until: "2026-12-22T03:00:00Z" };
    const large: DraftFile = { ...file(null), name: 'Bản "A" & B <1>.zip', size: 120 * 1024 ** 2, state };
    const quote = { kind: "reply" as const, html: "<p>Gốc</p>", text: "Gốc", source: null };
    const email = buildEmail(draft({ html: "<p>Kính gửi</p>", files: [large], quote }), buildWith);
    const html = email.bodyValues?.html?.value ?? "";
    assert.deepEqual(email.attachments, []);
    assert.match(
      html,
      /Bản &quot;A&quot; &amp; B &lt;1&gt;\.zip<\/a> \(120 MB, tải được đến Thứ Ba, 22\/12\/2026 10:00\)/,
    );
    assert.match(
      email.bodyValues?.text?.value ?? "",
      /Kính gửi\n\n.*Bản "A" & B <1>\.zip.*\n {2}https:\/\/x\/tep\/ab\n\nGốc$/s,
    );
    const stored = {
      id: "e1",
      attachments: [],
      htmlBody: [{ partId: "html", type: "text/html" }],
      bodyValues: { html: { value: html } },
    } as unknown as OriginalLetter;
    const again = draftFromEmail(stored, "a", "i");
    assert.deepEqual(again.files, [{ ...large, key: "linked-0", type: "" }]);
    assert.match(again.html, /<p>Kính gửi<\/p><\/div>$/);
    assert.equal(again.quote?.html, "<p>Gốc</p>");
  });
});
