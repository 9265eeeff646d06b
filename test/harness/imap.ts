import assert from "node:assert/strict";
import { createSecureContext } from "node:tls";
import type { App } from "@congthu/server/core/app";
import { checkConsistency } from "@congthu/server/core/consistency";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { appendMessage } from "@congthu/server/core/mailbox/append-message";
import { flagsFromNames } from "@congthu/server/core/mailbox/flags";
import { mailboxByPath } from "@congthu/server/core/mailbox/mailbox-tree";
import { type ImapServer, startImap } from "@congthu/server/imap/server";
import { createMetrics } from "@congthu/server/lib/metrics";
import { makeSelfSigned, type TlsIdentity } from "@congthu/server/lib/tls";
import type { AccountId } from "@congthu/shared/ids";
import { type Bench, openBench } from "./engines.ts";
import { type Province, seedProvince } from "./province.ts";

let identity: Promise<TlsIdentity> | undefined;

export type ImapBench = {
  app: App;
  now: Bench["now"];
  province: Province;
  /** Behind the ports `imap` and `imaps`. */
  server: ImapServer;
  /** Behind the port `open`. */
  open: ImapServer;
  /** `open`: in clear, passwords taken; `imap`: STARTTLS first; `imaps`: TLS from the start. */
  ports: { open: number; imap: number; imaps: number };
  /** Files a message in a mailbox of an account, as another session would. */
  file(accountId: AccountId, path: string, bytes: Buffer | string, flags?: string[]): Promise<number>;
  /** Fails when a bug was counted or the store does not hold together. */
  close(): Promise<void>;
};

/** An IMAP server over a real store in a temp folder, with a small province. */
export async function openImap(engine: "sqlite" | "postgres" = "sqlite"): Promise<ImapBench> {
  const bench = await openBench(engine);
  const metrics = createMetrics();
  const faults: string[] = [];
  const app: App = {
    ...bench.app,
    // Without an index SEARCH reads the messages.
    search: {
      search: () => Promise.reject(new Error("no index")),
      settled: async () => undefined,
      close: async () => undefined,
    },
    metrics,
    log: (level, _event, fields) => void (level === "error" && faults.push(String(fields?.stack ?? ""))),
  };
  identity ??= makeSelfSigned(["localhost", "127.0.0.1"], Date.now());
  const secureContext = createSecureContext(await identity);
  const province = await seedProvince(app);
  const common = { secureContext: () => secureContext };
  const server = await startImap(app, {
    ...common,
    listeners: [
      { host: "127.0.0.1", port: 0, tls: "starttls" },
      { host: "127.0.0.1", port: 0, tls: "implicit" },
    ],
  });
  const open = await startImap(app, {
    ...common,
    plaintextSignIn: true,
    listeners: [{ host: "127.0.0.1", port: 0, tls: "starttls" }],
  });
  const [imap = 0, imaps = 0] = server.ports;
  return {
    app,
    now: bench.now,
    province,
    server,
    open,
    ports: { open: open.ports[0] ?? 0, imap, imaps },
    async file(accountId, path, bytes, flags = []) {
      const mailbox = await app.db.read((r) => mailboxByPath(r, accountId, path));
      assert.ok(mailbox, path);
      const staged = await stageMessage(app, Buffer.from(bytes as string));
      const filed = await appendMessage(app, {
        accountId,
        mailboxId: mailbox.mailbox_id,
        staged,
        ...flagsFromNames(flags),
      });
      return filed.uid;
    },
    async close() {
      await Promise.all([server.close(), open.close()]);
      const wrong = await checkConsistency(app);
      await bench.close();
      assert.deepEqual(faults, []);
      assert.deepEqual(wrong, []);
    },
  };
}
