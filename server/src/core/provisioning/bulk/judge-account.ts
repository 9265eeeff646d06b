import { afterAct, type LifeState } from "@congthu/shared/account-life";
import type { AdminAct } from "@congthu/shared/admin-acts";
import type { BulkAsk } from "@congthu/shared/api/bulk";
import type { AccountId } from "@congthu/shared/ids";
import type { BulkAct, ImportFaultCode } from "@congthu/shared/import-words";
import type { AccountListRow } from "../../../store/account-list.ts";
import type { Reader } from "../../../store/db.ts";
import type { Principal } from "../../access.ts";
import { accountPower } from "../../directory/account-power.ts";
import { STATUS_WORDS } from "../../directory/account-words.ts";
import { fits } from "../import/check-import.ts";

/** Where a move goes or which group takes people in; `members`: who is in it. */
export type Target = { name: string; members: ReadonlySet<AccountId> };

export type Judged = {
  state: "ready" | "skipped" | "faulty";
  faults: ImportFaultCode[];
  /** In words: as it is, and as it would be. */
  now: string;
  next: string;
};

const NEEDS: Record<BulkAct, AdminAct> = {
  lock: "account.lock",
  unlock: "account.lock",
  move: "account.edit",
  quota: "account.edit",
  reset: "account.reset",
  group: "people.view",
  depart: "account.depart",
};

const GIB = 1024 ** 3;
const gigabytes = (bytes: number) => `${(bytes / GIB).toFixed(1).replace(".", ",")} GB`;

/** What the act would do to one account, or why nothing. Throws account.notFound, access.denied when it is not the principal's to see. */
export async function judgeAccount(
  r: Reader,
  principal: Principal,
  q: { account: AccountListRow; ask: BulkAsk; target: Target },
): Promise<Judged> {
  const { account, ask } = q;
  const said = wordsOf(q);
  const because = (state: Judged["state"], ...faults: ImportFaultCode[]) => ({ state, faults, ...said });
  const { acts } = await accountPower(r, principal, account.account_id);
  if (ask.act === "reset" && account.kind === "agency") return because("faulty", "account.noPassword");
  if (!acts.includes(NEEDS[ask.act])) return because("faulty", "account.denied");
  if (isSo(q)) return because("skipped", "account.already");
  return fits(account.status as LifeState, ask.act) ? because("ready") : because("faulty", "account.state");
}

function isSo({ account, ask, target }: { account: AccountListRow; ask: BulkAsk; target: Target }): boolean {
  if (ask.act === "quota") return account.quota_bytes === ask.quotaBytes;
  if (ask.act === "move") return account.agency_id === ask.agencyId;
  if (ask.act === "group") return target.members.has(account.account_id);
  if (ask.act === "reset") return false;
  return account.status === { lock: "locked", unlock: "active", depart: "departed" }[ask.act];
}

function wordsOf(q: { account: AccountListRow; ask: BulkAsk; target: Target }): { now: string; next: string } {
  const { account, ask, target } = q;
  if (ask.act === "quota") return { now: gigabytes(account.quota_bytes), next: gigabytes(ask.quotaBytes) };
  if (ask.act === "move") return { now: account.agency_name, next: target.name };
  if (ask.act === "group") return { now: "", next: target.name };
  const now = STATUS_WORDS[account.status];
  if (ask.act === "reset") return { now, next: "Mật khẩu một lần mới" };
  const after = afterAct(account.status as LifeState, ask.act);
  return { now, next: after === "active" || after === "locked" || after === "departed" ? STATUS_WORDS[after] : now };
}
