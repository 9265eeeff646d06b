import type { JmapId } from "@congthu/shared/jmap/core";
import type { Draft } from "./draft.ts";

/** A letter on its way out. It is kept on this machine until the server has taken it. */
export type SendJob = {
  key: string;
  /** By this the stored letter is found again when the answer to storing it was lost. */
  messageId: string;
  draft: Draft;
  storedId: JmapId | null;
  /** A submission was asked for; whether it was made has to be asked before asking again. */
  submitting: boolean;
  undoSeconds: number;
  /** The hour at which it shall leave, epoch milliseconds; null for at once. */
  sendAt: number | null;
  /** Set on what was kept: storing was tried at least once. */
  attempted?: true;
};

const KEY = "mail.sending";
type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The letters that were not taken yet. */
export function keptJobs(shelf: Shelf = localStorage): SendJob[] {
  try {
    const list: unknown = JSON.parse(shelf.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter(isJob) : [];
  } catch {
    return [];
  }
}

/** Keeps a job as it stands now; a second time with the mark that it was tried. */
export function keepJob(job: SendJob, shelf: Shelf = localStorage): void {
  const before = keptJobs(shelf);
  const tried = before.some((kept) => kept.key === job.key);
  const now: SendJob = tried ? { ...job, attempted: true } : job;
  write([...before.filter((kept) => kept.key !== job.key), now], shelf);
}

export function dropJob(key: string, shelf: Shelf = localStorage): void {
  write(
    keptJobs(shelf).filter((kept) => kept.key !== key),
    shelf,
  );
}

/** True when a letter waits; cheap enough to ask at each start. */
export function hasJobs(shelf: Shelf = localStorage): boolean {
  return shelf.getItem(KEY) !== null;
}

function write(jobs: SendJob[], shelf: Shelf): void {
  try {
    if (jobs.length === 0) shelf.removeItem(KEY);
    else shelf.setItem(KEY, JSON.stringify(jobs));
  } catch {
    // A full storage costs the survival of a reload; the page itself goes on sending.
  }
}

function isJob(value: unknown): value is SendJob {
  const job = value as Partial<SendJob> | null;
  return typeof job?.key === "string" && typeof job.draft === "object" && job.draft !== null;
}
