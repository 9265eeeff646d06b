import assert from "node:assert/strict";
import { createByteBudget } from "../lib/byte-budget.ts";
import { LIMITS } from "../lib/limits.ts";
import { type Collected, SmtpReader } from "./reader.ts";

/** Feeds octets in chunks of `step`; gives the commands (with their faults) and messages that come out. */
async function read(
  octets: string | Buffer,
  step: number,
  q = { limit: 1e6, expected: 0, budget: 1e6 },
): Promise<string[]> {
  const out: string[] = [];
  const budget = createByteBudget(q.budget);
  const reader = new SmtpReader(budget);
  reader.oncommand = (line, next, fault) => {
    out.push(`${fault ?? "ok"} ${line.toString("latin1").slice(0, 20)}`);
    if (line.toString() === "DATA") {
      reader.collect(q, ({ bytes, tooLarge }: Collected) => {
        out.push(tooLarge ? "TOO LARGE" : `MESSAGE ${bytes.length > 100 ? bytes.length : bytes.toString("latin1")}`);
        setImmediate(() => reader.resume());
      });
    }
    // Some commands are answered at once, some later.
    if (line.length % 2 === 0) next();
    else setImmediate(next);
  };
  const buf = Buffer.from(octets as string, "latin1");
  for (let i = 0; i < buf.length; i += step) {
    await new Promise<void>((resolve) => void reader.write(buf.subarray(i, i + step), () => resolve()));
  }
  assert.equal(await budget.take(q.budget), Math.min(q.budget, q.budget), "all room was given back");
  return out;
}

const TABLE: [string, string, string[]][] = [
  ["pipelined commands", "EHLO a\r\nNOOP\r\nQUIT\r\n", ["ok EHLO a", "ok NOOP", "ok QUIT"]],
  ["a bare LF", "EHLO a\nNOOP\r\n", ["bad EHLO a", "ok NOOP"]],
  ["a bare CR", "EHLO a\rb\r\nNOOP\r\n", ["bad EHLO a\rb", "ok NOOP"]],
  ["NUL", "EHLO a\0\r\n", ["bad EHLO a\0"]],
  ["a message", "DATA\r\nA: b\r\n\r\ntext\r\n.\r\nQUIT\r\n", ["ok DATA", "MESSAGE A: b\r\n\r\ntext\r\n", "ok QUIT"]],
  ["an empty message", "DATA\r\n.\r\nQUIT\r\n", ["ok DATA", "MESSAGE ", "ok QUIT"]],
  ["an empty line alone", "DATA\r\n\r\n.\r\nQUIT\r\n", ["ok DATA", "MESSAGE \r\n", "ok QUIT"]],
  ["stuffed dots", "DATA\r\n..\r\n...a\r\nb..\r\n.c\r\n.\r\n", ["ok DATA", "MESSAGE .\r\n..a\r\nb..\r\nc\r\n"]],
  ["a dot that only looks like the end", "DATA\r\n..\r\n.\r\n", ["ok DATA", "MESSAGE .\r\n"]],
  ["two messages", "DATA\r\na\r\n.\r\nDATA\r\nb\r\n.\r\n", ["ok DATA", "MESSAGE a\r\n", "ok DATA", "MESSAGE b\r\n"]],
];

// What other servers were found to take for the end of data: here it stays inside the message.
const SMUGGLED = [
  "\n.\n",
  "\n.\r\n",
  "\r.\r",
  "\r.\r\n",
  "\r\n.\r",
  "\r\n.\n",
  "\r\n\0.\r\n",
  "\r\n.\0\r\n",
  "\n.\r\n\n",
  "\r\n.\r\r\n",
];
for (const end of SMUGGLED) {
  TABLE.push([
    `${JSON.stringify(end)} in a message`,
    `DATA\r\nx${end}MAIL FROM:<a@b>\r\n.\r\nQUIT\r\n`,
    ["ok DATA", `MESSAGE x${end.replaceAll("\r\n.", "\r\n")}MAIL FROM:<a@b>\r\n`, "ok QUIT"],
  ]);
}

describe("smtp reader", () => {
  for (const [name, octets, expected] of TABLE) {
    it(`${name}, in chunks of every size`, async () => {
      for (let step = 1; step <= octets.length; step++)
        assert.deepEqual(await read(octets, step), expected, `step ${step}`);
    });
  }

  it("ends at a line that does not end", async () => {
    const [line] = await read("x".repeat(LIMITS.smtpLineBytes + 2), 1000);
    assert.equal(line, "long ");
  });

  const large = `DATA\r\n${`${"y".repeat(78)}\r\n`.repeat(5_000)}.\r\nQUIT\r\n`;
  it("keeps a large message within the room it was given", async () => {
    const size = large.length - "DATA\r\n".length - ".\r\nQUIT\r\n".length;
    assert.deepEqual(await read(large, 60_000), ["ok DATA", `MESSAGE ${size}`, "ok QUIT"]);
    const announced = { limit: 1e6, expected: size, budget: 1e6 };
    assert.deepEqual(await read(large, 60_000, announced), ["ok DATA", `MESSAGE ${size}`, "ok QUIT"]);
  });

  it("drops what is larger than allowed, than announced, or than there is room, and goes on", async () => {
    for (const q of [
      { limit: 100_000, expected: 0, budget: 1e6 },
      { limit: 1e6, expected: LIMITS.smtpSmallBytes + 1, budget: 1e6 },
      { limit: 1e6, expected: 0, budget: 300_000 },
    ]) {
      assert.deepEqual(await read(large, 60_000, q), ["ok DATA", "TOO LARGE", "ok QUIT"], JSON.stringify(q));
    }
  });

  it("answers a thousand pipelined commands without a deep stack", async () => {
    assert.equal((await read("NOOP\r\n".repeat(20_000), 1e6)).length, 20_000);
  });

  it("throws away what comes after the end of the connection", async () => {
    const reader = new SmtpReader(createByteBudget(10));
    const lines: string[] = [];
    reader.oncommand = (line, next) => {
      lines.push(line.toString());
      reader.abandon();
      next();
    };
    reader.write("ONE\r\nTWO\r\n");
    reader.write("THREE\r\n");
    assert.deepEqual(lines, ["ONE"]);
  });
});
