import { createSecureContext } from "node:tls";
import { ADMIN_HANDLERS } from "@congthu/server/admin/index";
import { startImap } from "@congthu/server/imap/server";
import type { SendSms } from "@congthu/server/lib/sms";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { startPop3 } from "@congthu/server/pop3/server";
import { startSmtp } from "@congthu/server/smtp/listeners";
import { type JmapBench, openJmap } from "./jmap.ts";

export type EdgesBench = JmapBench & {
  /** TLS from the first octet. */
  ports: { imaps: number; pop3s: number; submissions: number };
};

/** Every door a person can come in by, over one store with the small province: the web, IMAP, POP3 and SMTP submission. */
export async function openEdges(q: { engine?: "sqlite" | "postgres"; sms?: SendSms } = {}): Promise<EdgesBench> {
  const bench = await openJmap({ ...q, routes: ADMIN_HANDLERS });
  const { app } = bench;
  const tls = await makeSelfSigned(["localhost", "127.0.0.1"], Date.now());
  const context = createSecureContext(tls);
  const at = { host: "127.0.0.1", port: 0 };
  const imap = await startImap(app, { listeners: [{ ...at, tls: "implicit" }], secureContext: () => context });
  const pop3 = await startPop3(app, { ...at, tls: "implicit", secureContext: () => context });
  const smtp = await startSmtp(app, { ...at, kind: "submissions", tls });
  return {
    ...bench,
    ports: { imaps: imap.ports[0] ?? 0, pop3s: pop3.port, submissions: smtp.port },
    async close() {
      for (const server of [imap, pop3, smtp]) await server.close();
      await bench.close();
    },
  };
}
