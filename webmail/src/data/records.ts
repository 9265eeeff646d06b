import type { JmapId } from "@congthu/shared/jmap/core";
import { ApiError } from "./api-client.ts";
import type { MailCache } from "./cache.ts";
import { type JmapClient, newBatch } from "./jmap-client.ts";
import { codeOfSetError } from "./jmap-errors.ts";
import type { RecordKind, RecordTypes } from "./jmap-methods.ts";

type Owner = { client: JmapClient; cache: MailCache };

/** The records of a kind as they were last read; none before that. */
export function recordsOf<K extends RecordKind>(cache: MailCache, kind: K): readonly RecordTypes[K][] {
  return (cache.records.get(kind) ?? NONE) as readonly RecordTypes[K][];
}

/** Reads all records of these kinds anew; throws ApiError. */
export async function loadRecords({ client, cache }: Owner, kinds: readonly RecordKind[]): Promise<void> {
  const batch = newBatch();
  const { accountId } = cache;
  const calls = kinds.map((kind) => [kind, batch.add(`${kind}/get`, { accountId, ids: null })] as const);
  const replies = await client.run(batch);
  for (const [kind, call] of calls) putRecords(cache, kind, replies.of(call).list);
}

/** Takes in what the server said of a kind. */
export function putRecords(cache: MailCache, kind: RecordKind, list: readonly { id: JmapId }[]): void {
  cache.records = new Map(cache.records).set(kind, list);
  cache.changed();
}

export type RecordChange<T> = {
  /** Without what only the server sets. */
  create?: Partial<Omit<T, "id">>;
  update?: Record<JmapId, Partial<T>>;
  destroy?: JmapId[];
};

/** Changes records and reads the kind anew; throws ApiError when anything of it is refused. */
export async function setRecords<K extends RecordKind>(
  owner: Owner,
  kind: K,
  { create, update, destroy }: RecordChange<RecordTypes[K]>,
): Promise<void> {
  const batch = newBatch();
  const { accountId } = owner.cache;
  const set = batch.add(`${kind}/set`, {
    accountId,
    ...(create ? { create: { new: create } } : {}),
    ...(update ? { update: update as never } : {}),
    ...(destroy ? { destroy } : {}),
  });
  const get = batch.add(`${kind}/get`, { accountId, ids: null });
  const replies = await owner.client.run(batch);
  const { notCreated, notUpdated, notDestroyed } = replies.of(set);
  putRecords(owner.cache, kind, replies.of(get).list);
  const [refusal] = Object.values({ ...notCreated, ...notUpdated, ...notDestroyed });
  if (refusal) throw new ApiError(codeOfSetError(refusal), 200);
}

const NONE: readonly never[] = [];
