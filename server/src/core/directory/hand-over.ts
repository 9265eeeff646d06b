import type { OpenWork } from "@congthu/shared/api/accounts";
import type { AccountId } from "@congthu/shared/ids";
import { accountById } from "../../store/accounts.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { delegationsTo } from "../../store/grants.ts";
import { type MailboxRole, mailboxByRole } from "../../store/mailboxes.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { listRecords, putRecordIn } from "../records/account-records.ts";
import { requireOnAccount } from "./account-power.ts";
import { appointClerkIn, dismissClerkIn } from "./appoint-clerk.ts";

type Assigned = { assigneeId: string; isDone: boolean };
type HandOver = { mailboxId: AccountId; fromId: AccountId; toId: AccountId; note: string };

/**
 * Passes the work in an agency's mailbox from one clerk to the next in one commit: the next gets the rights the other had, threads in the other's care become
 * the next one's, and what is open at that moment is counted and written into the audit. Throws account.notFound, access.denied, notFound (who was no clerk),
 * invalid (the same person, or none who can be a clerk).
 */
export function handOver(
  app: Pick<App, "changes" | "clock" | "db">,
  principal: Principal,
  q: HandOver,
): Promise<OpenWork> {
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, q.mailboxId, "mailbox.clerks");
    const held = await delegationsTo(tx, q.fromId, app.clock.now());
    const rights = held.find((d) => d.owner_id === q.mailboxId)?.rights;
    if (!rights) throw new MailError("notFound", "clerk");
    if (q.fromId === q.toId) throw new MailError("invalid", "the same clerk");
    const open = await openWork(tx, q);
    await appointClerkIn(app, tx, principal, { mailboxId: q.mailboxId, clerkId: q.toId, rights });
    await dismissClerkIn(app, tx, principal, { mailboxId: q.mailboxId, clerkId: q.fromId });
    await passOnIn(app, tx, principal, q);
    const [from, to] = [await accountById(tx, q.fromId), await accountById(tx, q.toId)];
    await appendAuditIn(app, tx, principal, {
      ...{ action: "clerk.handedOver", subjectKind: "account", subjectId: q.mailboxId, agencyId: account.agency_id },
      detail: {
        clerk: { before: from?.full_name ?? "", after: to?.full_name ?? "" },
        open: wordsOf(open),
        note: q.note,
      },
    });
    return open;
  });
}

/** The counts in words, as the history of the mailbox shows them. */
function wordsOf(open: OpenWork): string {
  const { unread, drafts, scheduled, putAside, inCare } = open;
  return `thư chưa đọc ${unread}, nháp ${drafts}, hẹn giờ ${scheduled}, tạm gác ${putAside}, hồ sơ đang giao ${inCare}`;
}

async function openWork(tx: Tx, q: HandOver): Promise<OpenWork> {
  const countsOf = (role: MailboxRole) => mailboxByRole(tx, q.mailboxId, role);
  return {
    unread: (await countsOf("inbox"))?.unread ?? 0,
    drafts: (await countsOf("drafts"))?.total ?? 0,
    scheduled: (await countsOf("scheduled"))?.total ?? 0,
    putAside: (await countsOf("snoozed"))?.total ?? 0,
    inCare: (await inCareOf(tx, q)).length,
  };
}

async function inCareOf(tx: Tx, q: HandOver) {
  const all = await listRecords<Assigned>(tx, q.mailboxId, "Assignment");
  return all.filter(({ value }) => value.assigneeId === q.fromId && !value.isDone);
}

/** What was in the care of the one is from now on in that of the other. */
async function passOnIn(app: Pick<App, "changes" | "clock">, tx: Tx, principal: Principal, q: HandOver): Promise<void> {
  const records = await inCareOf(tx, q);
  if (records.length === 0) return;
  const accountId = q.mailboxId;
  const modseq = await raiseModseq(tx, accountId);
  tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
  const name = (await accountById(tx, q.toId))?.full_name ?? "";
  const by = principal.account;
  for (const { id, value } of records)
    await putRecordIn(
      tx,
      { accountId, kind: "Assignment", recordId: id },
      {
        value: {
          ...{ ...value, assigneeId: q.toId, assigneeName: name, byId: by.account_id, byName: by.full_name },
          at: `${new Date(app.clock.now()).toISOString().slice(0, 19)}Z`,
        },
        ...{ dueAt: null, modseq },
      },
    );
}
