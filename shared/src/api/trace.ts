import { z } from "zod";
import { agencyId, count, cursor, instant, line, localDay, NO_BODY, NONE } from "./fields.ts";
import { bilingual } from "./queue.ts";
import { defineRoute, type Role } from "./route.ts";

const READERS: readonly Role[] = ["system", "agency", "helpdesk", "auditor"];

export const traceId = z.string().regex(/^x[0-9a-v]{10,40}$/);

/** One letter in the answer of a search: where it stands for all its recipients together. */
export const tracedLetter = z.object({
  traceId,
  at: instant,
  sender: z.string(),
  /** The recipient when there is one. */
  recipient: z.string(),
  messageId: z.string(),
  sizeBytes: count,
  /** Recipients by what became of them so far. */
  delivered: count,
  relayed: count,
  waiting: count,
  held: count,
  failed: count,
  refused: count,
});
export type TracedLetter = z.infer<typeof tracedLetter>;

/** One thing that happened to a letter. */
export const hop = z.object({
  at: instant,
  kind: z.string(),
  recipient: z.string(),
  /** What happened, in a sentence. */
  what: bilingual,
  /** Why, where it did not go well. */
  why: bilingual.nullable(),
  /** The other server's own words. */
  reply: z.string(),
  host: z.string(),
  tls: z.string(),
  ip: z.string(),
  port: count,
  agent: z.string(),
});
export type Hop = z.infer<typeof hop>;

export const findLetters = defineRoute({
  name: "findLetters",
  method: "GET",
  path: "/api/trace",
  audience: READERS,
  params: NONE,
  /** `text`: an address of sender or recipient, a Message-ID, or the name of one of our people; without it everything of those days. */
  query: z.strictObject({
    text: line(500).default(""),
    fromDay: localDay.optional(),
    toDay: localDay.optional(),
    before: cursor.optional(),
  }),
  body: NO_BODY,
  /** Newest first. */
  reply: z.object({ items: z.array(tracedLetter), next: cursor.nullable() }),
});

export const readTrace = defineRoute({
  name: "readTrace",
  method: "GET",
  path: "/api/trace/:traceId",
  audience: READERS,
  params: z.strictObject({ traceId }),
  query: NONE,
  body: NO_BODY,
  /** `more`: there are more hops than are shown. */
  reply: z.object({ letter: tracedLetter, hops: z.array(hop), more: z.boolean() }),
});

export const readMailLog = defineRoute({
  name: "readMailLog",
  method: "GET",
  path: "/api/trace/file",
  audience: READERS,
  params: NONE,
  query: z.strictObject({
    fromDay: localDay,
    toDay: localDay,
    agencyId: agencyId.optional(),
    format: z.enum(["csv", "json", "xlsx"]).default("csv"),
  }),
  body: NO_BODY,
  reply: z.object({ file: z.object({ name: z.string(), type: z.string(), bytes: z.instanceof(Uint8Array) }) }),
});
