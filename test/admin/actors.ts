import type { Handler } from "@congthu/server/admin/handler";
import { ADMIN_HANDLERS } from "@congthu/server/admin/index";
import { type Principal, principalOf } from "@congthu/server/core/access";
import type { App } from "@congthu/server/core/app";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { MailError } from "@congthu/server/core/errors";
import { insertGrants } from "@congthu/server/store/grants";
import type { Role } from "@congthu/shared/api/route";
import type { AccountId, AgencyId } from "@congthu/shared/ids";
import { DOMAIN, type Province } from "../harness/province.ts";

export type Call = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };

/** What the web server does around a handler: audience, parsing on the way in; here the reply is held against its contract too. */
export async function callRoute<T = never>(app: App, principal: Principal, name: string, call: Call = {}): Promise<T> {
  const { route, run } = handlerOf(name);
  const { audience } = route;
  if (Array.isArray(audience) && !principal.scopes.some((s) => audience.includes(s.role)))
    throw new MailError("access.denied", "audience");
  const reply = await run({
    app,
    principal,
    params: route.params.parse(call.params ?? {}),
    query: route.query.parse(call.query ?? {}),
    body: route.body.parse(call.body),
  });
  return route.reply.parse(reply) as T;
}

export function handlerOf(name: string): Handler {
  const found = ADMIN_HANDLERS.find((h) => h.route.name === name);
  if (!found) throw new Error(`no route ${name}`);
  return found;
}

export const ACTORS = {
  system: ["system", "root"],
  adminA: ["agency", "department"],
  adminB: ["agency", "commune"],
  reviewer: ["reviewer", "root"],
  reviewerA: ["reviewer", "department"],
  auditor: ["auditor", "root"],
  auditorA: ["auditor", "department"],
  helpdeskA: ["helpdesk", "department"],
} as const satisfies Record<string, readonly [Role, "root" | "department" | "commune"]>;
export type ActorName = keyof typeof ACTORS;

/** One account for each role over the small province, as technical accounts of the agency they cover, and a way to act as one. */
export async function seedActors(
  app: App,
  province: Province,
): Promise<{ ids: Record<ActorName, AccountId>; as(name: ActorName): Promise<Principal> }> {
  const names = Object.keys(ACTORS) as ActorName[];
  const agencyOf = (name: ActorName): AgencyId => province[ACTORS[name][1]];
  const ids = await app.db.write(async (tx) => {
    const made = await createAccountsIn(
      app,
      tx,
      names.map((name) => ({
        kind: "technical",
        agencyId: agencyOf(name),
        address: `${name}@${DOMAIN}`,
        fullName: `Tài khoản ${name}`,
        title: "",
        unit: "",
        isLeader: false,
        passwordHash: null,
        mustChange: false,
        quotaBytes: 1024 ** 3,
      })),
    );
    await insertGrants(
      tx,
      names.map((name, i) => ({
        account_id: made[i] as AccountId,
        role: ACTORS[name][0],
        agency_id: agencyOf(name),
        granted_at: app.clock.now(),
        granted_by: null,
      })),
    );
    return Object.fromEntries(names.map((name, i) => [name, made[i] as AccountId])) as Record<ActorName, AccountId>;
  });
  return {
    ids,
    as: (name) => app.db.read((r) => principalOf(r, { accountId: ids[name], channel: "web", ip: "192.0.2.1" })),
  };
}
