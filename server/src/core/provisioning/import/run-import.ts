import type { ImportState } from "@congthu/shared/import-words";
import type { Tx } from "../../../store/db.ts";
import { type ImportBatchRow, importById, importTally, updateImport } from "../../../store/imports.ts";
import type { Principal } from "../../access.ts";
import type { App } from "../../app.ts";
import { type Actor, appendAuditIn } from "../../audit/append-audit.ts";
import { MailError } from "../../errors.ts";
import { requireBatch } from "./check-import.ts";

type Deps = Pick<App, "clock" | "db" | "wakeups">;

/**
 * Lets a checked list be carried out by the worker, which goes on with it after a crash too. A list with faulty rows runs only when `skipFaulty` leaves
 * them out. Throws notFound, access.denied, state.mismatch (it ran already, or has faulty rows).
 */
export function startImport(
  app: Deps,
  principal: Principal,
  q: { batchId: string; skipFaulty: boolean },
): Promise<void> {
  return change(app, principal, q.batchId, async (tx, batch) => {
    if (batch.state !== "checked" || (batch.faults > 0 && !q.skipFaulty)) throw new MailError("state.mismatch");
    const ready = (await importTally(tx, batch.batch_id)).filter((t) => t.state === "ready");
    const rows = ready.reduce((sum, t) => sum + t.n, 0);
    await updateImport(tx, batch.batch_id, { state: "running", done: 0, failure: "" });
    await noteImport(app, tx, principal, { batch, act: "started", rows });
  });
}

/**
 * Takes back what a list did: accounts that nobody used vanish, locks and changes are turned back; what somebody uses already is kept and marked so.
 * Throws notFound, access.denied, state.mismatch unless it is done.
 */
export function undoImport(app: Deps, principal: Principal, batchId: string): Promise<void> {
  return change(app, principal, batchId, async (tx, batch) => {
    if (batch.state !== "done") throw new MailError("state.mismatch", batch.state);
    await updateImport(tx, batchId, { state: "undoing" satisfies ImportState });
  });
}

async function change(
  app: Deps,
  principal: Principal,
  batchId: string,
  act: (tx: Tx, batch: ImportBatchRow) => Promise<void>,
): Promise<void> {
  await app.db.write(async (tx) => {
    const batch = await importById(tx, batchId);
    if (!batch) throw new MailError("notFound");
    await requireBatch(tx, principal, batch);
    await act(tx, batch);
  });
  app.wakeups.wake("imports");
}

/** Writes what became of a list into the audit. */
export function noteImport(
  app: Pick<App, "clock">,
  tx: Tx,
  actor: Actor,
  q: {
    batch: ImportBatchRow;
    act: "started" | "done" | "failed" | "undone" | "slipsPrinted";
    rows: number;
    failure?: string;
  },
): Promise<void> {
  const { batch } = q;
  return appendAuditIn(app, tx, actor, {
    action: `${batch.origin === "choice" ? "bulk" : "import"}.${q.act}`,
    subjectKind: "import",
    subjectId: batch.batch_id,
    agencyId: batch.agency_id,
    detail: { file: batch.file_name, rows: q.rows, document: batch.document, failure: q.failure },
  });
}
