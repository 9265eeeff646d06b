import { z } from "zod";
import { MethodFailure } from "./failure.ts";
import type { Args } from "./method.ts";

const resultReference = z.object({ resultOf: z.string(), name: z.string(), path: z.string() });

type Response = readonly [name: string, args: Args, callId: string];

/**
 * Replaces arguments such as "#ids" by what an earlier call of the request gave. RFC 8620 §3.7
 * Throws invalidResultReference, invalidArguments (a name both ways).
 */
export function resolveReferences(args: Args, responses: readonly Response[]): Args {
  if (!Object.keys(args).some((name) => name.startsWith("#"))) return args;
  const out: Args = {};
  for (const [name, value] of Object.entries(args)) {
    if (!name.startsWith("#")) out[name] = value;
    else if (name.slice(1) in args) throw new MethodFailure("invalidArguments", `${name} is given twice`);
    else out[name.slice(1)] = resolve(value, responses);
  }
  return out;
}

function resolve(value: unknown, responses: readonly Response[]): unknown {
  const ref = resultReference.safeParse(value);
  if (!ref.success) throw new MethodFailure("invalidResultReference", "not a ResultReference");
  const found = responses.find(([, , callId]) => callId === ref.data.resultOf);
  if (!found || found[0] !== ref.data.name)
    throw new MethodFailure("invalidResultReference", `no ${ref.data.name} from ${ref.data.resultOf}`);
  if (ref.data.path !== "" && !ref.data.path.startsWith("/"))
    throw new MethodFailure("invalidResultReference", "the path is no JSON pointer");
  const tokens = ref.data.path === "" ? [] : ref.data.path.slice(1).split("/");
  return follow(
    found[1],
    tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~")),
  );
}

/** RFC 6901 §4, with "*" over the items of an array, whose own arrays are joined. */
function follow(value: unknown, tokens: readonly string[]): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (Array.isArray(value)) {
    if (token === "*") return value.flatMap((item) => follow(item, rest));
    if (/^(0|[1-9]\d*)$/.test(token) && Number(token) < value.length) return follow(value[Number(token)], rest);
  } else if (typeof value === "object" && value !== null && Object.hasOwn(value, token)) {
    return follow((value as Args)[token], rest);
  }
  throw new MethodFailure("invalidResultReference", `nothing at ${token}`);
}
