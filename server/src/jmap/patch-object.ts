import { SetFailure } from "./failure.ts";
import type { Args } from "./method.ts";

/**
 * A record after a PatchObject whose pointers may go to any depth, but not into arrays; null takes away. Throws invalidPatch for a pointer
 * to a place whose parent is not there, into an array, or below another pointer. RFC 8620 §5.3
 */
export function applyPatch<T extends Args>(record: T, patch: Args): T {
  const out = structuredClone(record) as Args;
  const pointers = Object.keys(patch);
  for (const pointer of pointers) {
    if (pointers.some((other) => pointer.startsWith(`${other}/`))) throw invalid(pointer);
    const path = pointer.split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = path.pop() ?? "";
    let at: unknown = out;
    for (const token of path) {
      if (!isPlain(at) || !Object.hasOwn(at, token)) throw invalid(pointer);
      at = at[token];
    }
    if (!isPlain(at) || last === "__proto__") throw invalid(pointer);
    if (patch[pointer] === null) delete at[last];
    else at[last] = patch[pointer];
  }
  return out as T;
}

function isPlain(value: unknown): value is Args {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(pointer: string): SetFailure {
  return new SetFailure({ type: "invalidPatch", description: pointer });
}
