import { addDays, localDay } from "@congthu/shared/dates";
import { fold } from "@congthu/shared/fold";
import { randomId } from "../../lib/ids.ts";
import { hasAccounts } from "../../store/accounts.ts";
import { allTiers, insertAgencies, insertTiers, type TierRow } from "../../store/agencies.ts";
import { domainRow, insertDomain } from "../../store/domains.ts";
import { insertGrants } from "../../store/grants.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { storeSettingIn } from "../settings/change-setting.ts";
import { readSettings } from "../settings/read-setting.ts";
import { createAccountsIn } from "./create-accounts.ts";
import { makeOneTimePassword } from "./one-time-password.ts";
import { hashPassword } from "./passwords.ts";

/** What the first start prints: who signs in with what, and for which domain. */
export type FirstAdministrator = { address: string; password: string; domain: string };

const GIB = 1024 ** 3;
/** Days in which administrators may work before each of them has a second factor: telephones come later than the server. */
const DAYS_TO_SET_UP = 7;
const ROOT_NAME = "Ủy ban nhân dân tỉnh";

/** NQ 203/2025/QH15 ended the districts with 30/06/2025. */
const TIERS: readonly TierRow[] = [
  { tier: "tinh", label: "Cấp tỉnh", label_en: "Province", sort_order: 1, valid_from: "1991-10-01", valid_to: null },
  {
    tier: "huyen",
    label: "Cấp huyện",
    label_en: "District",
    sort_order: 2,
    valid_from: "1991-10-01",
    valid_to: "2025-06-30",
  },
  { tier: "xa", label: "Cấp xã", label_en: "Commune", sort_order: 3, valid_from: "1991-10-01", valid_to: null },
  {
    tier: "dvsn",
    label: "Đơn vị sự nghiệp",
    label_en: "Public service unit",
    sort_order: 4,
    valid_from: "1991-10-01",
    valid_to: null,
  },
];

/**
 * At the very first start, with no account yet: the root of the tree, the tiers, the domain, and a technical account that administers the whole,
 * with a random password that must be changed. Gives what to print, once; null when there are accounts.
 */
export async function ensureFirstAdministrator(
  app: Pick<App, "clock" | "db" | "site">,
  q: { domain?: string } = {},
): Promise<FirstAdministrator | null> {
  if (await app.db.read(hasAccounts)) return null;
  const password = makeOneTimePassword();
  const passwordHash = await hashPassword(password);
  const domain = (q.domain ?? domainOfHost(app.site.hostname)).toLowerCase();
  const address = `quantri@${domain}`;
  return app.db.write(async (tx) => {
    // Another process may have been first.
    if (await hasAccounts(tx)) return null;
    const at = app.clock.now();
    if ((await allTiers(tx)).length === 0) await insertTiers(tx, TIERS);
    const rootId = randomId<"agency">("g");
    if (!(await domainRow(tx, domain)))
      await insertDomain(tx, { domain, agency_id: null, created_at: at, dkim_selector: null, dkim_key: null });
    await insertAgencies(
      tx,
      [
        {
          agency_id: rootId,
          parent_id: null,
          path: `/${rootId}/`,
          name: ROOT_NAME,
          short_name: "UBND tỉnh",
          fold: fold(ROOT_NAME),
          abbr: "ubnd",
          kind: "province",
          tier: "tinh",
          domain,
          sort_order: 10,
          created_at: at,
          closed_on: null,
        },
      ],
      localDay(at),
    );
    const [accountId] = await createAccountsIn(app, tx, [
      {
        kind: "technical",
        agencyId: rootId,
        address,
        fullName: "Quản trị hệ thống",
        title: "",
        unit: "",
        isLeader: false,
        passwordHash,
        mustChange: true,
        quotaBytes: 2 * GIB,
      },
    ]);
    if (!accountId) throw new Error("no account made");
    await insertGrants(tx, [
      { account_id: accountId, role: "system", agency_id: rootId, granted_at: at, granted_by: null },
    ]);
    const { secondFactor } = await readSettings(tx);
    const administratorsFrom = addDays(localDay(at), DAYS_TO_SET_UP);
    await storeSettingIn(app, tx, null, "secondFactor", { ...secondFactor, administratorsFrom });
    await appendAuditIn(app, tx, null, {
      action: "system.initialised",
      subjectKind: "system",
      subjectId: accountId,
      agencyId: rootId,
      detail: { domain, address },
    });
    return { address, password, domain };
  });
}

/** mail.tinh.gov.vn serves tinh.gov.vn; a bare machine name gets a domain that nobody owns. */
export function domainOfHost(hostname: string): string {
  const labels = hostname.split(".").filter((l) => l !== "");
  if (labels.length >= 3) return labels.slice(1).join(".");
  return labels.length === 2 ? labels.join(".") : "congthu.localdomain";
}
