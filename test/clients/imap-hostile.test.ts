import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { createSecureContext } from "node:tls";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { startImap } from "@congthu/server/imap/server";
import { BlobMissing } from "@congthu/server/store/blobs";
import fc from "fast-check";
import { type ImapBench, openImap } from "../harness/imap.ts";
import { dialLines, type LineClient } from "../harness/line-client.ts";
import { PASSWORD } from "../harness/province.ts";
import { LETTERS } from "../transcripts/imap/letters.ts";

const LOGIN = `l LOGIN anh@tinh.gov.vn ${PASSWORD}`;

/** What a connection may be in the middle of when nonsense comes. */
const STATES: Record<string, readonly string[]> = {
  "before sign-in": [],
  authenticating: ["x AUTHENTICATE PLAIN"],
  "signed in": [LOGIN],
  "mailbox open": [LOGIN, "s SELECT INBOX"],
  idling: [LOGIN, "s SELECT INBOX", "i IDLE"],
  "inside a literal": [LOGIN, "a APPEND INBOX {50}"],
  "with everything enabled": [LOGIN, "e ENABLE QRESYNC IMAP4rev2", "s SELECT INBOX"],
};

const WORDS = [
  ..."FETCH STORE SEARCH COPY MOVE EXPUNGE UID SELECT EXAMINE LIST LSUB STATUS APPEND IDLE DONE CREATE DELETE RENAME CLOSE NOOP".split(
    " ",
  ),
  ..."ENABLE ID NAMESPACE AUTHENTICATE STARTTLS GETQUOTAROOT RETURN CHANGEDSINCE UNCHANGEDSINCE QRESYNC CONDSTORE VANISHED".split(
    " ",
  ),
  ..."FLAGS +FLAGS.SILENT BODY[] BODY.PEEK[HEADER.FIELDS BINARY[1]<0.1> ENVELOPE ALL NOT OR TEXT SUBJECT MODSEQ SAVE MIN INBOX x/y".split(
    " ",
  ),
  ...[
    "1:*",
    "2,1",
    "$",
    "*",
    "0",
    "4294967296",
    "(",
    ")",
    '"',
    '""',
    "\\",
    "\\Seen",
    "{3}",
    "{2+}",
    "~{1+}",
    "{99999}",
    "%",
    "[",
    "]",
    "<0.5>",
  ],
  ...[" ", " ", " ", " ", "  ", "\r\n", "\r\n", "\n", "\0", "\x7f", "\xff", "é", "a1 ", "b2 ", "=", "AAAA", "*"],
];

