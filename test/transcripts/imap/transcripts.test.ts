import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ImapBench, openImap } from "../../harness/imap.ts";
import { PASSWORD } from "../../harness/province.ts";
import { runTranscript } from "../../harness/transcript.ts";
import { LETTERS } from "./letters.ts";

const FOLDER = import.meta.dirname;

// Each transcript meets a fresh server: anh's inbox holds the letters of letters.ts, under UIDs 1, 2, 3.
describe("IMAP transcripts", () => {
  let imap: ImapBench;
  beforeEach(async () => {
    imap = await openImap();
    for (const { bytes, flags } of LETTERS) await imap.file(imap.province.accounts.anh, "INBOX", bytes, flags);
  });
  afterEach(() => imap.close());

  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));
  for (const name of files)
    it(name.replace(".txt", ""), () =>
      runTranscript(readFileSync(join(FOLDER, name), "utf8"), imap.ports, new Map([["password", PASSWORD]])),
    );
});
