import { Resolver as SystemResolver } from "node:dns/promises";

/** One MX record; a host of "" is the null MX of RFC 7505. */
export type Mx = { host: string; preference: number };

/** A name could not be looked up. `missing`: it does not exist; otherwise no server said. */
export class DnsFailed extends Error {
  override readonly name = "DnsFailed";
  readonly missing: boolean;
  constructor(message: string, missing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.missing = missing;
  }
}

/** Questions to the name system. Each throws DnsFailed. */
export type Resolver = {
  /** Empty when the name exists without any. */
  mx(domain: string): Promise<Mx[]>;
  /** IPv6 and IPv4 addresses of a host; empty when it has none. */
  addresses(host: string): Promise<string[]>;
  /** TXT records, their pieces joined; empty when there is none. */
  txt(name: string): Promise<string[]>;
  /** The one question that throws what node:dns throws: for packages that read its codes. */
  asNode(name: string, type: string): Promise<string[] | string[][]>;
};

/** Asks these servers (`address` or `address:port`), or those of the operating system when there are none. */
export function createResolver(q: { servers: readonly string[]; timeoutMs: number }): Resolver {
  const dns = new SystemResolver({ timeout: q.timeoutMs, tries: 2 });
  if (q.servers.length > 0) dns.setServers([...q.servers]);
  return {
    async mx(domain) {
      const found = await ask(dns.resolveMx(domain), domain);
      return found.map((m) => ({ host: m.exchange.toLowerCase().replace(/\.$/, ""), preference: m.priority }));
    },
    async addresses(host) {
      const both = await Promise.allSettled([ask(dns.resolve6(host), host), ask(dns.resolve4(host), host)]);
      const found = both.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
      const failed = both.find((one) => one.status === "rejected");
      if (found.length === 0 && failed) throw failed.reason;
      return found;
    },
    async txt(name) {
      return (await ask(dns.resolveTxt(name), name)).map((pieces) => pieces.join(""));
    },
    asNode: (name, type) => dns.resolve(name, type) as Promise<string[] | string[][]>,
  };
}

async function ask<T>(question: Promise<T[]>, name: string): Promise<T[]> {
  try {
    return await question;
  } catch (err) {
    const { code } = err as NodeJS.ErrnoException;
    if (code === "ENODATA") return [];
    throw new DnsFailed(`${name}: ${code ?? "unknown"}`, code === "ENOTFOUND" || code === "EBADNAME", { cause: err });
  }
}
