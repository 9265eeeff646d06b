import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PASSWORD } from "../../harness/province.ts";
import { openSmtp, type SmtpBench } from "../../harness/smtp.ts";
import { runTranscript } from "../../harness/transcript.ts";

const FOLDER = import.meta.dirname;
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("SMTP transcripts", () => {
  let smtp: SmtpBench;
  before(async () => {
    smtp = await openSmtp();
  });
  after(() => smtp.close());

  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".txt"))) {
    it(name.replace(".txt", ""), () => {
      const vars = new Map([
        ["plain", base64(`\0anh@tinh.gov.vn\0${PASSWORD}`)],
        ["otherAuthzid", base64(`binh@tinh.gov.vn\0anh@tinh.gov.vn\0${PASSWORD}`)],
        ["user64", base64("binh")],
        ["password64", base64(PASSWORD)],
        ["hundredHops", "Received: from a by b; Mon, 2 Mar 2026 08:00:00 +0700\\r\\n".repeat(100)],
        ["thirteenThousand", "x".repeat(13_000)],
      ]);
      return runTranscript(readFileSync(join(FOLDER, name), "utf8"), smtp.ports, vars);
    });
  }
});
