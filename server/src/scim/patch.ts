import { type Filter, matches, parseFilter, splitPath } from "./filter.ts";
import { ScimError } from "./replies.ts";

export type PatchOperation = { op: "add" | "replace" | "remove"; path?: string | undefined; value?: unknown };
type Complex = Record<string, unknown>;

/** A resource with the operations done one after another; the given one stays as it is. Throws ScimError. RFC 7644 §3.5.2 */
export function patched(resource: Complex, operations: readonly PatchOperation[]): Complex {
  const out = structuredClone(resource);
  for (const operation of operations) apply(out, operation);
  return out;
}

function apply(resource: Complex, o: PatchOperation): void {
  if (o.path === undefined || o.path === "") {
    if (o.op === "remove") throw new ScimError(400, "noTarget", "remove needs a path");
    if (!isComplex(o.value)) throw new ScimError(400, "invalidValue", "without a path the value is an object");
    for (const [name, value] of Object.entries(o.value)) setAt(resource, targetOf(name), o.op, value);
    return;
  }
  const target = targetOf(o.path);
  if (o.op === "remove") removeAt(resource, target);
  else setAt(resource, target, o.op, o.value);
}

type Target = { urn: string | null; name: string; filter: Filter | null; sub: string | null };

/** `name`, `name.sub`, `name[filter]`, `name[filter].sub`, with or without a schema before. RFC 7644 §3.5.2 figure 7 */
function targetOf(path: string): Target {
  const [, head = "", inner, after] = /^([^[\]]+)(?:\[(.*)\](?:\.([A-Za-z$][\w$-]*))?)?$/.exec(path) ?? [];
  // A schema alone names the object of its attributes.
  if (/^urn:/i.test(head) && /:User$/i.test(head)) return { urn: null, name: head, filter: null, sub: null };
  const { urn, names } = splitPath(head);
  const [name = "", sub = null, ...more] = names;
  if (name === "" || more.length > 0) throw new ScimError(400, "invalidPath", path);
  return { urn, name, filter: inner === undefined ? null : parseFilter(inner), sub: after ?? sub };
}

function setAt(resource: Complex, t: Target, op: "add" | "replace", value: unknown): void {
  const holder = holderOf(resource, t.urn, true);
  const key = keyOf(holder, t.name);
  const now = holder[key];
  if (t.filter) {
    const fitting = Array.isArray(now) ? now.filter((v) => isComplex(v) && matches(t.filter as Filter, v)) : [];
    // RFC 7644 §3.5.2.3: a replace whose filter fits nothing fails
    if (fitting.length === 0) throw new ScimError(400, "noTarget", t.name);
    for (const one of fitting as Complex[]) {
      if (t.sub !== null) one[keyOf(one, t.sub)] = value;
      else if (isComplex(value)) Object.assign(one, value);
      else throw new ScimError(400, "invalidValue", t.name);
    }
    return;
  }
  if (t.sub !== null) {
    const inner = isComplex(now) ? now : {};
    inner[keyOf(inner, t.sub)] = value;
    holder[key] = inner;
  } else if (op === "add" && Array.isArray(now)) holder[key] = [...now, ...(Array.isArray(value) ? value : [value])];
  else if (isComplex(now) && isComplex(value)) holder[key] = { ...now, ...value };
  else holder[key] = value;
}

function removeAt(resource: Complex, t: Target): void {
  const holder = holderOf(resource, t.urn, false);
  const key = keyOf(holder, t.name);
  const now = holder[key];
  if (t.filter && Array.isArray(now)) {
    const isFitting = (v: unknown) => matches(t.filter as Filter, v);
    if (t.sub === null) holder[key] = now.filter((v) => !isFitting(v));
    else for (const one of now.filter(isFitting) as Complex[]) delete one[keyOf(one, t.sub)];
  } else if (t.sub !== null && isComplex(now)) delete now[keyOf(now, t.sub)];
  else delete holder[key];
}

/** The object that bears the attributes of a schema: an extension's own, else the resource. */
function holderOf(resource: Complex, urn: string | null, making: boolean): Complex {
  if (urn === null || (Array.isArray(resource.schemas) && resource.schemas[0] === urn)) return resource;
  const key = keyOf(resource, urn);
  const held = resource[key];
  if (isComplex(held)) return held;
  const made: Complex = {};
  if (making) resource[key] = made;
  return made;
}

/** The name as the object spells it. RFC 7643 §2.1: attribute names know no case */
function keyOf(object: Complex, name: string): string {
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
}

function isComplex(value: unknown): value is Complex {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
