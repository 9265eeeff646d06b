import { createHash } from "node:crypto";
import type { AuditRow } from "../../store/audit.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** JSON with the keys of every object in code-unit order and nothing between: the same value gives the same text. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const object = value as { readonly [key: string]: Json | undefined };
  const pairs = Object.keys(object)
    .sort()
    .flatMap((key) => {
      const inner = object[key];
      return inner === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(inner)}`];
    });
  return `{${pairs.join(",")}}`;
}

/** SHA-256 over the hash of the entry before and the entry itself, lower-case hex. Anyone with the rows can compute it again. */
export function entryHash(entry: Omit<AuditRow, "hash">): string {
  const { prev_hash, ...rest } = entry;
  return createHash("sha256").update(prev_hash).update("\n").update(canonicalJson(rest)).digest("hex");
}
