import { z } from "zod";
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
    /** The blob of a nested message to show instead. */
    part: z.string().max(255).optional(),
  }),
  reply: z.object({ url: z.string() }),
});
