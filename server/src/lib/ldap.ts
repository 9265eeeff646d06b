import { Client, InvalidCredentialsError } from "ldapts";

export type LdapServer = {
  /** ldap:// or ldaps:// with host and port. */
  url: string;
  startTls: boolean;
  /** PEM; "" trusts the authorities of the operating system. */
  ca: string;
};
/** `values` by attribute name in lower case; octets that are no text are hex. */
export type LdapEntry = { dn: string; values: ReadonlyMap<string, readonly string[]> };

/** The directory could not be asked; the message is its own or the network's. */
export class LdapError extends Error {
  override readonly name = "LdapError";
}

const TIMEOUT_MS = 15_000;
const CONNECT_MS = 5_000;
const PAGE = 500;

/** Reads all entries below `base` that fit, a page at a time (the control of paged results), as the account `bindDn`. Throws LdapError. */
export async function* searchLdap(
  server: LdapServer & { bindDn: string; password: string },
  q: { base: string; filter: string; attributes: readonly string[]; binary: readonly string[] },
): AsyncGenerator<LdapEntry[]> {
  const client = clientOf(server);
  try {
    if (needsStartTls(server)) await client.startTLS(tlsOptions(server));
    if (server.bindDn !== "") await client.bind(server.bindDn, server.password);
    const pages = client.searchPaginated(q.base, {
      scope: "sub",
      filter: q.filter,
      attributes: [...q.attributes],
      explicitBufferAttributes: [...q.binary],
      paged: { pageSize: PAGE },
    });
    for await (const { searchEntries } of pages)
      yield searchEntries.map(({ dn, ...rest }) => ({ dn, values: new Map(Object.entries(rest).map(named)) }));
  } catch (err) {
    throw explained(err);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

/** Whether the directory takes this password for this entry; an empty one never counts, since servers take it for no sign-in at all. Throws LdapError. */
export async function bindsLdap(server: LdapServer, q: { dn: string; password: string }): Promise<boolean> {
  if (q.password === "") return false;
  const client = clientOf(server);
  try {
    if (needsStartTls(server)) await client.startTLS(tlsOptions(server));
    await client.bind(q.dn, q.password);
    return true;
  } catch (err) {
    if (err instanceof InvalidCredentialsError) return false;
    throw explained(err);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

function needsStartTls({ url, startTls }: LdapServer): boolean {
  return startTls && !url.startsWith("ldaps:");
}

function clientOf(server: LdapServer): Client {
  return new Client({
    url: server.url,
    timeout: TIMEOUT_MS,
    connectTimeout: CONNECT_MS,
    strictDN: false,
    ...(server.url.startsWith("ldaps:") ? { tlsOptions: tlsOptions(server) } : {}),
  });
}

function tlsOptions({ url, ca }: LdapServer) {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return { host, minVersion: "TLSv1.2" as const, ...(ca === "" ? {} : { ca }) };
}

function named([name, value]: [string, unknown]): [string, string[]] {
  const list = Array.isArray(value) ? value : [value];
  return [name.toLowerCase(), list.map((v) => (Buffer.isBuffer(v) ? v.toString("hex") : String(v)))];
}

function explained(err: unknown): LdapError {
  if (err instanceof LdapError) return err;
  const message = err instanceof Error ? `${err.message || err.name}` : String(err);
  return new LdapError(message.replace(/\s+/g, " ").slice(0, 300), { cause: err });
}
