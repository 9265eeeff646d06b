import { z } from "zod";

/** RFC 8620 §1.2. */
export const jmapId = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/);
/** An id, or "#" and the creation id of a record made before in the request (RFC 8620 §5.3). */
export const idOrReference = z.string().regex(/^#?[A-Za-z0-9_-]{1,255}$/);
/** RFC 8620 §1.3. */
export const unsignedInt = z.int().min(0);
export const utcDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)));
/** RFC 8620 §1.4, any offset. */
export const jmapDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/)
  .refine((text) => !Number.isNaN(Date.parse(text)));
/** `String[Boolean]` whose values must be true. */
export const idSet = z.record(idOrReference, z.literal(true));
export const emailAddress = z.strictObject({ name: z.string().nullish(), email: z.string() });

const accountId = jmapId;

/** RFC 8620 §5.1. */
export const getArgs = z.strictObject({
  accountId,
  ids: z.array(idOrReference).nullish(),
  properties: z.array(z.string()).nullish(),
});
export type GetArgs = z.infer<typeof getArgs>;

/** RFC 8620 §5.2. */
export const changesArgs = z.strictObject({
  accountId,
  sinceState: z.string(),
  maxChanges: unsignedInt.min(1).nullish(),
});
export type ChangesArgs = z.infer<typeof changesArgs>;

/** RFC 8620 §5.3: what a record may hold is for each type to say, record by record. */
export const setArgs = z.strictObject({
  accountId,
  ifInState: z.string().nullish(),
  create: z.record(jmapId, z.record(z.string(), z.unknown())).nullish(),
  update: z.record(idOrReference, z.record(z.string(), z.unknown())).nullish(),
  destroy: z.array(idOrReference).nullish(),
});
export type SetArgs = z.infer<typeof setArgs>;

/** A filter of RFC 8620 §5.5 over the conditions of one type. */
export type FilterTree<C> = { operator: "AND" | "OR" | "NOT"; conditions: FilterTree<C>[] } | C;

/** The schema of a filter whose conditions are `condition`. */
export function filterOf<C>(condition: z.ZodType<C>): z.ZodType<FilterTree<C>> {
  const tree: z.ZodType<FilterTree<C>> = z.lazy(() =>
    z.union([
      z.strictObject({ operator: z.enum(["AND", "OR", "NOT"]), conditions: z.array(tree).max(100) }),
      condition,
    ]),
  );
  return tree;
}

/** The arguments that all /query methods share (RFC 8620 §5.5). */
export const queryShape = {
  accountId,
  position: z.int().default(0),
  anchor: jmapId.nullish(),
  anchorOffset: z.int().default(0),
  limit: unsignedInt.nullish(),
  calculateTotal: z.boolean().default(false),
};

/** The arguments that all /queryChanges methods share (RFC 8620 §5.6). */
export const queryChangesShape = {
  accountId,
  sinceQueryState: z.string(),
  maxChanges: unsignedInt.nullish(),
  upToId: jmapId.nullish(),
  calculateTotal: z.boolean().default(false),
};

/** A comparator (RFC 8620 §5.5); which properties and collations there are is checked by the method. */
export const comparator = z.strictObject({
  property: z.string(),
  isAscending: z.boolean().default(true),
  collation: z.string().optional(),
  keyword: z.string().optional(),
});
export type ComparatorArgs = z.infer<typeof comparator>;
