import type { AccountId } from "@congthu/shared/ids";
import type { z } from "zod";
import { changeAccount, type Tx } from "../core/mailbox/change-account.ts";
import { accountState } from "../core/mailbox/email-changes.ts";
import {
  destroyRecordIn,
  listRecords,
  putRecordIn,
  type RecordKind,
  recordChanges,
  requireRecord,
  type StoredRecord,
} from "../core/records/account-records.ts";
import { randomId } from "../lib/ids.ts";
import { LIMITS } from "../lib/limits.ts";
import { recordChangesReply } from "./changes-reply.ts";
import { invalidProperties, SetFailure } from "./failure.ts";
import { type Args, type Call, defineMethod, type Method, resolveId } from "./method.ts";
import { applyPatch } from "./patch-object.ts";
import {
  checkSetSize,
  checkState,
  getReply,
  idsOf,
  newOutcomes,
  type Outcomes,
  outcome,
  outcomesReply,
  parseRecord,
  propertiesOf,
} from "./records.ts";
import { changesArgs, getArgs, type SetArgs, setArgs } from "./schema.ts";
import { readState, stateString } from "./state.ts";

/** One change of a record, within its transaction. */
export type RecordChange<T> = {
  call: Call;
  tx: Tx;
  accountId: AccountId;
  modseq: number;
  /** "" for one that is being made. */
  id: string;
  /** The record as it was; null when it is new. */
  before: (T & Args) | null;
  /** The arguments of the whole /set. */
  args: Args;
};

/** A data type whose records are few and small: kept whole as JSON, changed by patches. */
export type RecordType<T extends Args> = {
  kind: RecordKind;
  capability: string;
  /** What a client may write, without `id` and what the server sets. Strict; defaults fill what is absent. */
  schema: z.ZodType<T>;
  /** Its properties; null: any the client likes. */
  properties: readonly string[] | null;
  /** One record "singleton" that is always there, at first without properties. */
  isSingleton?: true;
  /** Properties that only the server writes. */
  serverSet?: readonly string[];
  /** Records an account may have. */
  most: number;
  /** Ids that say what the record is about; random ones otherwise. A create under an id that exists replaces. */
  idOf?(value: T, change: RecordChange<T>): string;
  /** Checks what a client wrote and adds what the server sets; may change mail with it. */
  prepare?(value: T, change: RecordChange<T>): Promise<Args>;
  /** When something is to be done about it, epoch milliseconds. */
  dueAt?(value: Args): number | null;
  /** Before a record goes by the client's wish. */
  destroying?(value: Args, change: RecordChange<T>): Promise<void>;
  /** What /get shows besides the account's own records. */
  others?(call: Call, accountId: AccountId, ids: readonly string[] | null): Promise<StoredRecord[]>;
  /** Arguments of /set besides the standard ones. */
  moreArgs?: z.ZodRawShape;
};

const SINGLETON = "singleton";

/** The methods /get, /changes and /set of a type. RFC 8620 §5.1, §5.2, §5.3 */
export function recordMethods<T extends Args>(type: RecordType<T>): Method[] {
  const { kind, capability } = type;
  const get = defineMethod({
    name: `${kind}/get`,
    capability,
    schema: getArgs,
    async run(call, args) {
      const { accountId } = await call.account(args.accountId, "read");
      const known = type.properties ?? args.properties ?? [];
      const properties = propertiesOf(args, ["id", ...known, ...(type.serverSet ?? [])]);
      const { state, own } = await call.app.db.read(async (r) => ({
        state: await accountState(r, accountId),
        own: await listRecords<Args>(r, accountId, kind),
      }));
      const all = [...own, ...((await type.others?.(call, accountId, idsOf(call, args))) ?? [])];
      if (type.isSingleton && all.length === 0) all.push({ id: SINGLETON, value: {} });
      const records = all.map(({ id, value }) => ({ id, ...value }));
      return getReply(args, { ids: idsOf(call, args), records, properties, state: stateString(state) });
    },
  });
  const changes = defineMethod({
    name: `${kind}/changes`,
    capability,
    schema: changesArgs,
    async run(call, args) {
      const { accountId } = await call.account(args.accountId, "read");
      const q = { kind, since: readState(args.sinceState).modseq, max: args.maxChanges ?? null };
      return recordChangesReply(
        args,
        call.app.db.read((r) => recordChanges(r, accountId, q)),
      );
    },
  });
  const set = defineMethod({
    name: `${kind}/set`,
    capability,
    schema: setArgs.extend(type.moreArgs ?? {}) as unknown as z.ZodType<SetArgs>,
    run: (call, args) => runSet(type, call, args),
  });
  return [get, changes, set];
}

