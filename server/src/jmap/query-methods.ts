import type { AccountId } from "@congthu/shared/ids";
import { z } from "zod";
import { accountState } from "../core/mailbox/email-changes.ts";
import { MethodFailure } from "./failure.ts";
import { type Call, defineMethod, type Method } from "./method.ts";
import { matches, windowOf } from "./record-query.ts";
import { comparator, type FilterTree, filterOf, queryChangesShape, queryShape } from "./schema.ts";
import { readState, stateString } from "./state.ts";

type Ids = { created: readonly string[]; updated: readonly string[]; destroyed: readonly string[] };

/** How records of a type, of which an account has few, are asked for. */
export type QueryRules<T extends { id: string }, C extends object> = {
  name: string;
  capability: string;
  /** What one must be allowed in the account. */
  power: "read" | "write";
  condition: z.ZodType<C>;
  fits(record: T, condition: C): boolean;
  /** What each property sorts by. */
  keys: Record<string, (record: T) => string | number>;
  /** The order of records that are equal by all else. */
  byDefault(record: T): string | number;
  records(call: Call, accountId: AccountId, filter: FilterTree<C> | null): Promise<readonly T[]>;
  /** Further arguments of both methods, and what they make of the result. */
  more?: z.ZodRawShape;
  arrange?(q: { all: readonly T[]; found: readonly T[]; order: (a: T, b: T) => number; args: object }): readonly T[];
  /** What changed since a state; throws cannotCalculateChanges or MailError state.mismatch. */
  changes(call: Call, accountId: AccountId, since: number): Promise<Ids>;
};

/** The methods /query and /queryChanges of a type. RFC 8620 §5.5, §5.6 */
export function queryMethods<T extends { id: string }, C extends object>(rules: QueryRules<T, C>): [Method, Method] {
  const filtered = {
    ...rules.more,
    filter: filterOf(rules.condition).nullish(),
    sort: z.array(comparator).max(10).nullish(),
  };
  type Asked = { filter?: FilterTree<C> | null | undefined; sort?: z.infer<typeof comparator>[] | null | undefined };
  const results = async (call: Call, accountId: AccountId, asked: Asked) => {
    const filter = asked.filter ?? null;
    const order = orderOf(rules, asked.sort ?? []);
    const state = await call.app.db.read((r) => accountState(r, accountId));
    const records = await rules.records(call, accountId, filter);
    const found = records.filter((record) => matches(filter, (c: C) => rules.fits(record, c)));
    const arranged = rules.arrange?.({ all: records, found, order, args: asked }) ?? found.sort(order);
    return { state, ids: arranged.map((record) => record.id) };
  };
  const query = defineMethod({
    name: `${rules.name}/query`,
    capability: rules.capability,
    schema: z.strictObject({ ...queryShape, ...filtered }),
    async run(call, args) {
      const { accountId } = await call.account(args.accountId, rules.power);
      const { state, ids } = await results(call, accountId, args as Asked);
      return { ...windowOf(args, ids), queryState: stateString(state), canCalculateChanges: true };
    },
  });
  const queryChanges = defineMethod({
    name: `${rules.name}/queryChanges`,
    capability: rules.capability,
    schema: z.strictObject({ ...queryChangesShape, ...filtered }),
    async run(call, args) {
      const { accountId } = await call.account(args.accountId, rules.power);
      const { state, ids } = await results(call, accountId, args as Asked);
      const changed = await rules.changes(call, accountId, readState(args.sinceQueryState).modseq);
      const touched = new Set([...changed.created, ...changed.updated]);
      // Whatever changed is taken out and put in where it belongs now; the rest keeps its order.
      const removed = [...changed.updated, ...changed.destroyed];
      const added = ids.flatMap((id, index) => (touched.has(id) ? [{ id, index }] : []));
      if (removed.length + added.length > (args.maxChanges ?? Number.POSITIVE_INFINITY))
        throw new MethodFailure("tooManyChanges");
      return {
        accountId: args.accountId,
        oldQueryState: args.sinceQueryState,
        newQueryState: stateString(state),
        removed,
        added,
        ...(args.calculateTotal ? { total: ids.length } : {}),
      };
    },
  });
  return [query, queryChanges];
}

function orderOf<T extends { id: string }, C extends object>(
  rules: QueryRules<T, C>,
  sort: readonly z.infer<typeof comparator>[],
): (a: T, b: T) => number {
  const steps = sort.map((c) => {
    const key = Object.hasOwn(rules.keys, c.property) ? rules.keys[c.property] : undefined;
    if (!key) throw new MethodFailure("unsupportedSort", c.property);
    return { key, sign: c.isAscending ? 1 : -1 };
  });
  const last = [
    { key: rules.byDefault, sign: 1 },
    { key: (record: T) => record.id, sign: 1 },
  ];
  return (a, b) => {
    for (const { key, sign } of [...steps, ...last]) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x < y ? -sign : sign;
    }
    return 0;
  };
}
