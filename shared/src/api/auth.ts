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
  csrfToken: z.string(),
  passwordRule: z.object({ minLength: z.number(), classes: z.number(), longLength: z.number() }),
});
export type SessionReply = z.infer<typeof sessionReply>;

export const login = defineRoute({
  name: "login",
  method: "POST",
  path: "/api/auth/login",
  audience: "anyone",
  params: NOTHING,
  query: NOTHING,
  /** `login`: an address, or its local part in the first domain. */
  body: z.strictObject({ login: z.string().min(1).max(320), password: z.string().min(1).max(1000) }),
  reply: sessionReply,
});

export const logout = defineRoute({
  name: "logout",
  method: "POST",
  path: "/api/auth/logout",
  audience: "person",
  params: NOTHING,
  query: NOTHING,
  body: z.unknown(),
  reply: z.null(),
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
