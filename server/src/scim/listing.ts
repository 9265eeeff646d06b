import { type Filter, parseFilter, splitPath } from "./filter.ts";
import { ScimError } from "./replies.ts";

/** What a list asks for. RFC 7644 §3.4.2 */
export type Listing = {
  filter: Filter | null;
  /** Of the first resource, counted from 1. */
  startIndex: number;
  count: number;
};

const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/** Most resources of one reply, as ServiceProviderConfig tells. */
export const MOST_RESULTS = 200;

/** Reads the query of a list. Throws ScimError. */
export function readListing(query: URLSearchParams): Listing {
  const filter = query.get("filter");
  // RFC 7644 §3.4.2.4: less than 1 means 1; a negative count means 0
  return {
    filter: filter === null || filter.trim() === "" ? null : parseFilter(filter),
    startIndex: Math.max(1, wholeNumber(query.get("startIndex"), 1)),
    count: Math.min(MOST_RESULTS, Math.max(0, wholeNumber(query.get("count"), MOST_RESULTS))),
  };
}

function wholeNumber(text: string | null, otherwise: number): number {
  if (text === null || text === "") return otherwise;
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new ScimError(400, "invalidValue", `not a number: ${text}`);
  return n;
}

/** A page of the resources, with how many there are in all. RFC 7644 §3.4.2 */
export async function listResponse(
  found: AsyncIterable<Record<string, unknown>> | Iterable<Record<string, unknown>>,
  q: { listing: Listing; query: URLSearchParams },
) {
  const { startIndex, count } = q.listing;
  const Resources: unknown[] = [];
  let totalResults = 0;
  for await (const one of found) {
    totalResults++;
    if (totalResults >= startIndex && Resources.length < count) Resources.push(projected(one, q.query));
  }
  return { schemas: [LIST], totalResults, startIndex, itemsPerPage: Resources.length, Resources };
}

/** A resource with the attributes that were asked for, or without those that were not wanted; `id` and `schemas` always. RFC 7644 §3.9 */
export function projected(resource: Record<string, unknown>, query: URLSearchParams): Record<string, unknown> {
  const wanted = namesIn(query.get("attributes"));
  const unwanted = namesIn(query.get("excludedAttributes"));
  const stays = (key: string) => {
    const name = key.toLowerCase();
    if (name === "id" || name === "schemas") return true;
    return wanted.size > 0 ? wanted.has(name) : !unwanted.has(name);
  };
  return Object.fromEntries(Object.entries(resource).filter(([key]) => stays(key)));
}

/** The attributes a list of paths names: of an extension its schema, else the first name. */
function namesIn(list: string | null): Set<string> {
  const paths = (list ?? "").split(",").map((path) => path.trim().toLowerCase());
  return new Set(
    paths
      .filter((path) => path !== "")
      .map((path) => {
        const { urn, names } = splitPath(path);
        const isExtension = urn?.includes(":extension:") ?? false;
        return isExtension ? (urn ?? "") : path.startsWith("urn:") && names[0] === "user" ? path : (names[0] ?? "");
      }),
  );
}
