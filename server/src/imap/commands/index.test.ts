import assert from "node:assert/strict";
import fc from "fast-check";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import { createTokens } from "../wire/tokens.ts";
import { COMMANDS } from "./index.ts";

const parse = (name: string, text: string) => {
  const command = COMMANDS.get(name);
  assert.ok(command, name);
  return command.parse(createTokens([{ text, literal: null }]));
};

describe("IMAP commands", () => {
  const good: [name: string, text: string, args: unknown][] = [
    ["LOGIN", 'anh "a b"', { user: "anh", password: "a b" }],
    ["AUTHENTICATE", "plain", { mechanism: "PLAIN", initial: null }],
    ["AUTHENTICATE", "PLAIN =", { mechanism: "PLAIN", initial: "=" }],
    ["ENABLE", "condstore X-foo", ["CONDSTORE", "X-FOO"]],
    ["SELECT", "inbox (CONDSTORE)", { name: "inbox", condstore: true, resync: null }],
    [
      "SELECT",
      "INBOX (QRESYNC (67890007 20050715194045000 41,43:211 (1,3 5,7)))",
      {
        name: "INBOX",
        condstore: false,
        resync: {
          uidValidity: 67890007,
          modseq: 20050715194045000,
          known: [
            [41, 41],
            [43, 211],
          ],
          match: {
            seqs: [
              [1, 1],
              [3, 3],
            ],
            uids: [
              [5, 5],
              [7, 7],
            ],
          },
        },
      },
    ],
    ["STATUS", "x (messages UIDNEXT messages)", { name: "x", items: ["MESSAGES", "UIDNEXT"] }],
    ["COPY", '2:4 "a b"', { set: [[2, 4]], name: "a b" }],
    ["UID MOVE", "$ x", { set: "$", name: "x" }],
    ["UID EXPUNGE", "3000:3002", [[3000, 3002]]],
    [
      "STORE",
      "7,5 (UNCHANGEDSINCE 320162338) +FLAGS.SILENT (\\Deleted)",
      {
        set: [
          [7, 7],
          [5, 5],
        ],
        unchangedSince: 320162338,
        mode: "add",
        silent: true,
        change: { flags: 8, keywords: "" },
      },
    ],
    [
      "STORE",
      "1 -flags \\Seen foo",
      { set: [[1, 1]], unchangedSince: null, mode: "remove", silent: false, change: { flags: 1, keywords: "foo" } },
    ],
    ["CREATE", "x (USE (\\Junk))", { name: "x", uses: ["\\JUNK"] }],
    ["RENAME", "a b", { from: "a", to: "b" }],
    ["LSUB", '"" %', "%"],
    [
      "APPEND",
      'x (\\Seen) " 1-Jan-2026 00:00:00 +0000" {3}',
      { name: "x", flags: { flags: 1, keywords: "" }, receivedAt: Date.parse("2026-01-01") },
    ],
    ["ID", "NIL", null],
    ["NOOP", "", null],
  ];
  for (const [name, text, args] of good)
    it(`${name} ${text}`, () => {
      assert.deepEqual(parse(name, text), args);
    });

  const bad: [name: string, text: string][] = [
    ["LOGIN", "anh"],
    ["SELECT", ""],
    ["SELECT", "INBOX (BOGUS)"],
    ["SELECT", "INBOX (QRESYNC (1))"],
    ["SELECT", "INBOX (QRESYNC (1 2 1:*))"],
    ["SELECT", "INBOX (QRESYNC (1 2 1:2 (1)))"],
    ["ENABLE", ""],
    ["STORE", "1 FLAGS"],
    ["STORE", "1 (BOGUS 1) FLAGS ()"],
    ["STORE", "1 (UNCHANGEDSINCE) FLAGS ()"],
    ["COPY", "1"],
    ["MOVE", "x 1"],
    ["APPEND", "x"],
    ["APPEND", "x (\\Seen){3}"],
    ["APPEND", 'x "1-Jan-2026" {3}'],
    ["LIST", '""'],
    ["LIST", '"" * RETURN'],
    ["LIST", '"" * RETURN (BOGUS)'],
    ["CREATE", "x (USE \\Junk)"],
    ["IDLE", "now"],
    ["UID EXPUNGE", ""],
    ["SORT", "(DATE) UTF-8"],
    ["THREAD", "REFERENCES ALL"],
    ["GETQUOTA", ""],
  ];
  for (const [name, text] of bad)
    it(`refuses ${name} ${JSON.stringify(text)}`, () => {
      assert.throws(() => parse(name, text), ImapSyntaxError);
    });

  it("throw nothing but ImapSyntaxError while they read, whatever follows their names", () => {
    const words =
      '1|2:*|$|(|)| | | |"|"x"|INBOX|x/y|\\Seen|FLAGS|+FLAGS|BODY[]|[|]|<0.1>|ALL|NOT|OR|RETURN|MIN|CHARSET|UTF-8|QRESYNC|CONDSTORE|USE|STATUS|MESSAGES|NIL|{3}|%|*|=|REVERSE|DATE|SUBJECT|REFERENCES|UNCHANGEDSINCE|CHANGEDSINCE|VANISHED';
    const text = fc.array(fc.constantFrom(...words.split("|"), "\0", "\xff", "\r"), { maxLength: 14 });
    const part = fc.record({ text: text.map((w) => w.join("")), literal: fc.option(fc.string({ maxLength: 4 })) });
    fc.assert(
      fc.property(
        fc.constantFrom(...COMMANDS.values()),
        fc.array(part, { minLength: 1, maxLength: 3 }),
        (command, parts) => {
          try {
            command.parse(createTokens(parts));
          } catch (err) {
            assert.ok(err instanceof ImapSyntaxError, `${command.name}: ${err}`);
          }
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
