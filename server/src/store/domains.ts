import type { AgencyId } from "@congthu/shared/ids";
import type { Reader, Row, Tx } from "./db.ts";

/** A domain whose mail is ours. The DKIM key is PEM (PKCS#8). */
export type DomainRow = {
  domain: string;
  agency_id: AgencyId | null;
  created_at: number;
  dkim_selector: string | null;
  dkim_key: string | null;
  /** The domain it leads to after a merger, if any. */
  alias_of: string | null;
};

/** All domains served, the oldest first. */
export function allDomains(r: Reader): Promise<DomainRow[]> {
  return r.all<DomainRow & Row>(`SELECT * FROM domain ORDER BY created_at, domain`);
}

/** One domain (lower case), or undefined when it is not ours. */
export function domainRow(r: Reader, domain: string): Promise<DomainRow | undefined> {
  return r.get<DomainRow & Row>(`SELECT * FROM domain WHERE domain = ?`, domain);
}

/** Adds a domain. */
export async function insertDomain(tx: Tx, d: Omit<DomainRow, "alias_of">): Promise<void> {
  await tx.run(
    `INSERT INTO domain (domain, agency_id, created_at, dkim_selector, dkim_key) VALUES (?, ?, ?, ?, ?)`,
    d.domain,
    d.agency_id,
    d.created_at,
    d.dkim_selector,
    d.dkim_key,
  );
}

/** Keeps the DKIM key (PEM, PKCS#8) of a domain that has none yet. */
export async function setDkimKey(tx: Tx, domain: string, q: { selector: string; key: string }): Promise<void> {
  await tx.run(
    `UPDATE domain SET dkim_selector = ?, dkim_key = ? WHERE domain = ? AND dkim_key IS NULL`,
    q.selector,
    q.key,
    domain,
  );
}

/** Lets a domain lead to another: `name@domain` is `name@aliasOf` unless it is an address of its own; null ends that. */
export async function setDomainAlias(tx: Tx, domain: string, aliasOf: string | null): Promise<void> {
  await tx.run(`UPDATE domain SET alias_of = ? WHERE domain = ?`, aliasOf, domain);
}
