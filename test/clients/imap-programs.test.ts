import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type ImapBench, openImap } from "../harness/imap.ts";
import { PASSWORD } from "../harness/province.ts";
import { LETTERS } from "../transcripts/imap/letters.ts";

const run = promisify(execFile);

// Programs of the machine, as independent judges; both are part of Debian's ground.
describe("IMAP with other programs", () => {
  let imap: ImapBench;
  beforeEach(async () => {
    imap = await openImap();
    for (const { bytes, flags } of LETTERS) await imap.file(imap.province.accounts.anh, "INBOX", bytes, flags);
  });
  afterEach(() => imap.close());

  const curl = async (path: string, ...more: string[]) => {
    const url = `imaps://127.0.0.1:${imap.ports.imaps}/${path}`;
    const { stdout } = await run(
      "curl",
      ["-sSk", "--max-time", "10", "-u", `anh@tinh.gov.vn:${PASSWORD}`, url, ...more],
      {
        encoding: "buffer",
      },
    );
    return stdout.toString("latin1");
  };

  it("Python's imaplib", async () => {
    const script = join(import.meta.dirname, "imap_client.py");
    const { stdout } = await run("python3", [script, String(imap.ports.imaps), PASSWORD, String(imap.ports.imap)]);
    assert.equal(stdout.trim(), "ok");
  });

  it("curl lists, reads, searches and appends", async () => {
    assert.match(await curl(""), /LIST \(\\HasNoChildren\) "\/" INBOX/);
    assert.equal(await curl("INBOX;UID=2"), LETTERS[1]?.bytes.toString("latin1"));
    assert.equal(await curl("INBOX;UID=3;SECTION=TEXT"), "line one\r\nline two\r\n");
    // What was read is read now.
    assert.equal(await curl("INBOX?UNSEEN"), "* SEARCH\r\n");
    assert.equal(await curl("INBOX?SUBJECT%20third"), "* SEARCH 3\r\n");
    assert.match(await curl("INBOX", "-X", "STORE 1 +FLAGS (\\Flagged)"), /FETCH/);
    await curl("INBOX", "-T", join(import.meta.dirname, "../../README.md"));
    assert.match(await curl("", "-X", "STATUS INBOX (MESSAGES)"), /MESSAGES 4/);
  });
});
