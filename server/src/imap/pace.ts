/**
 * Which letters a session takes at a person's pace. Programs fetch letters ahead, so that a body that was fetched says nothing of a person. The rule:
 *
 * 1. A body fetched by a command that names several letters is a program's.
 * 2. A body fetched less than five seconds after the session learned of the letter (SELECT, EXISTS) is a program's: nobody reads that fast.
 * 3. A body fetched less than two seconds after the session's last one is a program's: nobody turns pages that fast.
 * 4. Any other body fetched without PEEK, and any letter marked \Seen by STORE whose body this session did not fetch as a program, is a person's.
 *
 * BODY.PEEK marks nothing: Outlook, Thunderbird, Apple Mail and phones fetch ahead by it and STORE \Seen when the letter is shown.
 */
const LEARNING_MS = 5_000;
const TURNING_MS = 2_000;

export type Pace = {
  /** Since when letters from a UID on are known, the newest first. */
  learned: { uid: number; at: number }[];
  lastBodyAt: number;
  /** UIDs whose body was fetched at a program's pace. */
  byProgram: Set<number>;
};

/** The pace of a session that has just opened a mailbox. */
export function startPace(nowMs: number): Pace {
  return { learned: [{ uid: 0, at: nowMs }], lastBodyAt: Number.NEGATIVE_INFINITY, byProgram: new Set() };
}

/** The session was told of letters from this UID on. */
export function noteArrivals(pace: Pace, fromUid: number, nowMs: number): void {
  // What was learned long ago is all the same.
  const recent = pace.learned.filter((l, i) => l.at > nowMs - LEARNING_MS || i === pace.learned.length - 1);
  pace.learned = [{ uid: fromUid, at: nowMs }, ...recent];
}

/** Notes that bodies are fetched by one command; gives whether a person does it. */
export function noteBodies(pace: Pace, uids: readonly number[], nowMs: number): boolean {
  const [uid = 0] = uids;
  const since = pace.learned.find((l) => l.uid <= uid)?.at ?? nowMs;
  const isPerson = uids.length === 1 && nowMs - since >= LEARNING_MS && nowMs - pace.lastBodyAt >= TURNING_MS;
  pace.lastBodyAt = nowMs;
  for (const one of uids) {
    if (isPerson) pace.byProgram.delete(one);
    else pace.byProgram.add(one);
  }
  return isPerson;
}
