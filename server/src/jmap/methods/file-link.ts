import type { FileLinkId } from "@congthu/shared/ids";
import type { FileLink } from "@congthu/shared/jmap/congthu";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { listLinks, withdrawLinkIn } from "../../core/file-links/end-links.ts";
import { changeAccount } from "../../core/mailbox/change-account.ts";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { linkRecord } from "../file-link.ts";
import { defineMethod } from "../method.ts";
import {
  checkSetSize,
  checkState,
  getReply,
  idsOf,
  newOutcomes,
  outcome,
  outcomesReply,
  propertiesOf,
} from "../records.ts";
import { getArgs, setArgs } from "../schema.ts";
import { stateString } from "../state.ts";

const PROPERTIES = [
  "id",
  "name",
  "type",
  "size",
  "url",
  "createdAt",
  "expiresAt",
  "byName",
  "downloads",
  "downloadedAt",
] as const satisfies (keyof FileLink)[];

/** The files of an account that are behind links, the newest first. Links let others in, so only who may write there sees them. */
export const fileLinkGet = defineMethod({
  name: "FileLink/get",
  capability: CAPABILITY.congthu,
  schema: getArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    const properties = propertiesOf(args, PROPERTIES);
    const { state, rows } = await call.app.db.read(async (r) => ({
      state: await accountState(r, accountId),
      rows: await listLinks(r, accountId),
    }));
    return getReply(args, {
      ids: idsOf(call, args),
      records: rows.map(linkRecord),
      properties,
      state: stateString(state),
    });
  },
});

/** Withdraws links. They are made by uploading, and are not changed. */
export const fileLinkSet = defineMethod({
  name: "FileLink/set",
  capability: CAPABILITY.congthu,
  schema: setArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    checkSetSize(args);
    const outcomes = newOutcomes();
    for (const id of Object.keys(args.create ?? {})) outcomes.notCreated[id] = { type: "forbidden" };
    for (const id of Object.keys(args.update ?? {})) outcomes.notUpdated[id] = { type: "forbidden" };
    const states = await changeAccount(call.app, accountId, async (tx, { modseq, state }) => {
      checkState(args.ifInState, stateString(state));
      for (const id of new Set(args.destroy ?? [])) {
        await outcome(outcomes.notDestroyed, id, async () => {
          await withdrawLinkIn(call.app, tx, call.principal, { accountId, linkId: id as FileLinkId });
          await modseq();
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
