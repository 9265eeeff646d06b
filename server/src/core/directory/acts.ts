import { ADMIN_ACTS, type AdminAct } from "@congthu/shared/admin-acts";
import type { Role } from "@congthu/shared/api/route";
import type { Reader } from "../../store/db.ts";
import type { Principal } from "../access.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";

/**
 * What each role may do over its subtree. Nobody reads mail by role. Names beside usage figures are for an agency's own administrator alone
 * (vietnam.md §1.7); reviewers see aggregates.
 */
const ACTS: Record<Role, readonly AdminAct[]> = {
  system: [
    "agency.view",
    "agency.manage",
    "agency.headcount",
    "people.view",
    "account.create",
    "account.edit",
    "account.lock",
    "account.reset",
    "account.depart",
    "request.submit",
    "request.decide",
    "role.grant",
    "mailbox.clerks",
    "usage.view",
    "report.file",
    "report.manage",
    "audit.view",
    "inquiry.ask",
    "inquiry.decide",
    "settings.change",
    "queue.view",
    "queue.manage",
    "trace.view",
    "group.manage",
    "operations.view",
  ],
  // And what the setting `agencyAdministrators` leaves to them.
  agency: [
    "agency.view",
    "people.view",
    "request.submit",
    "usage.view",
    "usage.people",
    "report.file",
    "audit.view",
    "queue.view",
  ],
  reviewer: ["agency.view", "usage.view", "report.manage"],
  auditor: [
    "agency.view",
    "people.view",
    "audit.view",
    "queue.view",
    "trace.view",
    "operations.view",
    "inquiry.decide",
  ],
  helpdesk: ["agency.view", "people.view", "account.lock", "account.reset", "queue.view", "trace.view"],
};

/** What a principal may do where, settings considered. */
export type Powers = {
  may(act: AdminAct, path: string): boolean;
  /** Throws access.denied unless `may`. */
  require(act: AdminAct, path: string): void;
  /** The tops of the subtrees over which the act is allowed, none inside another. */
  paths(act: AdminAct): string[];
  /** The acts allowed over the agency at `path`; without one, those allowed anywhere. */
  acts(path?: string): AdminAct[];
};

/** Reads what the principal may do, as the settings are now. */
export async function powersOf(r: Reader, principal: Principal): Promise<Powers> {
  const delegated = (await readSetting(r, "agencyAdministrators")).may;
  const actsOf = (role: Role) => (role === "agency" ? [...ACTS.agency, ...delegated] : ACTS[role]);
  const scopes = principal.scopes.map((s) => ({ path: s.path, acts: new Set<AdminAct>(actsOf(s.role)) }));
  const may = (act: AdminAct, path: string) => scopes.some((s) => s.acts.has(act) && path.startsWith(s.path));
  return {
    may,
    require(act, path) {
      if (!may(act, path)) throw new MailError("access.denied", act);
    },
    paths: (act) => tops(scopes.filter((s) => s.acts.has(act)).map((s) => s.path)),
    acts: (path) =>
      ADMIN_ACTS.filter((act) => (path === undefined ? scopes.some((s) => s.acts.has(act)) : may(act, path))),
  };
}

/** Throws access.denied unless the act is allowed over the whole installation: at the root of the tree. */
export function requireWhole(principal: Principal, act: AdminAct): void {
  const whole = principal.scopes.some((s) => ACTS[s.role].includes(act) && isRootPath(s.path));
  if (!whole) throw new MailError("access.denied", act);
}

function tops(paths: readonly string[]): string[] {
  const unique = [...new Set(paths)];
  return unique.filter((path) => !unique.some((other) => other !== path && path.startsWith(other))).sort();
}

/** Whether a path is that of a root: such a scope covers every account. */
export function isRootPath(path: string): boolean {
  return path.split("/").length === 3;
}
