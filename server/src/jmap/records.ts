import type { JmapId } from "@congthu/shared/jmap/core";
import type { z } from "zod";
import { LIMITS } from "../lib/limits.ts";
import { invalidProperties, MethodFailure } from "./failure.ts";
import { type Args, type Call, resolveId } from "./method.ts";
import { setError } from "./replies.ts";
import type { GetArgs, SetArgs } from "./schema.ts";

/** The ids of a /get, each once, creation ids resolved; null when all are asked for. Throws requestTooLarge. RFC 8620 §5.1 */
export function idsOf(call: Pick<Call, "createdIds">, args: GetArgs): string[] | null {
  if (!args.ids) return null;
  const ids = [...new Set(args.ids.map((id) => resolveId(call, id) ?? id))];
  if (ids.length > LIMITS.jmapObjectsInGet) throw new MethodFailure("requestTooLarge");
  return ids;
}

/** The properties asked for, the id always among them; null for all. Throws invalidArguments for one the type does not have. */
export function propertiesOf(args: GetArgs, known: readonly string[]): ReadonlySet<string> | null {
  if (!args.properties) return null;
  const unknown = args.properties.find((p) => !known.includes(p));
  if (unknown !== undefined) throw new MethodFailure("invalidArguments", `no property ${unknown}`);
  return new Set(["id", ...args.properties]);
}

/** A record with only the properties asked for. */
export function pick<T extends object>(record: T, properties: ReadonlySet<string> | null): Partial<T> {
  if (!properties) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => properties.has(name))) as Partial<T>;
}

/** The reply of a /get over records that are all in memory. */
export function getReply<T extends { id: string }>(
  args: GetArgs,
  q: { ids: string[] | null; records: readonly T[]; properties: ReadonlySet<string> | null; state: string },
): Args {
  const byId = new Map(q.records.map((record) => [record.id, record]));
  const ids = q.ids ?? [...byId.keys()];
  const found = ids.flatMap((id) => byId.get(id) ?? []);
  return {
    accountId: args.accountId,
    state: q.state,
    list: found.map((record) => pick(record, q.properties)),
    notFound: ids.filter((id) => !byId.has(id)),
  };
}

/** The outcomes of a /set, gathered item by item. RFC 8620 §5.3 */
export type Outcomes = {
  created: Record<JmapId, Args>;
  updated: Record<JmapId, Args | null>;
  destroyed: JmapId[];
  notCreated: Record<JmapId, Args>;
  notUpdated: Record<JmapId, Args>;
  notDestroyed: Record<JmapId, Args>;
};

/** Outcomes before anything was done. */
export function newOutcomes(): Outcomes {
  return { created: {}, updated: {}, destroyed: [], notCreated: {}, notUpdated: {}, notDestroyed: {} };
}

/** Outcomes as the reply of a /set has them: null where nothing is to be told. */
export function outcomesReply(o: Outcomes): Args {
  const orNull = <T extends object>(value: T) => (Object.keys(value).length === 0 ? null : value);
  return {
    created: orNull(o.created),
    updated: orNull(o.updated),
    destroyed: o.destroyed.length === 0 ? null : o.destroyed,
    notCreated: orNull(o.notCreated),
    notUpdated: orNull(o.notUpdated),
    notDestroyed: orNull(o.notDestroyed),
  };
}

/** Throws requestTooLarge for more items than the server takes in one /set. */
export function checkSetSize(args: SetArgs): void {
  const count =
    Object.keys(args.create ?? {}).length + Object.keys(args.update ?? {}).length + (args.destroy ?? []).length;
  if (count > LIMITS.jmapObjectsInSet) throw new MethodFailure("requestTooLarge");
}

/** Throws stateMismatch unless the data is as the client last saw it. */
export function checkState(ifInState: string | null | undefined, state: string): void {
  if (ifInState !== undefined && ifInState !== null && ifInState !== state) throw new MethodFailure("stateMismatch");
}

/** Runs one item; its refusal is noted under `id`, anything else thrown on. */
export async function outcome(into: Record<string, Args>, id: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (err) {
    into[id] = setError(err);
  }
}

/** One record of a /set, as its type allows. Throws invalidProperties naming what it does not. */
export function parseRecord<T>(schema: z.ZodType<T>, record: unknown): T {
  const parsed = schema.safeParse(record);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join("/")],
  );
  throw invalidProperties([...new Set(names)]);
}
