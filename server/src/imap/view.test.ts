import assert from "node:assert/strict";
import fc from "fast-check";
import {
  applyDelta,
  createView,
  type Delta,
  indexOf,
  keywordsOf,
  learn,
  spansOfSeqs,
  spansOfUids,
  takeGone,
  uidsIn,
  type View,
} from "./view.ts";
import { STAR } from "./wire/sequence-set.ts";
import { ImapSyntaxError } from "./wire/syntax-error.ts";

const known = (...uids: number[]) => uids.map((uid) => ({ uid, flags: 0, keywords: "" }));

describe("view of a mailbox", () => {
  it("finds messages by number and UID", () => {
    const view = createView(known(3, 5, 9, 10, 20), 1);
    assert.deepEqual(
      [3, 4, 20, 21].map((uid) => indexOf(view, uid)),
      [0, -1, 4, -1],
    );
    assert.deepEqual(uidsIn(view, spansOfSeqs(view, [[2, 3]], [])), [5, 9]);
    assert.deepEqual(uidsIn(view, spansOfSeqs(view, [[STAR, 4]], [])), [10, 20]);
    assert.deepEqual(
      uidsIn(
        view,
        spansOfUids(
          view,
          [
            [4, 9],
            [30, STAR],
          ],
          [],
        ),
      ),
      [5, 9, 20],
    );
    assert.deepEqual(uidsIn(view, spansOfUids(view, "$", [3, 4, 5, 20])), [3, 5, 20]);
    assert.throws(() => spansOfSeqs(view, [[1, 6]], []), ImapSyntaxError);
  });

  it("has no message in an empty mailbox, not even *", () => {
    const view = createView([], 1);
    assert.throws(() => spansOfSeqs(view, [[1, STAR]], []), ImapSyntaxError);
    assert.deepEqual(spansOfUids(view, [[1, STAR]], []), []);
  });

  it("keeps the number of a message that went until it is told", () => {
    const view = createView(known(1, 2, 3), 1);
    const none = applyDelta(view, { changed: [], vanished: [2], highestModseq: 2 }, false);
    assert.deepEqual(none, { exists: null, fetch: [] });
    assert.equal(view.count, 3);
    assert.deepEqual(uidsIn(view, [[0, 3]]), [1, 3]);
    assert.deepEqual([view.modseq, view.toldModseq], [2, 1]);
    // One more arrives meanwhile: EXISTS counts the one that is gone.
    const more = applyDelta(
      view,
      { changed: [{ uid: 4, flags: 1, keywords: "", modseq: 3 }], vanished: [], highestModseq: 3 },
      false,
    );
    assert.equal(more.exists, 4);
    assert.deepEqual(takeGone(view), { seqs: [2], uids: [2] });
    assert.deepEqual([view.count, view.toldModseq], [3, 3]);
  });

  it("tells a change by another once, and its own not at all", () => {
    const view = createView(known(1, 2), 5);
    const theirs: Delta = { changed: [{ uid: 1, flags: 1, keywords: "", modseq: 6 }], vanished: [], highestModseq: 6 };
    assert.deepEqual(
      applyDelta(view, theirs, true).fetch.map((m) => m.seq),
      [1],
    );
    assert.deepEqual(applyDelta(view, theirs, true).fetch, []);
    learn(view, { uid: 2, flags: 4, keywords: "a" });
    view.own.add(7);
    const own: Delta = { changed: [{ uid: 2, flags: 4, keywords: "a", modseq: 7 }], vanished: [], highestModseq: 7 };
    assert.deepEqual(applyDelta(view, own, true).fetch, []);
  });

  it("tells what another did underneath a silent change of its own", () => {
    const view = createView(known(1), 5);
    // Another set \Answered (2); this session silently set \Flagged (4) and believes that is all.
    learn(view, { uid: 1, flags: 4, keywords: "" });
    view.own.add(7);
    const delta: Delta = { changed: [{ uid: 1, flags: 6, keywords: "", modseq: 7 }], vanished: [], highestModseq: 7 };
    assert.deepEqual(
      applyDelta(view, delta, false).fetch.map((m) => m.flags),
      [6],
    );
  });

  it("never hears of a message that came and went between two looks", () => {
    const view = createView(known(1), 5);
    const delta: Delta = { changed: [{ uid: 2, flags: 0, keywords: "", modseq: 6 }], vanished: [2], highestModseq: 7 };
    assert.deepEqual(applyDelta(view, delta, false), { exists: null, fetch: [] });
    assert.equal(view.gone.size, 0);
  });

  it("is what the client pieces together, over any history", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), fc.boolean(), (steps, condstore) => play(steps, condstore)),
      {
        numRuns: 2000,
      },
    );
  });
});

