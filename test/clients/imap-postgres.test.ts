import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ImapBench, openImap } from "../harness/imap.ts";
import { PASSWORD } from "../harness/province.ts";
import { runTranscript } from "../harness/transcript.ts";
import { LETTERS } from "../transcripts/imap/letters.ts";

const FOLDER = join(import.meta.dirname, "../transcripts/imap");
/** The conversations that ask most of the store. */
const NAMES = ["append", "condstore", "copy-move", "create", "fetch", "idle", "qresync", "rename", "search", "store"];

describe("IMAP over PostgreSQL", function () {
  this.timeout(60_000);
  let imap: ImapBench;
  beforeEach(async () => {
    imap = await openImap("postgres");
    for (const { bytes, flags } of LETTERS) await imap.file(imap.province.accounts.anh, "INBOX", bytes, flags);
  });
  afterEach(() => imap.close());

  for (const name of NAMES)
    it(name, () =>
      runTranscript(readFileSync(join(FOLDER, `${name}.txt`), "utf8"), imap.ports, new Map([["password", PASSWORD]])),
    );
});
