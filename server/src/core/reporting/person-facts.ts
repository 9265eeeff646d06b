import type { PersonUsage } from "@congthu/shared/api/reports";
import { dayOfNumber } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { spansOf } from "../../store/account-spans.ts";
import { type AccountRow, accountById } from "../../store/accounts.ts";
import { agencyById } from "../../store/agencies.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { leavesOf } from "../../store/leaves.ts";
import { usageDaysOf } from "../../store/usage.ts";
import { forgetLogOf, forgetUsageOf, logPageEnd, looksBy } from "../../store/usage-erase.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { powersOf, requireWhole } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import { receivedSum, sentSum } from "./month-sums.ts";
import { rollUpUsage } from "./roll-up-usage.ts";

type Deps = Pick<App, "clock" | "db">;

/**
 * All usage facts that are kept of one person, for whoever they are about: the person, the agency's administrator, or the operator who answers a
 * request (Law 91/2025). The look is in the audit. Throws account.notFound, access.denied.
 */
export async function exportPersonFacts(app: Deps, principal: Principal, accountId: AccountId): Promise<PersonUsage> {
  await rollUpUsage(app);
  await app.db.write(async (tx) => {
    const account = await requireAbout(tx, principal, accountId);
    await note(app, tx, principal, { action: "usage.personExported", account });
  });
  return app.db.read(async (r) => {
    const account = await requireAbout(r, principal, accountId);
    const spans = await spansOf(r, accountId);
    return {
      id: accountId,
      name: account.full_name,
      address: account.address,
      history: spans.map((s) => ({
        from: dayOfNumber(s.from_day),
        agencyId: s.agency_id,
        isLeader: s.is_leader === 1,
        status: s.status,
      })),
      leaves: (await leavesOf(r, accountId)).map((l) => ({
        from: dayOfNumber(l.from_day),
        to: dayOfNumber(l.to_day),
        kind: l.kind,
      })),
      days: (await usageDaysOf(r, accountId)).map((u) => ({
        day: dayOfNumber(u.day),
        channel: u.channel,
        signIns: u.sign_ins,
        opened: u.opened,
        sent: sentSum(u),
        replied: u.replied,
        forwarded: u.forwarded,
        received: receivedSum(u),
        sentDocuments: u.sent_documents,
        receivedDocuments: u.received_documents,
      })),
      agencyMailboxes: (await looksBy(r, accountId)).map((b) => ({
        mailboxId: b.mailbox_id,
        day: dayOfNumber(b.day),
        opened: b.morning + b.afternoon,
      })),
    };
  });
}

/** Rows of the log gone through by one transaction. */
const ROUND = 5_000;

/**
 * Erases the usage facts of one person: what is left are sums of agencies, and the trace of letters without the link to the person. The person then
 * counts as somebody who never acted. May be run again. Throws as exportPersonFacts does.
 */
export async function erasePersonFacts(app: Deps, principal: Principal, accountId: AccountId): Promise<void> {
  await app.db.read((r) => requireAbout(r, principal, accountId));
  await rollUpUsage(app);
  for (let after = ""; ; ) {
    const end = await app.db.read((r) => logPageEnd(r, after, ROUND));
    if (end === undefined) break;
    const from = after;
    await app.db.write((tx) => forgetLogOf(tx, { accountId, after: from, to: end }));
    after = end;
  }
  await app.db.write(async (tx) => {
    const account = await requireAbout(tx, principal, accountId);
    await forgetUsageOf(tx, accountId);
    await note(app, tx, principal, { action: "usage.personErased", account });
  });
}

async function requireAbout(r: Reader, principal: Principal, accountId: AccountId): Promise<AccountRow> {
  const account = await accountById(r, accountId);
  if (account && accountId === principal.account.account_id) return account;
  const agency = account && (await agencyById(r, account.agency_id));
  const powers = await powersOf(r, principal);
  if (agency && powers.may("usage.people", agency.path)) return account;
  requireWhole(principal, "settings.change");
  if (!account) throw new MailError("account.notFound");
  return account;
}

function note(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  q: { action: "usage.personExported" | "usage.personErased"; account: AccountRow },
): Promise<void> {
  return appendAuditIn(app, tx, principal, {
    action: q.action,
    subjectKind: "account",
    subjectId: q.account.account_id,
    agencyId: q.account.agency_id,
  });
}
