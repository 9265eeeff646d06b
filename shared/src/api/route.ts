import type { z } from "zod";

/** What a role may, over an agency and all below it. `system` the whole installation; nobody reads mail by role. */
export const ROLES = ["system", "agency", "reviewer", "auditor", "helpdesk"] as const;
export type Role = (typeof ROLES)[number];

/** Who may call: anyone, any signed-in person, or whoever holds one of the roles (their subtree is the use-case's to check). */
export type Audience = "anyone" | "person" | readonly Role[];

export type Route<P, Q, B, R> = {
  /** Unique; the name in the OpenAPI document and the audit. */
  name: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Express pattern below the root, such as /api/agencies/:agencyId. */
  path: string;
  audience: Audience;
  params: z.ZodType<P>;
  query: z.ZodType<Q>;
  body: z.ZodType<B>;
  reply: z.ZodType<R>;
};

/** One entry of the REST contract: both sides take their types from it. */
export function defineRoute<P, Q, B, R>(route: Route<P, Q, B, R>): Route<P, Q, B, R> {
  return route;
}
