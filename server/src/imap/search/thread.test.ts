import assert from "node:assert/strict";
import fc from "fast-check";
import { byReferences, formatThreads, isReplySubject, orderedSubject, type Threadable } from "./thread.ts";

let clock = 0;
const mail = (number: number, more: Partial<Threadable> & { refs?: string } = {}): Threadable => ({
  number,
  id: `${number}`,
  references: more.refs?.split(" ") ?? [],
  subject: `s${number}`,
  isReply: false,
  sentAt: ++clock,
  ...more,
});
const threads = (...messages: Threadable[]) => formatThreads(byReferences(messages));

describe("THREAD", () => {
  it("follows references, with gaps and siblings", () => {
    assert.equal(threads(mail(1), mail(2, { refs: "1" }), mail(3, { refs: "1 2" })), "(1 2 3)");
    assert.equal(threads(mail(1), mail(2, { refs: "1" }), mail(3, { refs: "1" })), "(1 (2)(3))");
    assert.equal(threads(mail(2, { refs: "1" }), mail(3, { refs: "1" })), "((2)(3))");
    assert.equal(threads(mail(2, { refs: "gone" })), "(2)");
    assert.equal(threads(mail(1), mail(4, { refs: "1 gone" })), "(1 4)");
    // RFC 5256 §4, first example: 3 and its child 6, which has the children 4 and 44.
    assert.equal(
      threads(
        mail(2),
        mail(3),
        mail(6, { refs: "3" }),
        mail(4, { refs: "6" }),
        mail(44, { refs: "6" }),
        mail(23, { refs: "4" }),
        mail(7, { refs: "44" }),
        mail(96, { refs: "7" }),
      ),
      "(2)(3 6 (4 23)(44 7 96))",
    );
  });

  it("joins by subject what has no references", () => {
    const re = { subject: "Công văn", isReply: true };
    assert.equal(threads(mail(1, { subject: "công văn" }), mail(2, re), mail(3, re)), "(1 (2)(3))");
    assert.equal(threads(mail(1, { subject: "a" }), mail(2, { subject: "a" })), "((1)(2))");
    assert.equal(threads(mail(1, { subject: "" }), mail(2, { subject: "" })), "(1)(2)");
    assert.equal(threads(mail(1, { ...re }), mail(2, { subject: "Công văn" })), "(2 1)");
  });

  it("survives loops, doubled ids and ids of its own", () => {
    assert.equal(threads(mail(1, { refs: "2" }), mail(2, { refs: "1" })), "(2 1)");
    assert.equal(threads(mail(1, { refs: "1" })), "(1)");
    assert.equal(threads(mail(1, { id: "x" }), mail(2, { id: "x", refs: "x" })), "(1 2)");
    assert.equal(threads(mail(1, { id: null }), mail(2, { id: null })), "(1)(2)");
  });

  it("orders threads and siblings by date", () => {
    assert.equal(
      threads(
        mail(1, { sentAt: 30 }),
        mail(2, { sentAt: 10 }),
        mail(3, { refs: "1", sentAt: 50 }),
        mail(4, { refs: "1", sentAt: 40 }),
      ),
      "(2)(1 (4)(3))",
    );
  });

  it("threads by subject alone", () => {
    const messages = [
      mail(1, { subject: "A", sentAt: 3 }),
      mail(2, { subject: "b", sentAt: 2 }),
      mail(3, { subject: "a", sentAt: 1 }),
      mail(4, { subject: "A", sentAt: 9 }),
    ];
    assert.equal(formatThreads(orderedSubject(messages)), "(3 (1)(4))(2)");
  });

  it("is not recursive: a chain as long as a mailbox", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => mail(i + 1, { refs: String(i) }));
    const text = threads(...chain);
    assert.ok(text.startsWith("(1 2 3 ") && text.endsWith(" 20000)"));
  });

  it("knows replies by their subject", () => {
    for (const yes of ["Re: x", "RE : x", "Fwd: x", "[nhom] re: x", "x (fwd)", "[Fwd: x]"])
      assert.ok(isReplySubject(yes), yes);
    for (const no of ["x", "Regarding", "", "[nhom] x"]) assert.ok(!isReplySubject(no), no);
  });

  it("puts each message into exactly one place, whatever the references", () => {
    const ids = fc.array(fc.nat(12).map(String), { maxLength: 4 });
    const one = fc.record({
      references: ids,
      id: fc.option(fc.nat(12).map(String)),
      subject: fc.constantFrom("", "a", "b"),
      isReply: fc.boolean(),
      sentAt: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 25 }), (list) => {
        const messages = list.map((m, i) => ({ ...m, number: i + 1 }));
        for (const algorithm of [byReferences, orderedSubject]) {
          const text = formatThreads(algorithm(messages));
          const numbers = (text.match(/\d+/g) ?? []).map(Number).sort((a, b) => a - b);
          assert.deepEqual(
            numbers,
            messages.map((m) => m.number),
            text,
          );
          assert.doesNotMatch(text, /\(\)|\( | \)|\)\d/);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
