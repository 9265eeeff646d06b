import { createServer } from "node:net";
import { explainListenError, LISTENER_NAMES } from "../config/ports.ts";
import type { Config } from "../config/schema.ts";
import { PortError } from "../serve.ts";

/** Throws PortError for the first port of the configuration that cannot be opened, before long work is begun for nothing. */
export async function checkPorts(config: Config): Promise<void> {
  for (const name of LISTENER_NAMES) {
    const { enabled, host, port } = config.listeners[name];
    if (!enabled || port === 0) continue;
    const refusal = await tryPort(host, port);
    const words = refusal && explainListenError(name, port, refusal);
    if (words) throw new PortError(words, { cause: refusal });
  }
}

function tryPort(host: string, port: number): Promise<Error | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", resolve);
    probe.listen({ port, ...(host === "*" ? {} : { host }) }, () => probe.close(() => resolve(null)));
  });
}
