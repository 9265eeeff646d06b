import { fold, nfc } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { nameSortKey, vietnameseKey } from "@congthu/shared/names";
import { type AccountEdit, type AccountRow, updateAccount } from "../../store/accounts.ts";
import { agencyById } from "../../store/agencies.ts";
import { raiseModseq } from "../../store/changes.ts";
import type { Tx } from "../../store/db.ts";
import { renameIdentities } from "../../store/identities.ts";
import { deletePersonWords, insertPersonWords } from "../../store/people.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import type { Json } from "../audit/entry-hash.ts";
import { MailError } from "../errors.ts";
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
  app: Pick<App, "clock" | "db" | "changes">,
  principal: Principal,
  accountId: AccountId,
  q: AccountChange,
): Promise<void> {
  return app.db.write(async (tx) => {
    const { account, agency, powers } = await requireOnAccount(tx, principal, accountId, "account.edit");
    const edit = editOf(account, q);
    const fields = Object.keys(edit).filter((key) => key !== "fold" && key !== "sort_key");
    if (fields.length > 0) {
      await updateAccount(tx, accountId, edit);
      if (edit.full_name !== undefined || edit.title !== undefined) await findByIn(tx, { ...account, ...edit });
      if (edit.full_name !== undefined) await signWithIn(app, tx, account, edit.full_name);
      const before = Object.fromEntries(fields.map((key) => [key, account[key as keyof AccountRow] as Json]));
      const after = Object.fromEntries(fields.map((key) => [key, edit[key as keyof AccountEdit] as Json]));
      await appendAuditIn(app, tx, principal, {
        action: "account.changed",
        subjectKind: "account",
        subjectId: accountId,
        agencyId: account.agency_id,
        detail: { before, after },
      });
    }
    if (q.agencyId === undefined || q.agencyId === account.agency_id) return;
    const target = await agencyById(tx, q.agencyId);
    if (!target) throw new MailError("agency.notFound");
    powers.require("account.edit", target.path);
    await updateAccount(tx, accountId, { agency_id: target.agency_id });
    await appendAuditIn(app, tx, principal, {
      action: "account.moved",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: target.agency_id,
      detail: { from: agency.name, to: target.name },
    });
  });
}

function editOf(account: AccountRow, q: AccountChange): AccountEdit {
  const fullName = q.fullName === undefined ? undefined : nfc(q.fullName);
  const wanted: AccountEdit = {
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
