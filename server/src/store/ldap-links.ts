import type { AccountId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

/** One of our accounts as another directory knows it. */
export type LdapLinkRow = {
  external_id: string;
  account_id: AccountId;
  dn: string;
  /** The local day number on which it was first missing there (or shut); null while it is there. */
  missing_day: number | null;
  /** What the missing led to here, so that coming back undoes that and nothing else. */
  held: "" | "locked" | "departed";
};

/** A page of the links, by their id. */
export function ldapLinksAfter(r: Reader, after: string, limit: number): Promise<LdapLinkRow[]> {
  return r.all<LdapLinkRow & Row>(
    `SELECT * FROM ldap_link WHERE external_id > ? ORDER BY external_id LIMIT ?`,
    ...[after, limit],
  );
}

/** The link of an account, if it came from there. */
export function ldapLinkOf(r: Reader, accountId: AccountId): Promise<LdapLinkRow | undefined> {
  return r.get<LdapLinkRow & Row>(`SELECT * FROM ldap_link WHERE account_id = ?`, accountId);
}

/** Keeps a link as it is now. */
export async function putLdapLink(tx: Tx, l: LdapLinkRow): Promise<void> {
  await tx.run(
    `INSERT INTO ldap_link (external_id, account_id, dn, missing_day, held) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (external_id) DO UPDATE SET dn = excluded.dn, missing_day = excluded.missing_day, held = excluded.held`,
    ...[l.external_id, l.account_id, l.dn, l.missing_day, l.held],
  );
}
