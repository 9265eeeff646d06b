import { z } from "zod";
import { FRAME_CHARSETS } from "../frame-charsets.ts";
import { defineRoute } from "./route.ts";

/** The address of a message's body as a document of its own, for a sandboxed frame. It works for some minutes. */
export const openFrame = defineRoute({
  name: "openFrame",
  method: "POST",
  path: "/api/frames",
  audience: "person",
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: z.strictObject({
    accountId: z.string().max(255),
    emailId: z.string().max(255),
    /** Whether remote images are shown (through our proxy). */
    images: z.boolean().default(false),
    /** The blob of a nested message, or of an attached document of Word or Excel, to show instead. */
    part: z.string().max(255).optional(),
    /** A charset the reader has chosen, against what the message says. */
    charset: z.enum(FRAME_CHARSETS).optional(),
    /** Light letters on a dark page. */
    dark: z.boolean().default(false),
  }),
  /** `subject`: the message's in the chosen charset; null when none was chosen, or the subject says itself what it is in. */
  reply: z.object({ url: z.string(), subject: z.string().nullable() }),
});
