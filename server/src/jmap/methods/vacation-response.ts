import { CAPABILITY } from "@congthu/shared/jmap/core";
import type { VacationResponse } from "@congthu/shared/jmap/submission";
import { z } from "zod";
import { changeVacationIn, readVacation, type Vacation } from "../../core/delivery/vacation-settings.ts";
import { changeAccount } from "../../core/mailbox/change-account.ts";
import { accountState } from "../../core/mailbox/email-changes.ts";
import { SetFailure } from "../failure.ts";
import { defineMethod } from "../method.ts";
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
import { getArgs, setArgs, utcDate } from "../schema.ts";
import { stateString } from "../state.ts";
import { utc } from "../utc.ts";

const PROPERTIES = [
  "id",
  "isEnabled",
  "fromDate",
  "toDate",
  "subject",
  "textBody",
  "htmlBody",
] as const satisfies (keyof VacationResponse)[];

const change = z.strictObject({
  id: z.literal("singleton").optional(),
  isEnabled: z.boolean().optional(),
  fromDate: utcDate.nullish(),
  toDate: utcDate.nullish(),
  subject: z.string().max(500).nullish(),
  textBody: z.string().max(100_000).nullish(),
  htmlBody: z.string().max(500_000).nullish(),
});

/** RFC 8621 §8.1. */
export const vacationResponseGet = defineMethod({
  name: "VacationResponse/get",
  capability: CAPABILITY.vacation,
  schema: getArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    const properties = propertiesOf(args, PROPERTIES);
    const { state, v } = await call.app.db.read(async (r) => ({
      state: await accountState(r, accountId),
      v: await readVacation(r, accountId),
    }));
    const record: VacationResponse = {
      id: "singleton",
      isEnabled: v.enabled === 1,
      fromDate: v.from_at === null ? null : utc(v.from_at),
      toDate: v.to_at === null ? null : utc(v.to_at),
      subject: v.subject,
      textBody: v.text_body,
      htmlBody: v.html_body,
    };
    return getReply(args, { ids: idsOf(call, args), records: [record], properties, state: stateString(state) });
  },
});

/** RFC 8621 §8.2. */
export const vacationResponseSet = defineMethod({
  name: "VacationResponse/set",
  capability: CAPABILITY.vacation,
  schema: setArgs,
  async run(call, args) {
    const { accountId } = await call.account(args.accountId, "write");
    checkSetSize(args);
    const outcomes = newOutcomes();
    for (const id of Object.keys(args.create ?? {})) outcomes.notCreated[id] = { type: "singleton" };
    for (const id of args.destroy ?? []) outcomes.notDestroyed[id] = { type: "singleton" };
    const states = await changeAccount(call.app, accountId, async (tx, { modseq, state }) => {
      checkState(args.ifInState, stateString(state));
      for (const [id, record] of Object.entries(args.update ?? {})) {
        await outcome(outcomes.notUpdated, id, async () => {
          if (id !== "singleton") throw new SetFailure({ type: "notFound" });
          const fields = fieldsOf(parseRecord(change, record));
          await changeVacationIn(tx, { accountId, change: fields, modseq: await modseq() });
          outcomes.updated[id] = null;
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

function fieldsOf(given: z.infer<typeof change>): Partial<Vacation> {
  const date = (text: string | null) => (text === null ? null : Date.parse(text));
  return {
    ...(given.isEnabled === undefined ? {} : { enabled: given.isEnabled ? 1 : 0 }),
    ...(given.fromDate === undefined ? {} : { from_at: date(given.fromDate) }),
    ...(given.toDate === undefined ? {} : { to_at: date(given.toDate) }),
    ...(given.subject === undefined ? {} : { subject: given.subject }),
    ...(given.textBody === undefined ? {} : { text_body: given.textBody }),
    ...(given.htmlBody === undefined ? {} : { html_body: given.htmlBody }),
  };
}
