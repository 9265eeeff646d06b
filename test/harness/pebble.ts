import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { freePort, said } from "./peer-program.ts";

const PEBBLE = "/usr/bin/pebble";

/** A suite that needs an ACME authority: where Debian's pebble is neither there nor could be installed, it says so and asks nothing. */
export function describeWithPebble(title: string, suite: (this: Mocha.Suite) => void): void {
  if (existsSync(PEBBLE)) describe(title, suite);
  else process.stderr.write(`» ${title}: thiếu pebble · pebble is missing: sudo apt-get install pebble\n`);
}

export type Pebble = {
  directoryUrl: string;
  /** Who signed the authority's own certificate. */
  ca: string;
  /** The root of what it issues. */
  root(): Promise<string>;
  close(): Promise<void>;
};

/** Let's Encrypt's small authority; it looks at port `httpPort` of what the name server at `dns` says. */
export async function startPebble(q: { httpPort: number; dns: string }): Promise<Pebble> {
  const dir = mkdtempSync(join(tmpdir(), "congthu-pebble-"));
  const tls = await makeSelfSigned(["localhost", "127.0.0.1"], Date.now());
  writeFileSync(join(dir, "cert.pem"), tls.cert);
  writeFileSync(join(dir, "key.pem"), tls.key, { mode: 0o600 });
  const [port, management] = [await freePort(), await freePort()];
  const pebble = {
    ...{ listenAddress: `127.0.0.1:${port}`, managementListenAddress: `127.0.0.1:${management}` },
    ...{ certificate: join(dir, "cert.pem"), privateKey: join(dir, "key.pem") },
    ...{ httpPort: q.httpPort, tlsPort: 1, ocspResponderURL: "", externalAccountBindingRequired: false },
  };
  writeFileSync(join(dir, "config.json"), JSON.stringify({ pebble }));
  const child = spawn(PEBBLE, ["-config", join(dir, "config.json"), "-dnsserver", q.dns], {
    stdio: ["ignore", "pipe", "ignore"],
    // It looks at once, and anew for each order.
    env: { ...process.env, PEBBLE_VA_NOSLEEP: "1", PEBBLE_AUTHZREUSE: "0" },
  });
  const ended = once(child, "exit");
  const close = async () => {
    child.kill();
    await ended;
    rmSync(dir, { recursive: true, force: true });
  };
  await said(child.stdout, "ACME directory available").catch(async (err: unknown) => {
    await close();
    throw err;
  });
  return {
    directoryUrl: `https://127.0.0.1:${port}/dir`,
    ca: tls.cert,
    root: () => readOnceOpen(`https://127.0.0.1:${management}/roots/0`, tls.cert),
    close,
  };
}

/** Its second port opens a moment after the first. */
async function readOnceOpen(url: string, ca: string): Promise<string> {
  for (const until = Date.now() + 10_000; ; )
    try {
      return await read(url, ca);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== "ECONNREFUSED" || Date.now() > until) throw err;
    }
}

async function read(url: string, ca: string): Promise<string> {
  const [response] = await once(get(url, { ca }), "response");
  let text = "";
  for await (const part of response) text += String(part);
  return text;
}
