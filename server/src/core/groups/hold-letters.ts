import { timeId } from "../../lib/ids.ts";
import { groupById } from "../../store/addresses.ts";
import type { Tx } from "../../store/db.ts";
import { type HeldRow, insertHeld } from "../../store/groups.ts";
import { insertMailLog, type MailLogKind } from "../../store/mail-log.ts";
import type { App } from "../app.ts";
import type { Addressee } from "../delivery/addressees.ts";
import { holdStaged } from "../delivery/stage-message.ts";
import type { Letter } from "../outbound/post-letter.ts";

/** Keeps a letter for the moderators of groups, in the transaction that takes it: it is theirs or nobody's. */
export async function holdLettersIn(
  app: Pick<App, "clock" | "wakeups">,
  tx: Tx,
  letter: Letter,
  to: readonly Addressee[],
): Promise<void> {
  const nowMs = app.clock.now();
  const rows = to.flatMap((a): HeldRow[] =>
    a.to.kind !== "group"
      ? []
      : [
          {
            held_id: timeId("h", nowMs),
            group_id: a.to.groupId,
            address: a.address,
            blob_id: letter.staged.blobId,
            mail_from: letter.mailFrom,
            account_id: letter.sender?.accountId ?? null,
            submission_id: letter.submissionId,
            received: letter.received,
            trace_id: letter.traceId,
            message_id: letter.staged.meta.messageId?.[0] ?? "",
            size_bytes: letter.received.length + letter.staged.sizeBytes,
            channel: letter.channel,
            dsn_notify: a.notify,
            dsn_orcpt: a.orcpt,
            dsn_ret: letter.ret,
            dsn_envid: letter.envid,
            ...{ state: "held", created_at: nowMs, told_at: null, decided_at: null, decided_by: null, reason: "" },
          },
        ],
  );
  await holdStaged(tx, letter.staged, rows.length);
  await insertHeld(tx, rows);
  for (const row of rows) await noteHeldIn(tx, row, { kind: "held", atMs: nowMs, reply: "" });
  tx.afterCommit(() => app.wakeups.wake("moderation"));
}

/** What happened to a held letter, in the log of its group's agency. */
export async function noteHeldIn(
  tx: Tx,
  row: HeldRow,
  q: { kind: Extract<MailLogKind, "held" | "released" | "rejected">; atMs: number; reply: string },
): Promise<void> {
  const group = await groupById(tx, row.group_id);
  await insertMailLog(tx, [
    {
      ...{
        log_id: timeId("l", q.atMs),
        at: q.atMs,
        kind: q.kind,
        account_id: null,
        agency_id: group?.agency_id ?? null,
      },
      ...{
        channel: row.channel,
        peer: "" as const,
        trace_id: row.trace_id,
        sender: row.mail_from,
        recipient: row.address,
      },
      ...{ message_id: row.message_id, size_bytes: row.size_bytes, remote: "", reply: q.reply },
    },
  ]);
}
