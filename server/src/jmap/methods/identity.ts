import type { IdentityId } from "@congthu/shared/ids";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import type { EmailAddress } from "@congthu/shared/jmap/mail";
import type { Identity } from "@congthu/shared/jmap/submission";
import { z } from "zod";
import { changeAccount } from "../../core/mailbox/change-account.ts";
import { accountState } from "../../core/mailbox/email-changes.ts";
import {
  changeIdentityIn,
  createIdentityIn,
  destroyIdentityIn,
  type IdentityFields,
  identityChanges,
  listIdentities,
} from "../../core/submission/identities.ts";
import { recordChangesReply } from "../changes-reply.ts";
import { defineMethod, resolveId } from "../method.ts";
import {
  checkSetSize,
  checkState,
  getReply,
  idsOf,
  newOutcomes,
  outcome,
  outcomesReply,
  parseRecord,
  propertiesOf,
} from "../records.ts";
import { changesArgs, emailAddress, getArgs, setArgs } from "../schema.ts";
import { readState, stateString } from "../state.ts";

const PROPERTIES = [
  "id",
  "name",
  "email",
  "replyTo",
  "bcc",
  "textSignature",
  "htmlSignature",
  "mayDelete",
] as const satisfies (keyof Identity)[];

const addresses = z.array(emailAddress).max(50).nullish();
const editable = {
  name: z.string().max(500).optional(),
  replyTo: addresses,
  bcc: addresses,
  textSignature: z.string().max(50_000).nullish(),
  htmlSignature: z.string().max(500_000).nullish(),
};
const creation = z.strictObject({ ...editable, email: z.string().min(3).max(320) });
const change = z.strictObject(editable);

/** RFC 8621 §6.1. */
export const identityGet = defineMethod({
  name: "Identity/get",
  capability: CAPABILITY.submission,
  schema: getArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    const properties = propertiesOf(args, PROPERTIES);
    const { state, rows } = await call.app.db.read(async (r) => ({
      state: await accountState(r, accountId),
      rows: await listIdentities(r, accountId),
    }));
    const records: Identity[] = rows.map((row) => ({
      id: row.identity_id,
      name: row.name,
      email: row.email,
      replyTo: readAddresses(row.reply_to),
      bcc: readAddresses(row.bcc),
      textSignature: row.text_signature,
      htmlSignature: row.html_signature,
      mayDelete: row.may_delete === 1,
    }));
    return getReply(args, { ids: idsOf(call, args), records, properties, state: stateString(state) });
  },
});

/** RFC 8621 §6.2. */
export const identityChangesMethod = defineMethod({
  name: "Identity/changes",
  capability: CAPABILITY.submission,
  schema: changesArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    const q = { since: readState(args.sinceState).modseq, max: args.maxChanges ?? null };
    return recordChangesReply(
      args,
      call.app.db.read((r) => identityChanges(r, accountId, q)),
    );
  },
});

/** RFC 8621 §6.3. */
export const identitySet = defineMethod({
  name: "Identity/set",
  capability: CAPABILITY.submission,
  schema: setArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    checkSetSize(args);
    const outcomes = newOutcomes();
    const { app } = call;
    const states = await changeAccount(app, accountId, async (tx, { modseq, state }) => {
      checkState(args.ifInState, stateString(state));
      for (const [creationId, record] of Object.entries(args.create ?? {})) {
        await outcome(outcomes.notCreated, creationId, async () => {
          const { email, ...given } = parseRecord(creation, record);
          const id = await createIdentityIn(app, tx, {
            accountId,
            actor: call.principal,
            email,
            fields: { name: "", reply_to: null, bcc: null, text_signature: "", html_signature: "", ...fieldsOf(given) },
            modseq: await modseq(),
          });
          call.createdIds.set(creationId, id);
          outcomes.created[creationId] = { id, mayDelete: true };
        });
      }
      for (const [name, record] of Object.entries(args.update ?? {})) {
        const id = resolveId(call, name) ?? name;
        await outcome(outcomes.notUpdated, id, async () => {
          const fields = fieldsOf(parseRecord(change, record));
          await changeIdentityIn(tx, { accountId, identityId: id as IdentityId, modseq: await modseq(), fields });
          outcomes.updated[id] = null;
        });
      }
      for (const name of new Set(args.destroy ?? [])) {
        const id = resolveId(call, name) ?? name;
        await outcome(outcomes.notDestroyed, id, async () => {
          await destroyIdentityIn(app, tx, { accountId, identityId: id as IdentityId, modseq: await modseq() });
          outcomes.destroyed.push(id);
        });
      }
    });
    return {
      accountId: args.accountId,
      oldState: stateString(states.before),
      newState: stateString(states.after),
      ...outcomesReply(outcomes),
    };
  },
});

type Given = z.infer<typeof change>;

function fieldsOf(given: Given): Partial<IdentityFields> {
  return {
    ...(given.name === undefined ? {} : { name: given.name.normalize("NFC") }),
    ...(given.replyTo === undefined ? {} : { reply_to: printAddresses(given.replyTo) }),
    ...(given.bcc === undefined ? {} : { bcc: printAddresses(given.bcc) }),
    ...(given.textSignature === undefined ? {} : { text_signature: given.textSignature ?? "" }),
    ...(given.htmlSignature === undefined ? {} : { html_signature: given.htmlSignature ?? "" }),
  };
}

function printAddresses(list: readonly { name?: string | null | undefined; email: string }[] | null): string | null {
  return list && JSON.stringify(list.map(({ name, email }) => ({ name: name ?? null, email })));
}

function readAddresses(text: string | null): EmailAddress[] | null {
  return text === null ? null : (JSON.parse(text) as EmailAddress[]);
}
