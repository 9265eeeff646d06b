import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Listening = { port: number; close(): Promise<void> };

/** Starts to listen; gives the port, which is a free one when 0 was asked for. Closing ends connections that are idle and waits for the others. */
export async function listen(server: Server, q: { host: string; port: number }): Promise<Listening> {
  server.listen(q.port, q.host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(force);
    },
  };
}
