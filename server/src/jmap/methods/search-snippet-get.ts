import type { EmailId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { snippetsOf } from "../../core/search/snippets.ts";
import { emailFilter } from "../email-filter.ts";
import { MethodFailure } from "../failure.ts";
import { defineMethod } from "../method.ts";
import { jmapId } from "../schema.ts";
import { termsWithin } from "../search-terms.ts";

/** A screen of results; more are not looked at together. */
const MOST = 250;

/** RFC 8621 §5.1. */
export const searchSnippetGet = defineMethod({
  name: "SearchSnippet/get",
  capability: CAPABILITY.mail,
  schema: z.strictObject({ accountId: jmapId, filter: emailFilter.nullish(), emailIds: z.array(jmapId) }),
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "read");
    const emailIds = [...new Set(args.emailIds)] as EmailId[];
    if (emailIds.length > MOST) throw new MethodFailure("requestTooLarge");
    const list = await snippetsOf(call.app, { accountId, emailIds, terms: termsWithin(args.filter ?? null) });
    const found = new Set(list.map((s) => s.emailId));
    const notFound = emailIds.filter((id) => !found.has(id));
    return { accountId: args.accountId, list, notFound: notFound.length === 0 ? null : notFound };
  },
});