describe("IMAP against hostile clients", function () {
  this.timeout(60_000);
  let imap: ImapBench;
  beforeEach(async () => {
    imap = await openImap();
    for (const { bytes, flags } of LETTERS) await imap.file(imap.province.accounts.anh, "INBOX", bytes, flags);
  });
  afterEach(() => imap.close());

  async function reach(steps: readonly string[]): Promise<LineClient> {
    const client = await dialLines({ port: imap.ports.open });
    await client.line();
    for (const step of steps) {
      client.send(step);
      await client.until(/^(?:\+|[a-z] (?:OK|NO|BAD))/);
    }
    return client;
  }

  for (const [state, steps] of Object.entries(STATES))
    it(`survives any octets: ${state}`, async () => {
      const soup = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 60 });
      await fc.assert(
        fc.asyncProperty(soup, async (words) => {
          const client = await reach(steps);
          client.raw(Buffer.from(words.join(""), "latin1"));
          client.end();
          // Whatever was said, the server ends with the client and serves the next one.
          await once(client.socket(), "close");
        }),
        { numRuns: 40 },
      );
      const next = await reach([LOGIN, "n NOOP"]);
      next.destroy();
    });

  it("holds a bounded number of octets for a client that never reads", async () => {
    const big = Buffer.concat([Buffer.from("Subject: big\r\n\r\n"), Buffer.alloc(4_000_000, "0123456789abcd\r\n")]);
    for (let i = 0; i < 5; i++) await imap.file(imap.province.accounts.anh, "INBOX", big);
    const socket = connect(imap.ports.open, "127.0.0.1");
    await once(socket, "connect");
    socket.pause();
    socket.write(`${LOGIN}\r\ns SELECT INBOX\r\n`);
    const before = octetsInUse();
    // 20 MB an answer, a thousand times.
    for (let i = 0; i < 1000; i++) socket.write(`f${i} FETCH 4:* BODY.PEEK[]\r\n`);
    const watcher = await reach([LOGIN]);
    for (let i = 0; i < 2000; i++) {
      watcher.send(`n${i} NOOP`);
      await watcher.until(/^n\d+ OK/);
    }
    const grown = octetsInUse() - before;
    assert.ok(grown < 8_000_000, `${grown} octets more in use`);
    // After a while it is let go.
    imap.now.ms += 6 * 60_000;
    imap.open.sweep();
    assert.equal(await settled(() => imap.open.count()), 1);
    watcher.destroy();
    socket.destroy();
  });

  it("lets go of silent guests soon, of clients after the time RFC 9051 §5.4 wants, and keeps IDLE alive", async () => {
    const guest = await reach([]);
    const idler = await reach([LOGIN, "s SELECT INBOX", "i IDLE"]);
    imap.now.ms += 3 * 60_000;
    imap.open.sweep();
    assert.match(await guest.line(), /^\* BYE/);
    imap.now.ms += 2 * 60_000;
    imap.open.sweep();
    assert.equal(await idler.line(), "* OK Still here");
    imap.now.ms += 24 * 60_000;
    imap.open.sweep();
    idler.send("DONE");
    await idler.until(/^i OK/);
    imap.now.ms += 29 * 60_000;
    imap.open.sweep();
    idler.send("n NOOP");
    await idler.until(/^n OK/);
    imap.now.ms += 36 * 60_000;
    imap.open.sweep();
    assert.match(await idler.line(), /^\* BYE/);
  });

  it("ends a connection that sends nothing but bad commands", async () => {
    const client = await reach([]);
    for (let i = 0; i < 30; i++) client.send(`a${i} BOGUS`);
    assert.match((await client.until(/^\* BYE/)).at(-1) ?? "", /bad commands/);
    await client.closed();
  });

  it("ends a connection that tries passwords", async () => {
    const client = await reach([]);
    for (let i = 0; i < 5; i++) client.send(`a${i} LOGIN nobody${i}@tinh.gov.vn x`);
    assert.match((await client.until(/^\* BYE/)).at(-1) ?? "", /sign-ins/);
    await client.closed();
  });

  it("tells of a message whose octets are gone, and still gives all others", async () => {
    const { anh } = imap.province.accounts;
    const big = Buffer.concat([Buffer.from("Subject: big\r\n\r\n"), Buffer.alloc(200_000, "0123456789abcd\r\n")]);
    await imap.file(anh, "Lưu trữ", big);
    await imap.file(anh, "Lưu trữ", "Subject: small\r\n\r\nx\r\n");
    const { blobs } = imap.app;
    const { open } = blobs;
    blobs.open = () => {
      throw new BlobMissing("lost");
    };
    const client = await reach([LOGIN, 's SELECT "L&AbA-u tr&Hu8-"']);
    client.send("f FETCH 1:2 (UID BODY.PEEK[HEADER])");
    const lines = await client.until(/^f /);
    assert.deepEqual(
      lines.filter((line) => line.startsWith("* ")),
      ["* 2 FETCH (UID 2 BODY[HEADER] {18}"],
    );
    assert.match(lines.at(-1) ?? "", /^f NO \[CORRUPTION\]/);
    client.destroy();
    blobs.open = open;
  });

  it("takes no more connections from one address than it may", async () => {
    const few = await startImap(imap.app, {
      listeners: [{ host: "127.0.0.1", port: 0, tls: "starttls" }],
      secureContext: createSecureContext,
      maxPerAddress: 2,
    });
    const dial = () => dialLines({ port: few.ports[0] ?? 0 });
    const first = await dial();
    assert.match(await first.line(), /^\* OK/);
    assert.match(await (await dial()).line(), /^\* OK/);
    assert.match(await (await dial()).line(), /^\* BYE/);
    first.destroy();
    await settled(() => few.count());
    assert.match(await (await dial()).line(), /^\* OK/);
    await few.close();
  });

  it("refuses a line above the limit", async () => {
    const client = await reach([LOGIN]);
    client.raw(`a LIST "" "${"x".repeat(70_000)}"\r\n`);
    assert.match(await client.line(), /^\* BYE/);
    await client.closed();
  });

  it("lets others have their turn while one fetches a large mailbox", async () => {
    const { anh } = imap.province.accounts;
    for (let i = 0; i < 500; i++) await imap.file(anh, "Lưu trữ", `Subject: ${i}\r\n\r\nx\r\n`);
    const heavy = await reach([LOGIN, 's SELECT "L&AbA-u tr&Hu8-"']);
    const light = await reach([LOGIN]);
    for (let i = 0; i < 10; i++) heavy.send(`f${i} FETCH 1:* (ENVELOPE BODYSTRUCTURE BODY.PEEK[])`);
    let done = false;
    const fetched = heavy.until(/^f9 OK/).then(() => {
      done = true;
    });
    let turns = 0;
    while (!done) {
      light.send("n NOOP");
      await light.until(/^n OK/);
      turns++;
    }
    await fetched;
    assert.ok(turns > 8, `${turns} turns`);
    heavy.destroy();
    light.destroy();
  });
});

/** Memory that is really in use, buffers outside the heap included. */
function octetsInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A figure once it no longer changes over some turns of the loop. */
async function settled(read: () => number): Promise<number> {
  for (let last = read(), same = 0; ; ) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = read();
    same = now === last ? same + 1 : 0;
    last = now;
    if (same > 20) return now;
  }
}