async function runSet<T extends Args>(type: RecordType<T>, call: Call, args: SetArgs): Promise<Args> {
  const { accountId } = await call.account(args.accountId, "write");
  checkSetSize(args);
  const outcomes = newOutcomes();
  const states = await changeAccount(call.app, accountId, async (tx, { modseq, state }) => {
    checkState(args.ifInState, stateString(state));
    const base = async () => ({ call, tx, accountId, modseq: await modseq(), args });
    for (const [creationId, record] of Object.entries(args.create ?? {}))
      await outcome(outcomes.notCreated, creationId, async () => {
        if (type.isSingleton) throw new SetFailure({ type: "singleton" });
        await create(type, { ...(await base()), id: "", before: null }, { creationId, record, outcomes });
      });
    for (const [name, patch] of Object.entries(args.update ?? {})) {
      const id = resolveId(call, name) ?? name;
      await outcome(outcomes.notUpdated, id, async () => {
        const before = await valueBefore(type, tx, { accountId, id });
        outcomes.updated[id] = await update(type, { ...(await base()), id, before }, { id, patch });
      });
    }
    for (const name of new Set(args.destroy ?? [])) {
      const id = resolveId(call, name) ?? name;
      await outcome(outcomes.notDestroyed, id, async () => {
        if (type.isSingleton) throw new SetFailure({ type: "singleton" });
        const key = { accountId, kind: type.kind, recordId: id };
        const known = await requireRecord<T>(tx, key);
        const change = { ...(await base()), id, before: known.value };
        await type.destroying?.(known.value, change);
        await destroyRecordIn(call.app, tx, key, change.modseq);
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
}

async function valueBefore<T extends Args>(
  type: RecordType<T>,
  tx: Tx,
  q: { accountId: AccountId; id: string },
): Promise<T> {
  const key = { accountId: q.accountId, kind: type.kind, recordId: q.id };
  if (!type.isSingleton) return (await requireRecord<T>(tx, key)).value;
  if (q.id !== SINGLETON) throw new SetFailure({ type: "notFound" });
  const [known] = await listRecords<T>(tx, q.accountId, type.kind);
  return known?.value ?? ({} as T);
}

async function create<T extends Args>(
  type: RecordType<T>,
  change: RecordChange<T>,
  q: { creationId: string; record: Args; outcomes: Outcomes },
): Promise<void> {
  const given = parseRecord(type.schema, q.record);
  const { call, tx, accountId } = change;
  const id = type.idOf?.(given, change) ?? randomId("k");
  const value = (await type.prepare?.(given, change)) ?? given;
  const others = (await listRecords(tx, accountId, type.kind)).filter((record) => record.id !== id);
  if (others.length >= type.most) throw new SetFailure({ type: "overQuota", description: `at most ${type.most}` });
  await put(type, change, { id, value });
  call.createdIds.set(q.creationId, id);
  q.outcomes.created[q.creationId] = { id, ...notSaid(q.record, value) };
}

/** Gives what the server changed besides, or null. */
async function update<T extends Args>(
  type: RecordType<T>,
  change: RecordChange<T>,
  q: { id: string; patch: Args },
): Promise<Args | null> {
  const before = change.before as T;
  const patched = applyPatch(before, q.patch);
  const fixed = ["id", ...(type.serverSet ?? [])];
  const touched = fixed.filter(
    (name) => name in q.patch && !isSame(q.patch[name], name === "id" ? q.id : before[name]),
  );
  if (touched.length > 0) throw invalidProperties(touched);
  const own = Object.fromEntries(Object.entries(patched).filter(([name]) => !fixed.includes(name)));
  const given = parseRecord(type.schema, own);
  const value = (await type.prepare?.(given, change)) ?? given;
  await put(type, change, { id: q.id, value });
  const told = Object.entries(value).filter(
    ([name, now]) => !isSame(now, patched[name]) && (name in patched || !isSame(now, before[name])),
  );
  return told.length === 0 ? null : Object.fromEntries(told);
}

async function put<T extends Args>(
  type: RecordType<T>,
  { tx, accountId, modseq }: RecordChange<T>,
  q: { id: string; value: Args },
): Promise<void> {
  if (Buffer.byteLength(JSON.stringify(q.value)) > LIMITS.recordBytes) throw new SetFailure({ type: "tooLarge" });
  const key = { accountId, kind: type.kind, recordId: q.id };
  await putRecordIn(tx, key, { value: q.value, dueAt: type.dueAt?.(q.value) ?? null, modseq });
}

/** RFC 8620 §5.3: what the client did not send, and the server chose. */
function notSaid(given: Args, value: Args): Args {
  return Object.fromEntries(Object.entries(value).filter(([name, now]) => !isSame(now, given[name])));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
