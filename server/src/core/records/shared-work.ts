import type { AccountId, ThreadId } from "@congthu/shared/ids";
import { type AccountRow, accountById, agencyMailboxes } from "../../store/accounts.ts";
import type { Reader } from "../../store/db.ts";
import { clerksOf } from "../../store/grants.ts";
import { messagesByThread } from "../../store/messages.ts";
import { recordsOfAccounts } from "../../store/records.ts";
import { MailError } from "../errors.ts";
import { readRow, type StoredRecord } from "./account-records.ts";

/** The name of somebody who works in a mailbox: its owner, or a clerk. Throws account.notFound. */
export async function workerName(
  r: Reader,
  q: { ownerId: AccountId; personId: AccountId; nowMs: number },
): Promise<string> {
  if (q.ownerId === q.personId) return (await accountById(r, q.ownerId))?.full_name ?? "";
  const clerk = (await clerksOf(r, [q.ownerId], q.nowMs)).find((c) => c.delegate_id === q.personId);
  if (!clerk) throw new MailError("account.notFound");
  return clerk.full_name;
}

/** Everybody who works in a mailbox now: its clerks by name, and its owner where that is a person. */
export async function workersOf(
  r: Reader,
  q: { ownerId: AccountId; nowMs: number },
): Promise<{ id: AccountId; name: string }[]> {
  const owner = await accountById(r, q.ownerId);
  const own = owner?.kind === "person" ? [{ id: owner.account_id, name: owner.full_name }] : [];
  const clerks = await clerksOf(r, [q.ownerId], q.nowMs);
  return [...own, ...clerks.map((c) => ({ id: c.delegate_id, name: c.full_name }))];
}

/** Throws message.notFound unless the account has mail of the thread. */
export async function requireThread(r: Reader, accountId: AccountId, threadId: ThreadId): Promise<void> {
  const rows = await messagesByThread(r, accountId, [threadId]);
  if (rows.length === 0) throw new MailError("message.notFound");
}

/** The templates that the mailboxes of a person's agency keep for all its people. */
export async function agencyTemplates(r: Reader, person: AccountRow): Promise<StoredRecord[]> {
  if (person.kind !== "person") return [];
  const owners = await agencyMailboxes(r, person.agency_id);
  const rows = await recordsOfAccounts(
    r,
    owners.map((o) => o.account_id),
    "Template",
  );
  return rows.map((row) => readRow<Record<string, unknown>>(row));
}
