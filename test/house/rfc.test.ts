import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { citations, readLedger } from "../../scripts/rfc-ledger.ts";
import { allCode, filesBelow, isTest, ROOT } from "./sources.ts";

const ledger = readLedger();
const known = new Set(ledger.map((row) => row.rfc));

describe("house: standards", () => {
  it("the ledger is sorted and says what each is and what of it we do", () => {
    assert.deepEqual(
      ledger.map((row) => row.rfc),
      [...known].sort((a, b) => a - b),
    );
    for (const row of ledger) assert.ok(row.title !== "" && row.scope !== "", String(row.rfc));
  });

  it("every citation names an RFC of the ledger", () => {
    const code = allCode().filter(({ path }) => !path.startsWith("test/house/"));
    const unknown = code.flatMap(({ path, text }) =>
      citations(text)
        .filter(({ rfc }) => !known.has(rfc))
        .map(({ rfc, line }) => `${path}:${line}: RFC ${rfc}`),
    );
    assert.deepEqual(unknown, []);
  });

  // RFC822, without a space, is the name of data items of IMAP.
  it("citations are written `RFC 9051 §6.4.8`", () => {
    const odd = allCode()
      .filter(({ path }) => !path.startsWith("test/house/") && !isTest(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\bRFC(?!822\b)-?\d{3,5}\b|\bRFC \d+,? (?:[Ss]ection|[Ss]ec\.|§ )/g)].map(
          (m) => `${path}: ${m[0]}`,
        ),
      );
    assert.deepEqual(odd, []);
  });

  it("every transcript names the section it shows", () => {
    const transcripts = existsSync(join(ROOT, "test/transcripts")) ? filesBelow("test/transcripts", ".txt") : [];
    const bare = transcripts.filter(({ text }) => {
      const cites = citations(text.split("\n")[0] ?? "");
      return cites.length === 0 || cites.some(({ rfc, section }) => section === undefined || !known.has(rfc));
    });
    assert.deepEqual(
      bare.map(({ path }) => path),
      [],
    );
  });
});
