import assert from "node:assert/strict";
import { checkConsistency } from "@congthu/server/core/consistency";
import { messageBytes } from "@congthu/server/core/mailbox/read-message";
import { createMetrics } from "@congthu/server/lib/metrics";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { type SmtpOptions, startSmtp } from "@congthu/server/smtp/listeners";
import { updateAccount } from "@congthu/server/store/accounts";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import { newestMessages } from "@congthu/server/store/messages";
import { type Bench, openBench } from "./engines.ts";
import { addGroup } from "./groups.ts";
import { type Province, seedProvince } from "./province.ts";

export type Local = keyof Province["accounts"];
export type SmtpBench = Bench & {
  province: Province;
  /** The three kinds of port. */
  ports: { mx: number; submission: number; submissions: number };
  /** The letters of an inbox as their owner reads them, newest first. */
  inbox(who: Local): Promise<string[]>;
};

/** SMTP on three ports over a real store with a small province: groups of each kind, vanthu's mailbox full, sonv's clerk binh. */
export async function openSmtp(q: { trust?: SmtpOptions["trust"] } = {}): Promise<SmtpBench> {
  const bench = await openBench("sqlite");
  const metrics = createMetrics();
  const app = { ...bench.app, metrics, site: { ...bench.app.site, maxMessageBytes: 1024 * 1024 } };
  const province = await seedProvince(app);
  const { anh, binh, chi, vanthu } = province.accounts;
  await addGroup(app, province, "moi-nguoi", "open", [anh, binh, chi]);
  await addGroup(app, province, "noi-bo", "internal", [anh, binh, chi]);
  await addGroup(app, province, "lanh-dao", "members", [anh, chi]);
  await app.db.write((tx) => updateAccount(tx, vanthu, { quota_bytes: 0 }));
  const tls = await makeSelfSigned(["localhost", "127.0.0.1"], Date.now());
  const common = { host: "127.0.0.1", port: 0, tls };
  const mx = await startSmtp(app, { ...common, kind: "mx", trust: q.trust });
  const submission = await startSmtp(app, { ...common, kind: "submission" });
  const submissions = await startSmtp(app, { ...common, kind: "submissions" });
  return {
    ...bench,
    app,
    province,
    ports: { mx: mx.port, submission: submission.port, submissions: submissions.port },
    async inbox(who) {
      const accountId = province.accounts[who];
      const box = await app.db.read((r) => mailboxByRole(r, accountId, "inbox"));
      assert.ok(box);
      const key = { accountId, mailboxId: box.mailbox_id };
      const rows = await app.db.read((r) => newestMessages(r, key, { limit: 1000 }));
      return Promise.all(rows.map(async (row) => (await messageBytes(app, row)).toString("latin1")));
    },
    async close() {
      for (const server of [mx, submission, submissions]) await server.close();
      const wrong = await checkConsistency(app);
      await bench.close();
      assert.deepEqual(wrong, []);
      assert.equal(metrics.value("congthu_bugs_total", { at: "smtp" }), 0);
    },
  };
}
