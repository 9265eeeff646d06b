import { fold, nfc } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { nameSortKey, vietnameseKey } from "@congthu/shared/names";
import { type AccountRow, updateAccount } from "../../store/accounts.ts";
import { type AgencyRow, agencyById } from "../../store/agencies.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { renameIdentities } from "../../store/identities.ts";
import { deletePersonWords, insertPersonWords } from "../../store/people.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { type Actor, appendAuditIn } from "../audit/append-audit.ts";
import type { Json } from "../audit/entry-hash.ts";
import { MailError } from "../errors.ts";
import { type Grounds, type Step, takeStepIn } from "../provisioning/take-step.ts";
import { requireOnAccount } from "./account-power.ts";
import { wordsOf } from "./create-accounts.ts";

export type AccountChange = {
  fullName?: string | undefined;
  title?: string | undefined;
  unit?: string | undefined;
  isLeader?: boolean | undefined;
  quotaBytes?: number | undefined;
  agencyId?: AgencyId | undefined;
};

/**
 * Changes what is said of an account, or moves it to another agency: mailbox, addresses and history stay. Throws account.notFound, agency.notFound,
 * access.denied (both agencies must be the principal's).
 */
export function changeAccount(
  app: Pick<App, "clock" | "db" | "changes" | "signOuts">,
  principal: Principal,
  accountId: AccountId,
  q: AccountChange,
): Promise<void> {
  return app.db.write((tx) => changeAccountIn(app, tx, principal, { accountId, change: q, grounds: NO_GROUNDS }));
}

/** The same within the caller's transaction, with the paper that asked for it. */
export async function changeAccountIn(
  app: Pick<App, "clock" | "changes" | "signOuts">,
  tx: Tx,
  principal: Principal,
  q: { accountId: AccountId; change: AccountChange; grounds: Grounds; dueDay?: string; requestId?: string },
): Promise<void> {
  const { accountId, change, grounds } = q;
  const { account, agency, powers } = await requireOnAccount(tx, principal, accountId, "account.edit");
  const edit = editOf(account, change);
  const fields = Object.keys(edit).filter((key) => key !== "fold" && key !== "sort_key");
  if (fields.length > 0) {
    const { is_leader, ...plain } = edit;
    await updateAccount(tx, accountId, plain);
    if (is_leader !== undefined) await updateAccount(tx, accountId, { is_leader, standing_at: app.clock.now() });
    if (edit.full_name !== undefined || edit.title !== undefined) await findByIn(tx, { ...account, ...edit });
    if (edit.full_name !== undefined) await signWithIn(app, tx, account, edit.full_name);
    const before = Object.fromEntries(fields.map((key) => [key, account[key as keyof AccountRow] as Json]));
    const after = Object.fromEntries(fields.map((key) => [key, edit[key as keyof Edit] as Json]));
    await appendAuditIn(app, tx, principal, {
      action: "account.changed",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: account.agency_id,
      detail: { before, after, ...(grounds.document ? { document: grounds.document } : {}) },
    });
  }
  if (change.agencyId === undefined || change.agencyId === account.agency_id) return;
  const target = await agencyById(tx, change.agencyId);
  if (!target || target.closed_on !== null) throw new MailError("agency.notFound");
  powers.require("account.edit", target.path);
  const { dueDay, requestId } = q;
  await moveAccountIn(app, tx, principal, {
    step: { accountId, act: "move", reason: "movedInside", dueDay, requestId, ...grounds },
    from: agency,
    to: target,
  });
}

/** Puts an account into another agency; whether the principal may is the caller's. */
export async function moveAccountIn(
  app: Pick<App, "clock" | "signOuts">,
  tx: Tx,
  principal: Actor,
  q: { step: Step; from: Pick<AgencyRow, "name">; to: AgencyRow },
): Promise<void> {
  await takeStepIn(app, tx, principal, q.step, { from: q.from.name, to: q.to.name });
  await updateAccount(tx, q.step.accountId, {
    agency_id: q.to.agency_id,
    standing_at: app.clock.now(),
  });
}

const NO_GROUNDS: Grounds = { document: "", note: "" };

type Edit = Partial<
  Pick<AccountRow, "full_name" | "fold" | "sort_key" | "title" | "unit" | "is_leader" | "quota_bytes">
>;

function editOf(account: AccountRow, q: AccountChange): Edit {
  const fullName = q.fullName === undefined ? undefined : nfc(q.fullName);
  const wanted: Edit = {
    ...(fullName === undefined
      ? {}
      : {
          full_name: fullName,
          fold: fold(fullName),
          sort_key: account.kind === "person" ? nameSortKey(fullName) : vietnameseKey(fullName),
        }),
    ...(q.title === undefined ? {} : { title: nfc(q.title) }),
    ...(q.unit === undefined ? {} : { unit: nfc(q.unit) }),
    ...(q.isLeader === undefined ? {} : { is_leader: q.isLeader ? 1 : 0 }),
    ...(q.quotaBytes === undefined ? {} : { quota_bytes: q.quotaBytes }),
  };
  return Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => account[key as keyof AccountRow] !== value),
  );
}

/** Letters go out under the new name from now on. */
async function signWithIn(app: Pick<App, "changes">, tx: Tx, account: AccountRow, fullName: string): Promise<void> {
  const accountId = account.account_id;
  const modseq = await raiseModseq(tx, accountId);
  await renameIdentities(tx, { accountId, from: account.full_name, to: fullName, modseq });
  tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
}

/** Lets the account be found by its new name and title. */
async function findByIn(tx: Tx, account: AccountRow): Promise<void> {
  await deletePersonWords(tx, account.account_id);
  await insertPersonWords(
    tx,
    wordsOf(account).map((word) => ({ word, accountId: account.account_id })),
  );
}
