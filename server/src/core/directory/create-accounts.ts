import { addressKey, parseAddress } from "@congthu/shared/address";
import { fold, nfc } from "@congthu/shared/fold";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { nameSortKey, vietnameseKey } from "@congthu/shared/names";
import { randomId } from "../../lib/ids.ts";
import { type AccountKind, type AccountRow, insertAccounts } from "../../store/accounts.ts";
import { insertAddresses, takenAddresses } from "../../store/addresses.ts";
import type { Tx } from "../../store/db.ts";
import { insertIdentities } from "../../store/identities.ts";
import { insertMailboxes } from "../../store/mailboxes.ts";
import { insertPersonWords } from "../../store/people.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { standardMailboxes } from "../mailbox/standard-mailboxes.ts";

export type NewAccount = {
  kind: AccountKind;
  agencyId: AgencyId;
  address: string;
  fullName: string;
  title: string;
  unit: string;
  isLeader: boolean;
  /** PHC string; null cannot sign in until a password is set. */
  passwordHash: string | null;
  mustChange: boolean;
  quotaBytes: number;
};

/**
 * Makes accounts whole: row, counters, address, standard mailboxes, identity, words to be found by. All or nothing.
 * Throws address.invalid, address.taken (also for an address ever given before). Gives the ids in the order asked.
 */
export async function createAccountsIn(
  app: Pick<App, "clock">,
  tx: Tx,
  wanted: readonly NewAccount[],
): Promise<AccountId[]> {
  const nowMs = app.clock.now();
  const rows = wanted.map((w) => accountRow(w, nowMs));
  const addresses = rows.map((a) => a.address);
  const taken = await takenAddresses(tx, addresses);
  const once = new Set<string>();
  const double = addresses.find((a) => taken.has(a) || once.size === once.add(a).size);
  if (double !== undefined) throw new MailError("address.taken", double);
  await insertAccounts(tx, rows);
  await insertAddresses(
    tx,
    rows.map((a) => ({
      address: a.address,
      account_id: a.account_id,
      group_id: null,
      kind: "primary",
      created_at: nowMs,
      retired_at: null,
    })),
  );
  await insertMailboxes(
    tx,
    rows.flatMap((a) => standardMailboxes(a.account_id, nowMs)),
    1,
  );
  await insertIdentities(
    tx,
    rows.map((a) => ({
      account_id: a.account_id,
      identity_id: randomId("i"),
      name: a.full_name,
      email: a.address,
      reply_to: null,
      bcc: null,
      text_signature: "",
      html_signature: "",
      may_delete: 0,
      modseq: 1,
      created_modseq: 1,
    })),
  );
  await insertPersonWords(
    tx,
    rows.flatMap((a) => wordsOf(a).map((word) => ({ word, accountId: a.account_id }))),
  );
  return rows.map((a) => a.account_id);
}

/** The folded words an account is found by: name, title, local part of the address. */
export function wordsOf(a: Pick<AccountRow, "full_name" | "title" | "address">): string[] {
  const local = a.address.slice(0, a.address.indexOf("@"));
  const words = `${fold(a.full_name)} ${fold(a.title)} ${local} ${local.replaceAll(".", " ")}`.split(/[\s,()]+/);
  return [...new Set(words.filter((w) => w !== ""))];
}

function accountRow(w: NewAccount, nowMs: number): AccountRow {
  const address = addressKey(w.address);
  if (!parseAddress(address)) throw new MailError("address.invalid", w.address);
  const fullName = nfc(w.fullName).trim().replace(/\s+/g, " ");
  return {
    account_id: randomId("a"),
    kind: w.kind,
    agency_id: w.agencyId,
    address,
    full_name: fullName,
    sort_key: w.kind === "person" ? nameSortKey(fullName) : vietnameseKey(fullName),
    fold: fold(fullName),
    title: nfc(w.title),
    unit: nfc(w.unit),
    is_leader: w.isLeader ? 1 : 0,
    status: "active",
    password_hash: w.passwordHash,
    must_change: w.mustChange ? 1 : 0,
    password_at: nowMs,
    failed_count: 0,
    failed_at: 0,
    quota_bytes: w.quotaBytes,
    created_at: nowMs,
    status_at: nowMs,
  };
}
