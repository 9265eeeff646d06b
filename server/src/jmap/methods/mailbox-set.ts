import type { AccountId, MailboxId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { MailError } from "../../core/errors.ts";
import { type Change, changeAccount, type Tx } from "../../core/mailbox/change-account.ts";
import {
  changeMailboxIn,
  createMailboxIn,
  type MailboxChange,
  removeMailboxIn,
} from "../../core/mailbox/mailbox-tree.ts";
import { invalidProperties, SetFailure } from "../failure.ts";
import { type Args, type Call, defineMethod, resolveId } from "../method.ts";
import {
  checkSetSize,
  checkState,
  newOutcomes,
  type Outcomes,
  outcome,
  outcomesReply,
  parseRecord,
} from "../records.ts";
import { idOrReference, setArgs, unsignedInt } from "../schema.ts";
import { stateString } from "../state.ts";

const schema = setArgs.extend({ onDestroyRemoveEmails: z.boolean().default(false) });
type MailboxSetArgs = z.infer<typeof schema>;

const editable = {
  name: z.string().min(1).optional(),
  parentId: idOrReference.nullish(),
  sortOrder: unsignedInt.max(2 ** 31 - 1).optional(),
  isSubscribed: z.boolean().optional(),
};
const ROLES = ["inbox", "snoozed", "drafts", "scheduled", "sent", "junk", "trash", "archive"] as const;
const creation = z.strictObject({ ...editable, name: z.string().min(1), role: z.enum(ROLES).nullish() });
const patch = z.strictObject({ ...editable, role: z.enum(ROLES).nullish() });

/** RFC 8621 §2.5. */
export const mailboxSet = defineMethod({
  name: "Mailbox/set",
  capability: CAPABILITY.mail,
  schema,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    checkSetSize(args);
    const outcomes = newOutcomes();
    const states = await changeAccount(call.app, accountId, async (tx, change) => {
      checkState(args.ifInState, stateString(change.state));
      await applyIn(call, tx, { accountId, args, outcomes, change });
    });
    return {
      accountId: args.accountId,
      oldState: stateString(states.before),
      newState: stateString(states.after),
      ...outcomesReply(outcomes),
    };
  },
});

type Set = { accountId: AccountId; args: MailboxSetArgs; outcomes: Outcomes; change: Change };

async function applyIn(call: Call, tx: Tx, q: Set): Promise<void> {
  const { accountId, args, outcomes } = q;
  for (const [creationId, record] of parentsFirst(args.create ?? {})) {
    await outcome(outcomes.notCreated, creationId, async () => {
      const given = parseRecord(creation, record);
      const row = await createMailboxIn(
        call.app,
        tx,
        {
          accountId,
          name: given.name,
          parentId: parentOf(call, given.parentId),
          role: given.role ?? null,
          ...(given.sortOrder === undefined ? {} : { sortOrder: given.sortOrder }),
          ...(given.isSubscribed === undefined ? {} : { subscribed: given.isSubscribed }),
        },
        await q.change.modseq(),
      ).catch((err: unknown) => {
        throw placeFailure(err, given.role ? "role" : "name");
      });
      call.createdIds.set(creationId, row.mailbox_id);
      outcomes.created[creationId] = madeReply(row.mailbox_id, given, row.sort_order);
    });
  }
  for (const [name, record] of Object.entries(args.update ?? {})) {
    const id = resolveId(call, name) ?? name;
    await outcome(outcomes.notUpdated, id, async () => {
      const key = { accountId, mailboxId: id as MailboxId };
      await changeMailboxIn(tx, { ...key, change: readChange(call, record) }, await q.change.modseq()).catch(
        (err: unknown) => {
          throw notFoundOr(err, (other) => placeFailure(other, roleTaken(other) ? "role" : "name"));
        },
      );
      outcomes.updated[id] = null;
    });
  }
  for (const name of new Set(args.destroy ?? [])) {
    const id = resolveId(call, name) ?? name;
    await outcome(outcomes.notDestroyed, id, async () => {
      const key = { accountId, mailboxId: id as MailboxId, onDestroyRemoveEmails: args.onDestroyRemoveEmails };
      await removeMailboxIn(call.app, tx, key, await q.change.modseq()).catch((err: unknown) => {
        throw notFoundOr(err, emptyFailure);
      });
      outcomes.destroyed.push(id);
    });
  }
}

/** What the client did not send, and the server chose (RFC 8620 §5.3). */
function madeReply(id: string, given: z.infer<typeof creation>, sortOrder: number): Args {
  return {
    id,
    totalEmails: 0,
    unreadEmails: 0,
    totalThreads: 0,
    unreadThreads: 0,
    myRights: {
      mayReadItems: true,
      mayAddItems: true,
      mayRemoveItems: true,
      maySetSeen: true,
      maySetKeywords: true,
      mayCreateChild: true,
      mayRename: true,
      mayDelete: true,
      maySubmit: true,
    },
    ...(given.sortOrder === undefined ? { sortOrder } : {}),
    ...(given.isSubscribed === undefined ? { isSubscribed: true } : {}),
    ...(given.parentId === undefined ? { parentId: null } : {}),
    ...(given.role === undefined ? { role: null } : {}),
  };
}

function readChange(call: Call, record: Args): MailboxChange {
  const given = parseRecord(patch, record);
  return {
    ...(given.name === undefined ? {} : { name: given.name }),
    ...(given.parentId === undefined ? {} : { parentId: parentOf(call, given.parentId) }),
    ...(given.sortOrder === undefined ? {} : { sortOrder: given.sortOrder }),
    ...(given.isSubscribed === undefined ? {} : { subscribed: given.isSubscribed }),
    ...(given.role === undefined ? {} : { role: given.role }),
  };
}

function parentOf(call: Call, parentId: string | null | undefined): MailboxId | "" {
  if (parentId === null || parentId === undefined) return "";
  const id = resolveId(call, parentId);
  if (id === undefined) throw invalidProperties(["parentId"]);
  return id as MailboxId;
}

/** Creates that refer to each other come after what they refer to (RFC 8620 §5.3). */
function parentsFirst(create: Record<string, Args>): [string, Args][] {
  const out = new Map<string, Args>();
  const add = (id: string, depth: number) => {
    const record = create[id];
    if (!record || out.has(id) || depth > 100) return;
    const parent = record.parentId;
    if (typeof parent === "string" && parent.startsWith("#")) add(parent.slice(1), depth + 1);
    out.set(id, record);
  };
  for (const id of Object.keys(create)) add(id, 0);
  return [...out];
}

function placeFailure(err: unknown, property: "name" | "role"): unknown {
  if (!(err instanceof MailError)) return err;
  if (err.code === "mailbox.notFound") return invalidProperties(["parentId"]);
  if (err.code === "mailbox.exists" || err.code === "mailbox.nameInvalid") return invalidProperties([property]);
  return err;
}

function roleTaken(err: unknown): boolean {
  return err instanceof MailError && err.message.startsWith("role ");
}

function notFoundOr(err: unknown, other: (err: unknown) => unknown): unknown {
  const isOwn = err instanceof MailError && err.code === "mailbox.notFound" && err.message !== "no such parent";
  return isOwn ? new SetFailure({ type: "notFound" }) : other(err);
}

/** RFC 8621 §2.5: children and Emails that stand in the way are told apart. */
function emptyFailure(err: unknown): unknown {
  if (!(err instanceof MailError) || err.code !== "mailbox.notEmpty") return err;
  return new SetFailure({ type: err.message === "it has children" ? "mailboxHasChild" : "mailboxHasEmail" });
}
