import assert from "node:assert/strict";
import fc from "fast-check";
import { dotStuffed } from "./dot-stuff.ts";

async function* pieces(text: string, size: number) {
  const bytes = Buffer.from(text, "latin1");
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}
async function stuffed(text: string, size = 3, lines?: number): Promise<string> {
  const out: Uint8Array[] = [];
  for await (const part of dotStuffed(pieces(text, size), lines)) out.push(part);
  return Buffer.concat(out).toString("latin1");
}

describe("dot-stuffing", () => {
  const cases: [string, string, number | undefined][] = [
    ["A: b\r\n\r\nx\r\n", "A: b\r\n\r\nx\r\n.\r\n", undefined],
    ["A: b\r\n\r\n.\r\n..x\r\n", "A: b\r\n\r\n..\r\n...x\r\n.\r\n", undefined],
    [".hidden\r\n\r\n", "..hidden\r\n\r\n.\r\n", undefined],
    ["no end", "no end\r\n.\r\n", undefined],
    ["A: b\r\n\r\n1\r\n2\r\n3\r\n", "A: b\r\n\r\n1\r\n2\r\n.\r\n", 2],
    ["A: b\r\n\r\n1\r\n2\r\n", "A: b\r\n\r\n.\r\n", 0],
    ["A: b\n\n1\n2\n", "A: b\n\n1\n\r\n.\r\n", 1],
  ];
  for (const [text, expected, lines] of cases)
    it(JSON.stringify(text), async () => {
      for (const size of [1, 2, 3, 100]) assert.equal(await stuffed(text, size, lines), expected);
    });

  it("is undone by a reader, whatever the octets and the pieces", async () => {
    const text = fc.stringMatching(/^[.\r\nab]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (message, size) => {
        const wire = await stuffed(message, size);
        assert.ok(wire.endsWith("\r\n.\r\n") || wire === ".\r\n");
        const lines = wire.slice(0, -3).split("\r\n");
        const end = lines.indexOf(".");
        assert.equal(end, -1, "no line is a lone dot");
        const read = lines.map((l) => (l.startsWith(".") ? l.slice(1) : l)).join("\r\n");
        assert.ok(read === message || read === `${message}\r\n`);
      }),
    );
  });
});
