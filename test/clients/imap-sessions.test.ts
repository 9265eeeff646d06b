import assert from "node:assert/strict";
import fc from "fast-check";
import { type ImapBench, openImap } from "../harness/imap.ts";
import { dialLines, type LineClient } from "../harness/line-client.ts";
import { PASSWORD } from "../harness/province.ts";

// Several sessions change one mailbox at the same time. Each keeps a picture from what it is told alone; at the end every
// picture is the mailbox, and nobody was told a thing twice. The seed of a failing run is printed by fast-check.

type Known = { uid: number | null; flags: string | null; modseq?: string };
type Told = { known: Known[]; doubled: string[] };

class Picture implements Told {
  readonly known: Known[] = [];
  readonly doubled: string[] = [];
  readonly client: LineClient;
  readonly qresync: boolean;
  #n = 0;
  constructor(client: LineClient, qresync: boolean) {
    this.client = client;
    this.qresync = qresync;
  }

  /** Sends a command and takes in all it tells; `asked`: FETCH answers are what was asked for, not news. */
  async run(command: string, asked = false): Promise<string> {
    const tag = `t${this.#n++}`;
    this.client.send(`${tag} ${command}`);
    for (;;) {
      const line = await this.client.line();
      if (line.startsWith(`${tag} `)) return line;
      this.hear(line, asked);
    }
  }

  hear(line: string, asked: boolean): void {
    const exists = /^\* (\d+) EXISTS/.exec(line);
    if (exists) {
      const n = Number(exists[1]);
      assert.ok(n > this.known.length || (n === 0 && this.known.length === 0), `${line} with ${this.known.length}`);
      while (this.known.length < n) this.known.push({ uid: null, flags: null });
    }
    const expunge = /^\* (\d+) EXPUNGE/.exec(line);
    if (expunge) assert.equal(this.known.splice(Number(expunge[1]) - 1, 1).length, 1, line);
    const vanished = /^\* VANISHED ([\d:,]+)/.exec(line);
    if (vanished) for (const uid of expand(vanished[1] ?? "")) this.forget(uid, line);
    const fetch = /^\* (\d+) FETCH \((?:UID (\d+) )?(?:FLAGS \(([^)]*)\))?/.exec(line);
    if (fetch) this.learn(fetch, line, asked);
  }

  forget(uid: number, line: string): void {
    const at = this.known.findIndex((m) => m.uid === uid);
    // Announced by EXISTS and gone before its UID was asked for: one of the nameless. RFC 7162 §3.2.10.2
    const after = this.known.findLastIndex((m) => m.uid !== null && m.uid < uid);
    const gone = at >= 0 ? at : this.known.findIndex((m, i) => i > after && m.uid === null);
    assert.ok(gone >= 0, `${line}: never announced to this session`);
    this.known.splice(gone, 1);
  }

  learn([, seq, uid, flags]: RegExpExecArray, line: string, asked: boolean): void {
    const m = this.known[Number(seq) - 1];
    assert.ok(m, `${line}: no such number`);
    if (m.uid !== null && uid !== undefined) assert.equal(Number(uid), m.uid, line);
    if (uid !== undefined) m.uid = Number(uid);
    if (flags === undefined) return;
    const sorted = flags.split(" ").sort().join(" ");
    const modseq = /MODSEQ \((\d+)\)/.exec(line)?.[1];
    if (!asked && m.flags === sorted && m.modseq === modseq) this.doubled.push(line);
    m.flags = sorted;
    if (modseq !== undefined) m.modseq = modseq;
  }
}

function expand(set: string): number[] {
  return set.split(",").flatMap((range) => {
    const [from = 0, to = from] = range.split(":").map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

type Act = { who: number; what: number; pick: number; flag: number };
const FLAGS = ["\\Seen", "\\Flagged", "\\Answered", "\\Deleted", "viec"];
const act = fc.record({ who: fc.nat(2), what: fc.nat(8), pick: fc.nat(100), flag: fc.nat(FLAGS.length - 1) });

describe("IMAP sessions on one mailbox", function () {
  this.timeout(120_000);
  let imap: ImapBench;
  let round = 0;
  const clients: LineClient[] = [];
  before(async () => {
    imap = await openImap();
  });
  after(() => imap.close());

  it("each sees all that the others do, once", async () => {
    const schedule = fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(schedule, async (turns) => {
        try {
          await play(`m${round++}`, turns);
        } finally {
          for (const client of clients.splice(0)) client.destroy();
        }
      }),
      { numRuns: 25 },
    );
  });

  async function play(name: string, turns: readonly Act[][]): Promise<void> {
    const sessions = await Promise.all([open(name, false), open(name, false), open(name, true)]);
    // What stands in one turn runs at the same time, each session's own acts in order.
    for (const turn of turns)
      await Promise.all(
        sessions.map(async (s, who) => {
          for (const a of turn.filter((t) => t.who === who)) await perform(s, name, a);
        }),
      );
    for (const s of sessions) await s.run("NOOP");
    const truth = await open(name, false);
    for (const s of sessions) {
      assert.deepEqual(s.doubled, []);
      assert.equal(s.known.length, truth.known.length);
      for (const [i, m] of s.known.entries()) {
        if (m.uid !== null) assert.equal(m.uid, truth.known[i]?.uid);
        if (m.flags !== null) assert.equal(m.flags, truth.known[i]?.flags);
      }
    }
  }

  async function open(name: string, qresync: boolean): Promise<Picture> {
    const client = await dialLines({ port: imap.ports.open });
    clients.push(client);
    await client.line();
    const s = new Picture(client, qresync);
    await s.run(`LOGIN anh@tinh.gov.vn ${PASSWORD}`);
    if (qresync) await s.run("ENABLE QRESYNC");
    await s.run(`CREATE ${name}`);
    await s.run(`SELECT ${name}`);
    await s.run("UID FETCH 1:* (FLAGS)", true);
    return s;
  }

  async function perform(s: Picture, name: string, a: Act): Promise<void> {
    const m = s.known[a.pick % Math.max(1, s.known.length)];
    const seq = s.known.indexOf(m as Known) + 1;
    const flag = FLAGS[a.flag] ?? "";
    if (a.what <= 2) await s.run(`APPEND ${name} (${flag}) {15+}\r\nSubject: x\r\n\r\nx`);
    if (a.what <= 2) await s.run("UID FETCH 1:* (FLAGS)", true);
    if (a.what === 3 && m) await s.run(`STORE ${seq} +FLAGS (${flag})`, true);
    if (a.what === 4 && m) await storeSilent(s, m, seq, flag);
    if (a.what === 5) await s.run("EXPUNGE");
    if (a.what === 6 && m?.uid) await s.run(`UID MOVE ${m.uid} "Th&APk-ng r&AOE-c"`);
    if (a.what === 7 && m) await s.run(`COPY ${seq} ${name}`);
    if (a.what === 8) await s.run("NOOP");
  }

  /** The client reckons the new flags itself before it hears anything else. */
  async function storeSilent(s: Picture, m: Known, seq: number, flag: string): Promise<void> {
    if (m.flags !== null)
      m.flags = [...new Set([...m.flags.split(" ").filter((f) => f !== ""), flag])].sort().join(" ");
    await s.run(`STORE ${seq} +FLAGS.SILENT (${flag})`);
  }
});
