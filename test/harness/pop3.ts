import assert from "node:assert/strict";
import { createSecureContext } from "node:tls";
import type { App } from "@congthu/server/core/app";
import { checkConsistency } from "@congthu/server/core/consistency";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import { appendMessage } from "@congthu/server/core/mailbox/append-message";
import { createMetrics } from "@congthu/server/lib/metrics";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { startPop3 } from "@congthu/server/pop3/server";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import { openBench } from "./engines.ts";
import { type Province, seedProvince } from "./province.ts";

export type Pop3Bench = {
  app: App;
  province: Province;
  /** `open` takes passwords in clear. */
  ports: { open: number; pop3: number; pop3s: number };
  file(bytes: string): Promise<void>;
  close(): Promise<void>;
};

/** A POP3 server over a real store with a small province. */
export async function openPop3(): Promise<Pop3Bench> {
  const bench = await openBench("sqlite");
  const metrics = createMetrics();
  const app = { ...bench.app, metrics };
  const province = await seedProvince(app);
  const context = createSecureContext(await makeSelfSigned(["localhost", "127.0.0.1"], Date.now()));
  const common = { host: "127.0.0.1", port: 0, secureContext: () => context };
  const open = await startPop3(app, { ...common, tls: "starttls", plaintextSignIn: true });
  const plain = await startPop3(app, { ...common, tls: "starttls" });
  const secure = await startPop3(app, { ...common, tls: "implicit" });
  const accountId = province.accounts.anh;
  return {
    app,
    province,
    ports: { open: open.port, pop3: plain.port, pop3s: secure.port },
    async file(bytes) {
      const inbox = await app.db.read((r) => mailboxByRole(r, accountId, "inbox"));
      assert.ok(inbox);
      const staged = await stageMessage(app, Buffer.from(bytes));
      await appendMessage(app, { accountId, mailboxId: inbox.mailbox_id, staged, flags: 0, keywords: "" });
    },
    async close() {
      for (const server of [open, plain, secure]) await server.close();
      const wrong = await checkConsistency(app);
      await bench.close();
      assert.deepEqual(wrong, []);
      assert.equal(metrics.value("congthu_bugs_total", { at: "pop3" }), 0);
    },
  };
}
