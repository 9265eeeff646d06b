import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { defineMethod } from "../method.ts";

/** RFC 8620 §4. */
export const coreEcho = defineMethod({
  name: "Core/echo",
  capability: CAPABILITY.core,
  schema: z.record(z.string(), z.unknown()),
  run: async (_call, args) => args,
});
