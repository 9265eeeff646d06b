import assert from "node:assert/strict";
import fc from "fast-check";
import { type RawCommand, readCommand, skipCommand } from "./read-command.ts";
import { createReader } from "./reader.ts";
import { ImapStreamError, ImapSyntaxError } from "./syntax-error.ts";
import { createTokens } from "./tokens.ts";

const LIMITS = { lineBytes: 1000, literalBytes: 100, uploads: true };
const still = () => ({ pause() {}, resume() {} });
function open(text: string) {
  const reader = createReader(still);
  reader.push(Buffer.from(text, "latin1"));
  reader.end();
  return reader;
}

describe("commands from the wire", () => {
  it("joins lines and literals", async () => {
    let asked = 0;
    const raw = (await readCommand(
      open("a LOGIN {4}\r\nuser {6+}\r\npa\r\nss\r\nb NOOP\r\n"),
      LIMITS,
      () => asked++,
    )) as RawCommand;
    assert.deepEqual(raw.parts, [
      { text: "a LOGIN {4}", literal: "user" },
      { text: " {6+}", literal: "pa\r\nss" },
      { text: "", literal: null },
    ]);
    assert.equal(asked, 1);
  });

  const uploads: [string, number | null, number][] = [
    ["a APPEND x {5}\r\nhello\r\n", 5, 0],
    ["a append x (\\Seen) {5+}\r\nhello\r\n", 5, 0],
    ["a APPEND {1}\r\nx {5}\r\nhello\r\n", 5, 1],
    ["a APPEND {1+}\r\nx {500}\r\nhello\r\n", 500, 0],
    ["a APPEND x UTF8 (~{5}\r\nhello)\r\n", 5, 0],
    ["a CREATE {5}\r\nhello\r\n", null, 1],
  ];
  for (const [text, size, asks] of uploads)
    it(`streams the message of ${JSON.stringify(text.slice(0, 20))}`, async () => {
      let asked = 0;
      const raw = (await readCommand(open(text), LIMITS, () => asked++)) as RawCommand;
      assert.equal(raw.upload?.sizeBytes ?? null, size);
      assert.equal(asked, asks);
    });

  it("refuses a large literal that waits, and ends the stream for one that does not", async () => {
    assert.deepEqual(await readCommand(open("a LOGIN {101}\r\n"), LIMITS, assert.fail), {
      refused: "tooLarge",
      firstLine: "a LOGIN {101}",
    });
    await assert.rejects(readCommand(open("a LOGIN {101+}\r\n"), LIMITS, assert.fail), ImapStreamError);
    await assert.rejects(readCommand(open(`a ${"x".repeat(1000)}\r\n`), LIMITS, assert.fail), ImapStreamError);
  });

  it("gives null when the peer goes in the middle", async () => {
    for (const cut of ["a NOO", "a LOGIN {4}\r\nus", "a LOGIN {4}\r\nuser"])
      assert.equal(await readCommand(open(cut), LIMITS, () => {}), null);
  });

  it("skips a command to its end", async () => {
    const reader = open("helloXX {3+}\r\nabc {2+}\r\nde\r\nb NOOP\r\n");
    await skipCommand(reader, 5, LIMITS.lineBytes);
    assert.equal(await reader.line(100), "b NOOP");
  });

  it("never hangs nor throws anything else on any octets", async () => {
    const word = fc.constantFrom(
      "a ",
      "APPEND ",
      "LOGIN ",
      "{3}",
      "{3+}",
      "~{2}",
      "{999999}",
      "{99999+}",
      "\r\n",
      "\n",
      "x",
      '"',
      " ",
      "(",
      ")",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 40 }), async (words) => {
        const reader = open(words.join(""));
        try {
          for (;;) {
            const raw = await readCommand(reader, LIMITS, () => {});
            if (raw === null) return;
            if (!("parts" in raw)) continue;
            if (raw.upload) await skipCommand(reader, raw.upload.sync ? 0 : raw.upload.sizeBytes, LIMITS.lineBytes);
            else createTokens(raw.parts).end();
          }
        } catch (err) {
          assert.ok(err instanceof ImapStreamError || err instanceof ImapSyntaxError, String(err));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
