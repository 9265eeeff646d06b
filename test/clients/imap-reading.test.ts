import assert from "node:assert/strict";
import { type ImapBench, openImap } from "../harness/imap.ts";
import { dialLines, type LineClient } from "../harness/line-client.ts";
import { PASSWORD } from "../harness/province.ts";

/** Programs that fetch letters ahead are told apart from people (imap/pace.ts): each here as it speaks on the wire. */
describe("reading by IMAP", function () {
  this.timeout(30_000);
  let imap: ImapBench;
  let client: LineClient;
  let tag = 0;
  beforeEach(async () => {
    imap = await openImap();
    for (let i = 1; i <= 6; i++) await arrive(i);
    client = await dialLines({ port: imap.ports.open });
    await client.line();
    await say(`LOGIN anh@tinh.gov.vn ${PASSWORD}`);
    await say("SELECT INBOX");
  });
  afterEach(async () => {
    client.destroy();
    await imap.close();
  });

  const arrive = (i: number) =>
    imap.file(imap.province.accounts.anh, "INBOX", `Subject: thư ${i}\r\n\r\nNội dung ${i}\r\n`);
  const pass = (seconds: number) => {
    imap.now.ms += seconds * 1000;
  };
  /** Says a command and gives all lines up to its end, which must be well. */
  async function say(command: string): Promise<string> {
    const name = `t${++tag}`;
    client.send(`${name} ${command}`);
    const lines = await client.until(new RegExp(`^${name} `));
    assert.match(lines.at(-1) ?? "", /^t\d+ OK/);
    return lines.join("\n");
  }
  const openings = async () =>
    (await imap.app.db.read((r) => r.all(`SELECT log_id FROM mail_log WHERE kind = 'opened'`))).length;

  it("a person who opens letters is seen, by body and by mark", async () => {
    pass(20);
    await say("FETCH 1 BODY[]");
    pass(30);
    // As Outlook, Thunderbird and phones do: the body was fetched ahead, the mark comes when it is shown.
    await say("FETCH 2 BODY.PEEK[]");
    pass(10);
    await say("STORE 2 +FLAGS (\\Seen)");
    assert.equal(await openings(), 2);
  });

  it("a mark for a letter that another session fetched ahead is a person's, at once", async () => {
    await say("STORE 3 +FLAGS (\\Seen)");
    assert.equal(await openings(), 1);
  });

  it("a program that fetches all there is makes no reader, though the letters are marked read", async () => {
    pass(60);
    await say("FETCH 1:6 RFC822");
    assert.equal(await openings(), 0);
    assert.match(await say("STATUS INBOX (UNSEEN)"), /UNSEEN 0/);
  });

  it("nor does one that takes them one after another, however long it goes on", async () => {
    for (let i = 1; i <= 6; i++) {
      await say(`FETCH ${i} BODY[]`);
      pass(1.5);
    }
    assert.equal(await openings(), 0);
  });

  it("nor does one that takes and ticks off, letter by letter, as fetchmail does", async () => {
    for (let i = 1; i <= 6; i++) {
      await say(`FETCH ${i} BODY.PEEK[]`);
      await say(`STORE ${i} +FLAGS (\\Seen)`);
      pass(1);
    }
    assert.equal(await openings(), 0);
  });

  it("nor does one that waits for new letters and takes each as it comes", async () => {
    pass(600);
    await arrive(7);
    assert.match(await say("NOOP"), /7 EXISTS/);
    await say("FETCH 7 BODY[TEXT]");
    assert.equal(await openings(), 0);
  });

  it("looking at headers is no reading", async () => {
    pass(60);
    await say("FETCH 1:6 (ENVELOPE BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
    assert.equal(await openings(), 0);
  });
});
