import { SetFailure } from "./failure.ts";
import type { Args } from "./method.ts";

/** A patch split into whole properties and entries of properties that are maps. RFC 8620 §5.3 */
export type Patch = { whole: Args; entries: Map<string, Map<string, unknown>> };

/**
 * Reads a PatchObject whose pointers go at most one level deep, into the maps named. Throws invalidPatch for a pointer elsewhere, and
 * for one that is a prefix of another.
 */
export function readPatch(patch: Args, maps: readonly string[]): Patch {
  const out: Patch = { whole: {}, entries: new Map() };
  for (const [pointer, value] of Object.entries(patch)) {
    const [name = "", key, ...deeper] = pointer.split("/").map((t) => t.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (key === undefined) {
      out.whole[name] = value;
      continue;
    }
    if (deeper.length > 0 || !maps.includes(name)) throw invalidPatch(pointer);
    const entries = out.entries.get(name) ?? new Map<string, unknown>();
    entries.set(key, value);
    out.entries.set(name, entries);
  }
  for (const name of out.entries.keys()) if (name in out.whole) throw invalidPatch(name);
  return out;
}

/** A set of names after a patch: replaced as a whole, or names added (true) and taken away (null). Throws invalidPatch for other values. */
export function patchNames(patch: Patch, name: string): ((now: readonly string[]) => string[]) | undefined {
  const whole = patch.whole[name];
  if (whole !== undefined) {
    const names = namesOf(whole, name);
    return () => names;
  }
  const entries = patch.entries.get(name);
  if (!entries) return undefined;
  for (const [key, value] of entries) if (value !== true && value !== null) throw invalidPatch(`${name}/${key}`);
  return (now) => {
    const names = new Set(now);
    for (const [key, value] of entries) {
      if (value === true) names.add(key);
      else names.delete(key);
    }
    return [...names];
  };
}

function namesOf(value: unknown, name: string): string[] {
  if (value === null) return [];
  const isSet = typeof value === "object" && !Array.isArray(value) && Object.values(value).every((v) => v === true);
  if (!isSet) throw new SetFailure({ type: "invalidProperties", properties: [name] });
  return Object.keys(value);
}

function invalidPatch(pointer: string): SetFailure {
  return new SetFailure({ type: "invalidPatch", description: pointer });
}
