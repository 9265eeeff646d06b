import { z } from "zod";
import { agencyId, count, cursor, instant, line, NO_BODY, NONE, pageSize } from "./fields.ts";
import { defineRoute, type Role } from "./route.ts";

const VIEWERS: readonly Role[] = ["system", "agency", "helpdesk", "auditor"];

export const outboundId = z.string().regex(/^o[0-9a-v]{10,40}$/);
const domain = z.string().max(255);
/** A sentence in both languages. */
export const bilingual = z.object({ vi: z.string(), en: z.string() });

export const waitingLetter = z.object({
  id: outboundId,
  traceId: z.string(),
  from: z.string(),
  to: z.string(),
  domain: z.string(),
  agencyName: z.string().nullable(),
  sizeBytes: count,
  createdAt: instant,
  attempts: count,
  /** Somebody talks to the other server about it right now. */
  isUnderWay: z.boolean(),
  lastAt: instant.nullable(),
  nextAt: instant,
  /** After which its sender is told that it failed. */
  expiresAt: instant,
  /** The host spoken to last, `mx.example.org [192.0.2.1]`; "" when none was reached. */
  host: z.string(),
  /** `TLSv1.3`; "" in the clear. */
  tls: z.string(),
  /** The other server's own words, or ours where none spoke. */
  reply: z.string(),
  /** What they mean. */
  why: bilingual,
});
export type WaitingLetter = z.infer<typeof waitingLetter>;

export const waitingDomain = z.object({
  domain: z.string(),
  waiting: count,
  oldestAt: instant,
  nextAt: instant,
  attempts: count,
});
export type WaitingDomain = z.infer<typeof waitingDomain>;

export const listQueue = defineRoute({
  name: "listQueue",
  method: "GET",
  path: "/api/queue",
  audience: VIEWERS,
  params: NONE,
  query: z.strictObject({
    agencyId: agencyId.optional(),
    domain: domain.optional(),
    after: cursor.optional(),
    limit: pageSize,
  }),
  body: NO_BODY,
  reply: z.object({ items: z.array(waitingLetter), next: cursor.nullable() }),
});

export const listQueueDomains = defineRoute({
  name: "listQueueDomains",
  method: "GET",
  path: "/api/queue/domains",
  audience: VIEWERS,
  params: NONE,
  query: z.strictObject({ agencyId: agencyId.optional() }),
  body: NO_BODY,
  reply: z.object({ items: z.array(waitingDomain), total: count }),
});

/** Letters by id, or all that waits for a domain. */
const chosen = z.strictObject({ ids: z.array(outboundId).max(500).default([]), domain: domain.optional() });

export const retryQueue = defineRoute({
  name: "retryQueue",
  method: "POST",
  path: "/api/queue/retry",
  audience: ["system"],
  params: NONE,
  query: NONE,
  body: chosen,
  reply: z.object({ letters: count }),
});

export const dropQueue = defineRoute({
  name: "dropQueue",
  method: "POST",
  path: "/api/queue/drop",
  audience: ["system"],
  params: NONE,
  query: NONE,
  /** The sender of each gets a notice that it was not delivered. */
  body: chosen.extend({ reason: line(300).min(1) }),
  reply: z.object({ letters: count }),
});
