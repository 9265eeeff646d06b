import assert from "node:assert/strict";
import { deliverIn } from "@congthu/server/core/delivery/deliver";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import fc from "fast-check";
import { type ImapBench, openImap } from "../harness/imap.ts";
import { dialLines, type LineClient } from "../harness/line-client.ts";
import { PASSWORD } from "../harness/province.ts";

const NESTED = [
  "From: =?x?Q?broken",
  "Subject: V\xe0\xf9i \xff ch\u1eef".replace("\u1eef", "\x8f"),
  "Content-Type: multipart/mixed; boundary=a",
  "",
  "preamble",
  "--a",
  "",
  "first\x00with NUL and \xe1\xba",
  "--a",
  "Content-Type: message/rfc822",
  "",
  "Subject: inner",
  'Content-Type: multipart/alternative; boundary="b c"',
  "",
  "--b c",
  "Content-Type: text/plain",
  "",
  "deep",
  "--b c",
  "Content-Type: text/html",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "<b>=C3=A1</b>=",
  "",
  "--b c--",
  "--a--",
  "epilogue",
  "",
].join("\r\n");
const BARE_LF = "Subject: lf\nContent-Type: text/plain\n\nline\nline\r\nend without line end";
const LARGE = `Subject: large\r\n\r\n${"0123456789abcd\r\n".repeat(20_000)}`;

// What came in comes out: every section is a range of the message, the copy's own header lines in front.
describe("IMAP octets", function () {
  this.timeout(60_000);
  let imap: ImapBench;
  let client: LineClient;
  const whole: Buffer[] = [];
  let n = 0;
  before(async () => {
    imap = await openImap();
    for (const text of [NESTED, BARE_LF, LARGE]) {
      const bytes = Buffer.from(text, "latin1");
      const staged = await stageMessage(imap.app, bytes);
      await imap.app.db.write((tx) =>
        deliverIn(imap.app, tx, {
          staged,
          mailFrom: "a@example.org",
          senderAgencyId: null,
          to: [{ accountId: imap.province.accounts.anh, address: "anh@tinh.gov.vn" }],
          received: "Received: from x by y\r\n\tfor <anh>\r\n",
          extra: "",
          traceId: "t",
          channel: "smtp",
        }),
      );
    }
    client = await dialLines({ port: imap.ports.open });
    client.send(`l LOGIN anh@tinh.gov.vn ${PASSWORD}`);
    client.send("s SELECT INBOX");
    await client.until(/^s OK/);
    for (let seq = 1; seq <= 3; seq++) whole.push((await fetch(seq, "BODY.PEEK[]")) ?? Buffer.alloc(0));
  });
  after(async () => {
    client.destroy();
    await imap.close();
  });

  /** The octets of one item, null for NIL. */
  async function fetch(seq: number, item: string): Promise<Buffer | null> {
    const tag = `f${n++}`;
    client.send(`${tag} FETCH ${seq} ${item}`);
    const line = await client.line();
    const size = /\{(\d+)\}$/.exec(line);
    assert.ok(size || / NIL\)$/.test(line), line);
    const octets = size ? await client.bytes(Number(size[1])) : null;
    await client.until(new RegExp(`^${tag} OK`));
    return octets;
  }

  it("are those that came, behind the lines of this copy", () => {
    for (const [i, text] of [NESTED, BARE_LF, LARGE].entries()) {
      const got = whole[i] ?? Buffer.alloc(0);
      const head = got.subarray(0, got.length - Buffer.byteLength(text, "latin1")).toString();
      assert.match(
        head,
        /^Return-Path: <a@example\.org>\r\nDelivered-To: anh@tinh\.gov\.vn\r\nReceived: from x by y\r\n\tfor <anh>\r\n$/,
      );
      assert.ok(got.subarray(head.length).equals(Buffer.from(text, "latin1")));
    }
  });

  it("are as many as RFC822.SIZE says", async () => {
    client.send("z FETCH 1:3 RFC822.SIZE");
    const lines = await client.until(/^z OK/);
    assert.deepEqual(
      lines.slice(0, 3),
      whole.map((m, i) => `* ${i + 1} FETCH (RFC822.SIZE ${m.length})`),
    );
  });

  it("divide into header and text without rest", async () => {
    for (let seq = 1; seq <= 3; seq++) {
      const header = await fetch(seq, "BODY.PEEK[HEADER]");
      const text = await fetch(seq, "BODY.PEEK[TEXT]");
      assert.ok(Buffer.concat([header ?? Buffer.alloc(0), text ?? Buffer.alloc(0)]).equals(whole[seq - 1] as Buffer));
    }
  });

  it("come in any part asked for, over all borders", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.nat(1000),
        fc.integer({ min: 1, max: 1000 }),
        async (seq, from, length) => {
          const all = whole[seq - 1] as Buffer;
          const offset = Math.floor((from / 1000) * (all.length + 10));
          const got = await fetch(seq, `BODY.PEEK[]<${offset}.${length * 100}>`);
          assert.ok(got?.equals(all.subarray(offset, offset + length * 100)), `${seq} ${offset} ${length}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  const sections: [item: string, octets: string | null][] = [
    ["BODY.PEEK[1]", "first\x00with NUL and \xe1\xba"],
    ["BODY.PEEK[1.MIME]", "\r\n"],
    ["BODY.PEEK[2.HEADER]", 'Subject: inner\r\nContent-Type: multipart/alternative; boundary="b c"\r\n\r\n'],
    ["BODY.PEEK[2.1]", "deep"],
    ["BODY.PEEK[2.2]", "<b>=C3=A1</b>=\r\n"],
    ["BODY.PEEK[2.2.MIME]", "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"],
    ["BODY.PEEK[2.HEADER.FIELDS (subject)]", "Subject: inner\r\n\r\n"],
    ["BODY.PEEK[HEADER.FIELDS (Return-Path)]", "Return-Path: <a@example.org>\r\n\r\n"],
    ["BODY.PEEK[HEADER.FIELDS (RECEIVED)]<10.12>", "from x by y\r"],
    ["BINARY.PEEK[2.2]", "<b>\xc3\xa1</b>"],
    ["BODY.PEEK[3]", null],
    ["BODY.PEEK[2.3]", null],
    ["BODY.PEEK[1.HEADER]", null],
  ];
  for (const [item, octets] of sections)
    it(item, async () => {
      assert.equal((await fetch(1, item))?.toString("latin1") ?? null, octets);
    });

  it("never break the client's reading of ENVELOPE and BODYSTRUCTURE", async () => {
    client.send("e FETCH 1:3 (ENVELOPE BODYSTRUCTURE PREVIEW)");
    const lines = await client.until(/^e OK/);
    assert.equal(lines.filter((line) => /^\* [123] FETCH \(ENVELOPE \(/.test(line)).length, 3, lines.join("\n"));
  });
});
