import type { Method } from "../method.ts";
import { coreEcho } from "./core-echo.ts";
import { emailChangesMethod } from "./email-changes.ts";
import { emailGet } from "./email-get.ts";
import { emailQuery } from "./email-query.ts";
import { emailSet } from "./email-set.ts";
import { mailboxChangesMethod } from "./mailbox-changes.ts";
import { mailboxGet } from "./mailbox-get.ts";
import { threadChangesMethod } from "./thread-changes.ts";
import { threadGet } from "./thread-get.ts";

const TABLE: readonly Method[] = [
  coreEcho,
  mailboxGet,
  mailboxChangesMethod,
  threadGet,
  threadChangesMethod,
  emailGet,
  emailChangesMethod,
  emailQuery,
  emailSet,
];

/** All methods by name. */
export const METHODS: ReadonlyMap<string, Method> = new Map(TABLE.map((method) => [method.name, method]));
