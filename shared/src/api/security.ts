import { z } from "zod";
import { NOTHING, passkeyOptions, ticket } from "./auth.ts";
import { instant, line, pageSize } from "./fields.ts";
import { defineRoute } from "./route.ts";

/** What a mail program may use an app password for; `api` is JMAP. */
export const APP_CHANNELS = ["imap", "pop3", "submission", "api"] as const;
export type AppChannel = (typeof APP_CHANNELS)[number];
export const FACTOR_KINDS = ["totp", "passkey", "sms"] as const;

const label = line(60).min(1);
const id = z.string().min(1).max(64);
const means = z.enum(["password", "totp", "passkey", "sms", "recovery", "oidc", "oidcFactor"]);

export const sessionEntry = z.object({
  id,
  isCurrent: z.boolean(),
  means,
  createdAt: instant,
  seenAt: instant,
  ip: z.string(),
  agent: z.string(),
});
export type SessionEntry = z.infer<typeof sessionEntry>;

export const signInEntry = z.object({
  id,
  at: instant,
  channel: z.enum(["web", "mobile", "imap", "pop3", "submission", "api"]),
  ip: z.string(),
  agent: z.string(),
  result: z.enum(["ok", "password", "factor", "locked"]),
});
export type SignInEntry = z.infer<typeof signInEntry>;

/** Everything by which a person comes in. */
export const securityReply = z.object({
  factors: z.array(
    z.object({
      id,
      kind: z.enum(FACTOR_KINDS),
      label: z.string(),
      createdAt: instant,
      usedAt: instant.nullable(),
    }),
  ),
  /** The account must have a factor: the last one cannot be removed. */
  required: z.boolean(),
  recoveryCodesLeft: z.number().int(),
  appPasswords: z.array(
    z.object({
      id,
      label: z.string(),
      channels: z.array(z.enum(APP_CHANNELS)),
      createdAt: instant,
      expiresAt: instant,
      usedAt: instant.nullable(),
      usedIp: z.string(),
    }),
  ),
  /** Mail programs need an app password: the own one is refused. */
  appPasswordsNeeded: z.boolean(),
  appPasswordDays: z.number().int(),
  /** Text messages can be sent. */
  hasSms: z.boolean(),
  sessions: z.array(sessionEntry),
});
export type SecurityReply = z.infer<typeof securityReply>;

const own = { audience: "person", params: NOTHING, query: NOTHING } as const;
/** New recovery codes, shown this once; null when those from before go on. */
const addedReply = z.object({ recoveryCodes: z.array(z.string()).nullable() });

export const readSecurity = defineRoute({
  ...own,
  name: "readSecurity",
  method: "GET",
  path: "/api/auth/security",
  body: z.unknown(),
  reply: securityReply,
});

/** Shows the password again; what follows is allowed for a quarter of an hour. */
export const confirmPassword = defineRoute({
  ...own,
  name: "confirmPassword",
  method: "POST",
  path: "/api/auth/security/confirm",
  body: z.strictObject({ password: z.string().max(1000) }),
  reply: z.null(),
});

export const beginTotp = defineRoute({
  ...own,
  name: "beginTotp",
  method: "POST",
  path: "/api/auth/security/totp",
  body: z.unknown(),
  reply: z.object({ ticket: z.string(), secret: z.string(), uri: z.string() }),
});

export const beginPasskey = defineRoute({
  ...own,
  name: "beginPasskey",
  method: "POST",
  path: "/api/auth/security/passkey",
  body: z.unknown(),
  reply: z.object({ ticket: z.string(), passkey: passkeyOptions }),
});

export const beginSms = defineRoute({
  ...own,
  name: "beginSms",
  method: "POST",
  path: "/api/auth/security/sms",
  /** A Vietnamese mobile number. */
  body: z.strictObject({ phone: z.string().regex(/^(0|\+84)[35789]\d{8}$/) }),
  reply: z.object({ ticket: z.string() }),
});

export const addFactor = defineRoute({
  ...own,
  name: "addFactor",
  method: "POST",
  path: "/api/auth/security/factors",
  body: z.union([
    z.strictObject({ kind: z.enum(["totp", "sms"]), ticket, label, code: z.string().min(6).max(10) }),
    z.strictObject({ kind: z.literal("passkey"), ticket, label, passkey: passkeyOptions }),
  ]),
  reply: addedReply,
});
export type NewFactor = z.infer<typeof addFactor.body>;

export const removeFactor = defineRoute({
  ...own,
  name: "removeFactor",
  method: "DELETE",
  path: "/api/auth/security/factors/:id",
  params: z.strictObject({ id }),
  body: z.unknown(),
  reply: z.null(),
});

export const renewRecoveryCodes = defineRoute({
  ...own,
  name: "renewRecoveryCodes",
  method: "POST",
  path: "/api/auth/security/recovery-codes",
  body: z.unknown(),
  reply: addedReply,
});

export const createAppPassword = defineRoute({
  ...own,
  name: "createAppPassword",
  method: "POST",
  path: "/api/auth/security/app-passwords",
  body: z.strictObject({
    label,
    channels: z.array(z.enum(APP_CHANNELS)).min(1),
    days: z.number().int().min(1).max(3_650),
  }),
  /** Shown this once. */
  reply: z.object({ id, password: z.string(), expiresAt: instant }),
});

export const revokeAppPassword = defineRoute({
  ...own,
  name: "revokeAppPassword",
  method: "DELETE",
  path: "/api/auth/security/app-passwords/:id",
  params: z.strictObject({ id }),
  body: z.unknown(),
  reply: z.null(),
});

/** Ends one session; without an id all but this one, and the connections of mail programs. */
export const endOwnSessions = defineRoute({
  ...own,
  name: "endOwnSessions",
  method: "POST",
  path: "/api/auth/security/sign-outs",
  body: z.strictObject({ sessionId: id.optional() }),
  reply: z.null(),
});

export const listSignIns = defineRoute({
  ...own,
  name: "listSignIns",
  method: "GET",
  path: "/api/auth/security/sign-ins",
  query: z.strictObject({ before: id.optional(), limit: pageSize }),
  body: z.unknown(),
  reply: z.object({ items: z.array(signInEntry), next: id.nullable() }),
});
