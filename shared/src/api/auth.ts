import { z } from "zod";
import { defineRoute, ROLES } from "./route.ts";

export const NOTHING = z.strictObject({});

/** Who is signed in, and what every further request must carry. */
export const sessionReply = z.object({
  account: z.object({ id: z.string(), name: z.string(), address: z.string() }),
  /** This session may do nothing but change the password. */
  mustChangePassword: z.boolean(),
  /** Why: an administrator gave it, or its term is over. */
  passwordDue: z.enum(["first", "expired"]).nullable(),
  roles: z.array(z.object({ role: z.enum(ROLES), agencyId: z.string(), agencyName: z.string() })),
  /** This session may do nothing but set up a second factor. */
  factorDue: z.boolean(),
  csrfToken: z.string(),
  passwordRule: z.object({ minLength: z.number(), classes: z.number(), longLength: z.number() }),
});
export type SessionReply = z.infer<typeof sessionReply>;

/** What the browser's navigator.credentials takes, as Web Authentication writes it in JSON. */
export const passkeyOptions = z.record(z.string(), z.unknown());
export const ticket = z.string().regex(/^[0-9a-f]{64}$/);

/** The password was right; one of these is asked for beside it. */
export const factorQuestion = z.object({
  ticket: z.string(),
  methods: z.array(z.enum(["totp", "passkey", "sms", "recovery"])),
  passkey: passkeyOptions.nullable(),
  /** The last digits of the telephone. */
  smsTo: z.string().nullable(),
});
export type FactorQuestion = z.infer<typeof factorQuestion>;

/** `code`: of an authenticator app, a text message, or a recovery code. */
export const factorAnswer = z.union([
  z.strictObject({ ticket, code: z.string().min(6).max(40) }),
  z.strictObject({ ticket, passkey: passkeyOptions }),
]);
export type FactorAnswer = z.infer<typeof factorAnswer>;

export const login = defineRoute({
  name: "login",
  method: "POST",
  path: "/api/auth/login",
  audience: "anyone",
  params: NOTHING,
  query: NOTHING,
  /** `login`: an address, or its local part in the first domain. */
  body: z.strictObject({ login: z.string().min(1).max(320), password: z.string().min(1).max(1000) }),
  reply: z.union([sessionReply, factorQuestion]),
});

export const answerFactor = defineRoute({
  name: "answerFactor",
  method: "POST",
  path: "/api/auth/login/factor",
  audience: "anyone",
  params: NOTHING,
  query: NOTHING,
  body: factorAnswer,
  reply: sessionReply,
});

export const sendSmsCode = defineRoute({
  name: "sendSmsCode",
  method: "POST",
  path: "/api/auth/login/sms",
  audience: "anyone",
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({ ticket }),
  reply: z.null(),
});

/** Begins a sign-in by passkey alone; `answerFactor` ends it. */
export const beginPasskeySignIn = defineRoute({
  name: "beginPasskeySignIn",
  method: "POST",
  path: "/api/auth/login/passkey",
  audience: "anyone",
  params: NOTHING,
  query: NOTHING,
  body: z.unknown(),
  reply: z.object({ ticket: z.string(), passkey: passkeyOptions }),
});

/** What the sign-in page offers beside a password: the name of a provider of sign-ins. */
export const signInOptions = defineRoute({
  name: "signInOptions",
  method: "GET",
  path: "/api/auth/options",
  audience: "anyone",
  params: NOTHING,
  query: NOTHING,
  body: z.unknown(),
  reply: z.object({ provider: z.string().nullable() }),
});

/** Signs in whom the provider vouched for. The same address by GET, opened by the browser, begins at the provider. */
export const enterByProvider = defineRoute({
  name: "enterByProvider",
  method: "POST",
  path: "/api/auth/provider",
  audience: "anyone",
  params: NOTHING,
  query: NOTHING,
  body: z.unknown(),
  reply: z.union([sessionReply, factorQuestion]),
});

export const logout = defineRoute({
  name: "logout",
  method: "POST",
  path: "/api/auth/logout",
  audience: "person",
  params: NOTHING,
  query: NOTHING,
  body: z.unknown(),
  /** Where the browser also ends the session it has with the provider it came by. */
  reply: z.object({ continueAt: z.string().nullable() }),
});

export const currentSession = defineRoute({
  name: "currentSession",
  method: "GET",
  path: "/api/auth/session",
  audience: "person",
  params: NOTHING,
  query: NOTHING,
  body: z.unknown(),
  reply: sessionReply,
});

export const changeOwnPassword = defineRoute({
  name: "changeOwnPassword",
  method: "POST",
  path: "/api/auth/password",
  audience: "person",
  params: NOTHING,
  query: NOTHING,
  body: z.strictObject({ current: z.string().max(1000), next: z.string().max(1000) }),
  reply: z.null(),
});
