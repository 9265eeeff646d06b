import { agencyChildren } from "../../store/agencies.ts";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";

/**
 * Whoever has the server's command line: may do what a system administrator may, and is no account, so the audit names the system.
 */
export async function operatorPrincipal(r: Reader): Promise<Principal> {
  const tops = await agencyChildren(r, null);
  return {
    account: NOBODY,
    scopes: tops.map((a) => ({ role: "system", agencyId: a.agency_id, agencyName: a.name, path: a.path })),
    channel: "system",
    ip: "",
  };
}

const NOBODY = {
  account_id: "",
  kind: "technical",
  agency_id: "",
  address: "",
  full_name: "",
  sort_key: "",
  fold: "",
  title: "",
  unit: "",
  is_leader: 0,
  status: "active",
  password_hash: null,
  must_change: 0,
  password_at: 0,
  failed_count: 0,
  failed_at: 0,
  quota_bytes: 0,
  created_at: 0,
  status_at: 0,
} as unknown as Principal["account"];
