import { z } from "zod";
import { acmeSettings, ldapSettings, oidcSettings } from "./connection-settings.ts";
import { count, instant, NO_BODY, NONE } from "./fields.ts";
import { defineRoute } from "./route.ts";

/** What happens to whom, as `apply` shows it; the acts on accounts that vanished from a directory or came back are named for themselves. */
const syncStep = z.object({
  what: z.enum(["create", "change", "move", "set", "link", "lock", "unlock", "depart", "restore"]),
  whom: z.string(),
  before: z.string(),
  after: z.string(),
});

const bothWords = z.object({ vi: z.string(), en: z.string() });

/** Why somebody in the other directory is left alone. */
export const SYNC_FAULTS = [
  "address.none",
  "address.invalid",
  "address.foreign",
  "address.double",
  "address.taken",
  "agency.unknown",
  "agency.ambiguous",
  "account.administrator",
  "account.refused",
] as const;
const syncFault = z.object({ whom: z.string(), fault: z.enum(SYNC_FAULTS), x: z.string() });
export type SyncFault = z.infer<typeof syncFault>;

/** What a run did or, as a plan, would do. The first thousand steps and faults are named, the counts are of all. */
const syncOutcome = z.object({
  at: instant,
  people: count,
  counts: z.record(z.string(), count),
  steps: z.array(syncStep),
  faults: z.array(syncFault),
  faultCount: count,
  /** Why nothing was done, in both languages; the alarm says the same. */
  problem: bothWords.nullable(),
});
export type SyncOutcome = z.infer<typeof syncOutcome>;

const connectionsReply = z.object({
  ldap: ldapSettings,
  hasLdapPassword: z.boolean(),
  /** The last run, its steps aside. */
  ldapRun: syncOutcome.omit({ steps: true }).nullable(),
  oidc: oidcSettings,
  hasOidcSecret: z.boolean(),
  acme: acmeSettings,
  /** The last try for a certificate. */
  acmeRun: z.object({ at: instant, problem: bothWords.nullable() }).nullable(),
  /** What the listeners show now; null where this process has none. */
  certificate: z.object({ selfSigned: z.boolean(), expiresAt: instant }).nullable(),
});
export type ConnectionsView = z.infer<typeof connectionsReply>;

/** Other systems this one works with. Passwords for them go in and never come out. */
export const readConnections = defineRoute({
  name: "readConnections",
  method: "GET",
  path: "/api/connections",
  audience: ["system"],
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: connectionsReply,
});

export const changeLdap = defineRoute({
  name: "changeLdap",
  method: "PUT",
  path: "/api/connections/ldap",
  audience: ["system"],
  params: NONE,
  query: NONE,
  /** Without a password the one that is kept stays; "" forgets it. */
  body: z.strictObject({ settings: ldapSettings, password: z.string().max(500).optional() }),
  reply: connectionsReply,
});

/** Plans a run over the other directory, or carries it out. */
export const syncDirectory = defineRoute({
  name: "syncDirectory",
  method: "POST",
  path: "/api/connections/ldap/sync",
  audience: ["system"],
  params: NONE,
  query: NONE,
  body: z.strictObject({ planOnly: z.boolean() }),
  reply: syncOutcome,
});

export const changeOidc = defineRoute({
  name: "changeOidc",
  method: "PUT",
  path: "/api/connections/oidc",
  audience: ["system"],
  params: NONE,
  query: NONE,
  /** Without a secret the one that is kept stays; "" forgets it. */
  body: z.strictObject({ settings: oidcSettings, clientSecret: z.string().max(500).optional() }),
  reply: connectionsReply,
});

export const changeAcme = defineRoute({
  name: "changeAcme",
  method: "PUT",
  path: "/api/connections/acme",
  audience: ["system"],
  params: NONE,
  query: NONE,
  body: z.strictObject({ settings: acmeSettings }),
  reply: connectionsReply,
});

/** Asks for a new certificate now; how that went stands in `acmeRun` some seconds later. */
export const askForCertificate = defineRoute({
  name: "askForCertificate",
  method: "POST",
  path: "/api/connections/acme/orders",
  audience: ["system"],
  params: NONE,
  query: NONE,
  body: NONE,
  reply: z.null(),
});
