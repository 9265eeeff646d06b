import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openPop3, type Pop3Bench } from "../../harness/pop3.ts";
import { PASSWORD } from "../../harness/province.ts";
import { runTranscript } from "../../harness/transcript.ts";

const FOLDER = import.meta.dirname;

// Each transcript meets a fresh server: two letters in anh's inbox, of 44 and 34 octets.
describe("POP3 transcripts", () => {
  let pop3: Pop3Bench;
  beforeEach(async () => {
    pop3 = await openPop3();
    await pop3.file("Subject: mot\r\nFrom: a@x\r\n\r\ndong 1\r\n.dong 2\r\n");
    await pop3.file("Subject: hai\r\n\r\nkhong co dong cuoi");
  });
  afterEach(() => pop3.close());

  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));
  for (const name of files)
    it(name.replace(".txt", ""), () => {
      const plain = Buffer.from(`\0anh@tinh.gov.vn\0${PASSWORD}`).toString("base64");
      const vars = new Map([
        ["password", PASSWORD],
        ["plain", plain],
      ]);
      return runTranscript(readFileSync(join(FOLDER, name), "utf8"), pop3.ports, vars);
    });
});
