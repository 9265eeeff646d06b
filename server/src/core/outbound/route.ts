import { isIP } from "node:net";
import { DnsFailed, type Mx, type Resolver } from "../../lib/dns.ts";
import { OWN_REPLY } from "./replies.ts";

/** A host that takes mail for a domain, with one of its addresses. */
export type MailHost = { name: string; address: string };

/** Where a domain's mail goes: hosts in the order they are tried, or why nowhere. */
export type Route = { kind: "hosts"; hosts: MailHost[] } | { kind: "failed" | "deferred"; reply: string };

/** Addresses tried for one domain in one go; RFC 5321 §5.1 asks for two at least. */
const MAX_HOSTS = 6;

/**
 * Finds the hosts of a domain (A-labels or an address literal): by MX in order of preference, equals in random order; by the domain's own
 * addresses when it has no MX (RFC 5321 §5.1); nowhere when it says so (RFC 7505 §3).
 */
export async function findRoute(resolver: Resolver, q: { domain: string; ownName: string }): Promise<Route> {
  const literal = /^\[(?:ipv6:)?([0-9a-f.:]+)\]$/i.exec(q.domain)?.[1];
  if (literal !== undefined) {
    if (isIP(literal) === 0) return { kind: "failed", reply: OWN_REPLY.noDomain };
    return { kind: "hosts", hosts: [{ name: q.domain, address: literal }] };
  }
  try {
    const records = await resolver.mx(q.domain);
    if (records.some((mx) => mx.host === "" || mx.host === ".")) return { kind: "failed", reply: OWN_REPLY.nullMx };
    const names = records.length === 0 ? [q.domain] : inOrder(records, q.ownName);
    if (names.length === 0) return { kind: "failed", reply: OWN_REPLY.loopsToUs };
    return await hostsOf(resolver, names);
  } catch (err) {
    if (!(err instanceof DnsFailed)) throw err;
    return err.missing
      ? { kind: "failed", reply: OWN_REPLY.noDomain }
      : { kind: "deferred", reply: OWN_REPLY.dnsSilent };
  }
}

/** RFC 5321 §5.1: when we are among the hosts, only those preferred to us are tried, or mail goes in circles. */
function inOrder(records: readonly Mx[], ownName: string): string[] {
  const own = records.find((mx) => mx.host === ownName.toLowerCase())?.preference ?? Number.POSITIVE_INFINITY;
  const shuffled = records.map((mx) => ({ ...mx, lot: Math.random() })).filter((mx) => mx.preference < own);
  shuffled.sort((a, b) => a.preference - b.preference || a.lot - b.lot);
  return [...new Set(shuffled.map((mx) => mx.host))];
}

async function hostsOf(resolver: Resolver, names: readonly string[]): Promise<Route> {
  const hosts: MailHost[] = [];
  let silent = false;
  for (const name of names) {
    if (hosts.length >= MAX_HOSTS) break;
    try {
      for (const address of await resolver.addresses(name)) hosts.push({ name, address });
    } catch (err) {
      if (!(err instanceof DnsFailed)) throw err;
      silent ||= !err.missing;
    }
  }
  if (hosts.length > 0) return { kind: "hosts", hosts: hosts.slice(0, MAX_HOSTS) };
  return silent ? { kind: "deferred", reply: OWN_REPLY.dnsSilent } : { kind: "failed", reply: OWN_REPLY.noHost };
}
