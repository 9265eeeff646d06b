import type { AccountId } from "@congthu/shared/ids";
import type { z } from "zod";
import type { MailAccess, Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import type { AccountViews } from "../core/mailbox/account-views.ts";
import type { Actor } from "../core/mailbox/note-opened.ts";

/** What the methods share while the server runs. */
export type Jmap = { app: App; views: AccountViews };

/** What a method call works with: one request of one person. */
export type Call = Jmap & {
  principal: Principal;
  /** The person, as usage facts name them. */
  actor: Actor;
  using: ReadonlySet<string>;
  /** Creation id → id, over the whole request (RFC 8620 §3.3). */
  createdIds: Map<string, string>;
  /**
   * The one door to an account: throws accountNotFound for one that is not the person's to see, accountReadOnly when `write` and it
   * may only be read.
   */
  account(accountId: string, power: "read" | "write"): Promise<MailAccess & { accountId: AccountId }>;
};

export type Args = Record<string, unknown>;
/** Arguments of the reply, which has the name of the method; or several replies by name. */
export type Answer = Args | [name: string, args: Args][];

export type Method = {
  name: string;
  /** The capability a request must name to use it. */
  capability: string;
  schema: z.ZodType<unknown>;
  run(call: Call, args: unknown): Promise<Answer>;
};

/** Keeps schema and run agreeing on their type, then forgets it for the table. */
export function defineMethod<A>(m: {
  name: string;
  capability: string;
  schema: z.ZodType<A>;
  run(call: Call, args: A): Promise<Answer>;
}): Method {
  return m as unknown as Method;
}

/** The id behind a reference such as "#k1"; other ids as they are. Undefined when nothing was created under that name. */
export function resolveId(call: Pick<Call, "createdIds">, id: string): string | undefined {
  return id.startsWith("#") ? call.createdIds.get(id.slice(1)) : id;
}
