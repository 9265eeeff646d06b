import assert from "node:assert/strict";
import type { Invocation } from "@congthu/shared/jmap/core";
import type { Email } from "@congthu/shared/jmap/mail";
import type { Identity } from "@congthu/shared/jmap/submission";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Got<T> = { list: T[]; notFound: string[] };
type Sent = { sent: Record<string, Record<string, unknown>> | null; notSent: Record<string, { type: string }> | null };

const resultOf = (response: Invocation | undefined) => response?.[1] as Sent | undefined;

describe("JMAP read receipts", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  let binh: JmapPerson;
  let identityId: string;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
    binh = await bench.signIn("binh");
    identityId = (await anh.call<Got<Identity>>("Identity/get")).list[0]?.id ?? "";
  });
  after(() => bench.close());

  const newest = async (person: JmapPerson) => {
    const [, got] = await person.run(
      [
        "Email/query",
        { accountId: person.accountId, sort: [{ property: "receivedAt", isAscending: false }], limit: 1 },
      ],
      ["Email/get", { accountId: person.accountId, "#ids": { resultOf: "c0", name: "Email/query", path: "/ids" } }],
    );
    return (got?.[1].list as Email[] | undefined)?.[0];
  };
  const letter = (more: string) =>
    `From: binh@tinh.gov.vn\r\nTo: anh@tinh.gov.vn\r\nSubject: Cong van\r\nMessage-ID: <${more.length}@x>\r\n${more}\r\nx\r\n`;
  const disposition = { actionMode: "manual-action", sendingMode: "mdn-sent-manually", type: "displayed" };
  const send = (emailId: string, onSuccessUpdateEmail?: unknown) =>
    anh.run([
      "MDN/send",
      {
        accountId: anh.accountId,
        identityId,
        send: { k: { forEmailId: emailId, disposition, reportingUA: "Cong Thu", extensionFields: { "X-Phong": "A" } } },
        ...(onSuccessUpdateEmail ? { onSuccessUpdateEmail } : {}),
      },
    ]);

  // RFC 9007 §2.1, §2.2
  it("are sent once, to who asked for them, and can be read", async () => {
    await bench.deliver(letter("Disposition-Notification-To: binh@tinh.gov.vn\r\n"), [anh.accountId]);
    const email = await newest(anh);
    const id = email?.id ?? "";
    const [unmarked] = await send(id);
    assert.equal(resultOf(unmarked)?.notSent?.k?.type, "invalidProperties");
    bench.now.ms += 1000;
    const [sent, implicit] = await send(id, { "#k": { "keywords/$mdnsent": true } });
    assert.equal(resultOf(sent)?.sent?.k?.finalRecipient, "anh@tinh.gov.vn");
    assert.deepEqual([implicit?.[0], implicit?.[1].updated], ["Email/set", { [id]: null }]);
    const receipt = await newest(binh);
    assert.match(receipt?.subject ?? "", /Báo đã nhận thư/);
    const read = await binh.call<{ parsed: Record<string, Record<string, unknown>> }>("MDN/parse", {
      blobIds: [receipt?.blobId ?? ""],
    });
    const parsed = read.parsed[receipt?.blobId ?? ""];
    assert.deepEqual(
      [parsed?.disposition, parsed?.finalRecipient, parsed?.reportingUA, parsed?.originalMessageId],
      [disposition, "anh@tinh.gov.vn", "Cong Thu", email?.messageId?.[0]],
    );
    const [again] = await send(id, { [id]: { "keywords/$mdnsent": true } });
    assert.equal(resultOf(again)?.notSent?.k?.type, "mdnAlreadySent");
  });

  it("are refused where nobody asked, and what is none is told apart", async () => {
    bench.now.ms += 1000;
    await bench.deliver(letter(""), [anh.accountId]);
    const email = await newest(anh);
    const id = email?.id ?? "";
    const [refused] = await send(id, { [id]: { "keywords/$mdnsent": true } });
    assert.equal(resultOf(refused)?.notSent?.k?.type, "notFound");
    const { keywords } = (await newest(anh)) ?? {};
    assert.deepEqual(keywords, {});
    const read = await anh.call<Record<string, unknown>>("MDN/parse", { blobIds: [email?.blobId, "0".repeat(64)] });
    assert.deepEqual([read.parsed, read.notParsable, read.notFound], [null, [email?.blobId], ["0".repeat(64)]]);
    await assert.rejects(anh.call("MDN/send", { identityId: "i000000000000000", send: {} }), /invalidArguments/);
  });
});