// A mailbox as a plain list, and a client that knows only what it was told.
type Row = { uid: number; flags: number; keywords: string; modseq: number };
type Step = {
  do: "deliver" | "flag" | "expunge" | "look" | "lookAndExpunge" | "storeSilent";
  pick: number;
  bits: number;
};
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom("deliver", "deliver", "flag", "expunge", "look", "lookAndExpunge", "storeSilent"),
  pick: fc.nat(50),
  bits: fc.nat(31),
});

function play(steps: readonly Step[], condstore: boolean): void {
  const box: Row[] = [{ uid: 1, flags: 0, keywords: "", modseq: 1 }];
  const tombs: { uid: number; modseq: number }[] = [];
  let modseq = 1;
  let uidNext = 2;
  const view = createView(box, modseq);
  const client: { uid: number | null; flags: number | null }[] = [{ uid: 1, flags: 0 }];
  for (const s of steps) {
    const row = box[s.pick % Math.max(1, box.length)];
    if (s.do === "deliver")
      box.push({ uid: uidNext++, flags: s.bits, keywords: s.bits > 20 ? "k" : "", modseq: ++modseq });
    if (s.do === "flag" && row) Object.assign(row, { flags: s.bits, modseq: ++modseq });
    if (s.do === "expunge" && row) {
      tombs.push({ uid: row.uid, modseq: ++modseq });
      box.splice(box.indexOf(row), 1);
    }
    if (s.do === "storeSilent" && row) storeSilent(view, client, row, s.bits, ++modseq);
    if (s.do === "look" || s.do === "lookAndExpunge") look(view, client, delta(), condstore, s.do === "lookAndExpunge");
  }
  look(view, client, delta(), condstore, true);
  assert.deepEqual(
    [...view.uids.subarray(0, view.count)],
    box.map((m) => m.uid),
  );
  assert.equal(client.length, box.length);
  for (const [i, m] of box.entries()) {
    assert.equal(view.flags[i], m.flags);
    assert.equal(keywordsOf(view, m.uid), m.keywords);
    // A client learns flags of what arrived by asking; of what it knows it must be right.
    const c = client[i];
    if (c?.flags !== null) assert.equal(c?.flags, m.flags);
    if (c?.uid !== null) assert.equal(c?.uid, m.uid);
  }
  function delta(): Delta {
    return {
      changed: box.filter((m) => m.modseq > view.modseq),
      vanished: tombs.filter((t) => t.modseq > view.modseq).map((t) => t.uid),
      highestModseq: modseq,
    };
  }
}

function look(
  view: View,
  client: { uid: number | null; flags: number | null }[],
  d: Delta,
  condstore: boolean,
  expunge: boolean,
) {
  const { exists, fetch } = applyDelta(view, d, condstore);
  if (exists !== null) {
    assert.ok(exists > client.length, "EXISTS must not reduce");
    while (client.length < exists) client.push({ uid: null, flags: null });
  }
  for (const m of fetch) client[m.seq - 1] = { uid: m.uid, flags: m.flags };
  if (!expunge) return;
  const { seqs, uids } = takeGone(view);
  for (const [i, seq] of seqs.entries()) {
    assert.ok(seq >= 1 && seq <= client.length, "EXPUNGE of a number the client has");
    const [c] = client.splice(seq - 1, 1);
    if (c?.uid !== null) assert.equal(c?.uid, uids[uids.length - 1 - i]);
  }
  assert.equal(client.length, view.count);
}

/** This session sets flags without an answer; it can only address what it knows. */
function storeSilent(
  view: View,
  client: { uid: number | null; flags: number | null }[],
  row: Row,
  bits: number,
  modseq: number,
) {
  const at = indexOf(view, row.uid);
  Object.assign(row, { flags: row.flags | bits, modseq });
  if (at < 0) return;
  const believed = (view.flags[at] as number) | bits;
  learn(view, { uid: row.uid, flags: believed, keywords: keywordsOf(view, row.uid) });
  view.own.add(modseq);
  const c = client[at];
  if (c && c.flags !== null) c.flags = believed;
}
