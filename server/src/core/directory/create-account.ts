import type { AccountId, AgencyId } from "@congthu/shared/ids";
import type { AccountKind } from "../../store/accounts.ts";
import { agencyById } from "../../store/agencies.ts";
import type { Tx } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { powersOf } from "./acts.ts";
import { createAccountsIn } from "./create-accounts.ts";
import { hashOneTimePassword, makeOneTimePassword } from "./one-time-password.ts";
import { reservedAmong } from "./propose-addresses.ts";

export type WantedAccount = {
  kind: AccountKind;
  agencyId: AgencyId;
  fullName: string;
  /** Lower-case ASCII, before the agency's domain. */
  localPart: string;
  title: string;
  unit: string;
  isLeader: boolean;
  quotaBytes?: number | undefined;
};

/**
 * Opens a mailbox. A person gets a password to be told once and changed at the first sign-in; nobody signs in to an agency's mailbox, its clerks
 * work in it. Throws agency.notFound, access.denied, address.invalid (also for a reserved one), address.taken.
 */
export function createAccount(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: WantedAccount,
): Promise<{ accountId: AccountId; oneTimePassword: string | null }> {
  return app.db.write((tx) => createAccountIn(app, tx, principal, q));
}

/** The same within the caller's transaction. */
export async function createAccountIn(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  q: WantedAccount,
): Promise<{ accountId: AccountId; oneTimePassword: string | null }> {
  if (!isLocalPart(q.localPart)) throw new MailError("address.invalid", q.localPart);
  const agency = await agencyById(tx, q.agencyId);
  if (!agency) throw new MailError("agency.notFound");
  (await powersOf(tx, principal)).require("account.create", agency.path);
  if ((await reservedAmong(tx, [q.localPart], q.kind)).size > 0) throw new MailError("address.invalid", "reserved");
  const quotas = await readSetting(tx, "quotas");
  const address = `${q.localPart}@${agency.domain}`;
  const oneTimePassword = q.kind === "agency" ? null : makeOneTimePassword();
  const [accountId] = await createAccountsIn(app, tx, [
    {
      kind: q.kind,
      agencyId: q.agencyId,
      address,
      fullName: q.fullName,
      title: q.title,
      unit: q.unit,
      isLeader: q.isLeader,
      passwordHash: oneTimePassword === null ? null : hashOneTimePassword(oneTimePassword),
      mustChange: q.kind === "person",
      quotaBytes: q.quotaBytes ?? (q.kind === "agency" ? quotas.agencyBytes : quotas.personBytes),
    },
  ]);
  if (!accountId) throw new Error("no account made");
  await appendAuditIn(app, tx, principal, {
    action: "account.created",
    subjectKind: "account",
    subjectId: accountId,
    agencyId: q.agencyId,
    detail: { kind: q.kind, name: q.fullName, address, title: q.title, unit: q.unit, isLeader: q.isLeader },
  });
  return { accountId, oneTimePassword };
}

/** Whether a text may stand before the @ of an address we give: lower-case ASCII in parts joined by a dot, hyphen or underscore. */
export function isLocalPart(text: string): boolean {
  return text.length <= 64 && /^[a-z0-9]+([._-][a-z0-9]+)*$/.test(text);
}
