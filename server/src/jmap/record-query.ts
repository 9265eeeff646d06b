import { LIMITS } from "../lib/limits.ts";
import { MethodFailure } from "./failure.ts";
import type { Args } from "./method.ts";
import type { FilterTree } from "./schema.ts";

/** Whether a record fits a filter, whose conditions `fits` judges. RFC 8620 §5.5 */
export function matches<C extends object>(filter: FilterTree<C> | null, fits: (condition: C) => boolean): boolean {
  if (filter === null) return true;
  if (!("operator" in filter)) return fits(filter as C);
  const { operator, conditions } = filter as { operator: "AND" | "OR" | "NOT"; conditions: FilterTree<C>[] };
  if (operator === "AND") return conditions.every((c) => matches(c, fits));
  const some = conditions.some((c) => matches(c, fits));
  return operator === "OR" ? some : !some;
}

type WindowArgs = {
  accountId: string;
  position: number;
  anchor?: string | null | undefined;
  anchorOffset: number;
  limit?: number | null | undefined;
  calculateTotal: boolean;
};

/** The part of a whole result that was asked for. Throws anchorNotFound. */
export function windowOf(args: WindowArgs, ids: readonly string[]): Args {
  const limit = Math.min(args.limit ?? LIMITS.jmapQueryIds, LIMITS.jmapQueryIds);
  const position = startOf(args, ids);
  return {
    accountId: args.accountId,
    position,
    ids: ids.slice(position, position + limit),
    ...(args.calculateTotal ? { total: ids.length } : {}),
    ...(limit === args.limit ? {} : { limit }),
  };
}

/** The index of the first id to give. */
export function startOf(args: WindowArgs, ids: readonly string[]): number {
  if (!args.anchor) return args.position < 0 ? Math.max(0, ids.length + args.position) : args.position;
  const index = ids.indexOf(args.anchor);
  if (index < 0) throw new MethodFailure("anchorNotFound");
  return Math.max(0, index + args.anchorOffset);
}
