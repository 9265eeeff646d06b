import type { AccountId, IdentityId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import { insertTombstones } from "../../store/changes.ts";
import type { Reader, Tx } from "../../store/db.ts";
import {
  deleteIdentity,
  type IdentityRow,
  identitiesOf,
  insertIdentities,
  updateIdentity,
} from "../../store/identities.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { changesOfRecords } from "../id-changes.ts";
import { senderAccount } from "./sender.ts";

export type IdentityFields = Pick<IdentityRow, "name" | "reply_to" | "bcc" | "text_signature" | "html_signature">;

/** From whom an account sends; the first is its own address. */
export async function listIdentities(r: Reader, accountId: AccountId): Promise<IdentityRow[]> {
  const rows = await identitiesOf(r, accountId);
  return rows.sort((a, b) => a.may_delete - b.may_delete || a.created_modseq - b.created_modseq);
}

/** What changed among them. Throws state.mismatch. */
export async function identityChanges(r: Reader, accountId: AccountId, q: { since: number; max: number | null }) {
  const records = (await identitiesOf(r, accountId)).map((row) => ({ ...row, id: row.identity_id as string }));
  return changesOfRecords(r, accountId, { ...q, kind: "identity", records });
}

/** Adds an identity for an address the account has. Throws sender.notAllowed. RFC 8621 §6.3 */
export async function createIdentityIn(
  app: Pick<App, "clock">,
  tx: Tx,
  q: { accountId: AccountId; actor: Pick<Principal, "account">; email: string; fields: IdentityFields; modseq: number },
): Promise<IdentityId> {
  const owner = await senderAccount(tx, q.actor, { address: q.email, nowMs: app.clock.now() });
  if (owner.account_id !== q.accountId) throw new MailError("sender.notAllowed", q.email);
  const identityId = randomId<"identity">("i");
  await insertIdentities(tx, [
    {
      account_id: q.accountId,
      identity_id: identityId,
      email: q.email,
      may_delete: 1,
      modseq: q.modseq,
      created_modseq: q.modseq,
      ...q.fields,
    },
  ]);
  return identityId;
}

type Key = { accountId: AccountId; identityId: IdentityId; modseq: number };

/** Changes name, answers' address, blind copy or signatures. Throws notFound. */
export async function changeIdentityIn(tx: Tx, q: Key & { fields: Partial<IdentityFields> }): Promise<void> {
  if (!(await updateIdentity(tx, q, { ...q.fields, modseq: q.modseq }))) throw new MailError("notFound");
}

/** Removes an identity that was added. Throws notFound, access.denied (the own address stays). */
export async function destroyIdentityIn(app: Pick<App, "clock">, tx: Tx, q: Key): Promise<void> {
  const row = (await identitiesOf(tx, q.accountId)).find((i) => i.identity_id === q.identityId);
  if (!row) throw new MailError("notFound");
  if (row.may_delete === 0) throw new MailError("access.denied");
  await deleteIdentity(tx, q);
  await insertTombstones(tx, [
    {
      account_id: q.accountId,
      modseq: q.modseq,
      kind: "identity",
      object_id: q.identityId,
      mailbox_id: "",
      uid: 0,
      thread_id: "",
      created_modseq: row.created_modseq,
      at: app.clock.now(),
    },
  ]);
}
