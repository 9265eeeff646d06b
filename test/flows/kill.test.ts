import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "@congthu/server/app";
import { checkConsistency } from "@congthu/server/core/consistency";
import { blobMetas } from "@congthu/server/store/blob-refs";
import { mailboxByRole } from "@congthu/server/store/mailboxes";
import { messagesByUid } from "@congthu/server/store/messages";
import { type ChildServer, freePortBase, startChild } from "../harness/child-server.ts";
import { DOMAIN, type Province, seedProvince } from "../harness/province.ts";

const MESSAGES = 2_000;
const CONNECTIONS = 10;
const MAIN = join(import.meta.dirname, "../../server/src/main.ts");

/** One connection that sends its share of the messages and notes each that got its 250 after DATA. */
function sender(port: number, ids: readonly string[], acknowledged: Set<string>): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1").setEncoding("latin1");
    const step = dialogue(ids, acknowledged, (text) => socket.write(text));
    let buffer = "";
    socket.on("data", (chunk: string) => {
      const lines = (buffer + chunk).split("\r\n");
      buffer = lines.pop() ?? "";
      for (const line of lines) if (line[3] !== "-") step(line);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve());
  });
}

/** Answers each reply with the next command; the replies come in a fixed order. */
function dialogue(ids: readonly string[], acknowledged: Set<string>, write: (text: string) => void) {
  let next = 0;
  let at: "greeting" | "ehlo" | "mail" | "rcpt" | "data" | "body" | "quit" = "greeting";
  const start = () => {
    at = next < ids.length ? "mail" : "quit";
    write(at === "mail" ? "MAIL FROM:<sender@ngoai.example>\r\n" : "QUIT\r\n");
  };
  return (line: string) => {
    const id = ids[next] ?? "";
    if (at === "greeting") {
      at = "ehlo";
      write("EHLO ngoai.example\r\n");
    } else if (at === "ehlo") start();
    else if (at === "mail") {
      at = "rcpt";
      write(`RCPT TO:<anh@${DOMAIN}>\r\n`);
    } else if (at === "rcpt") {
      at = "data";
      write("DATA\r\n");
    } else if (at === "data") {
      at = "body";
      const body = "Nội dung công văn số ".repeat(1 + (Number(id.slice(1)) % 40));
      write(`Message-ID: <${id}@ngoai.example>\r\nSubject: ${id}\r\n\r\n${body}\r\n.\r\n`);
    } else if (at === "body") {
      if (line.startsWith("250")) acknowledged.add(id);
      next++;
      start();
    }
  };
}

describe("kill -9 in the middle of deliveries", function () {
  this.timeout(180_000);
  const dataDir = mkdtempSync(join(tmpdir(), "congthu-kill-"));
  let province: Province;
  let child: ChildServer | undefined;
  before(async () => {
    const app = await createApp({ dataDir, hostname: "mail.test", logLevel: "silent" });
    province = await seedProvince(app);
    await app.close();
  });
  after(async () => {
    await child?.kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("loses nothing that was acknowledged, doubles nothing, and stays consistent", async () => {
    const acknowledged = new Set<string>();
    const ids = Array.from({ length: MESSAGES }, (_, i) => `m${i}`);
    let pending = ids;
    // Killed twice on the way; what has no 250 is sent again, as another server would.
    for (const stopAfter of [MESSAGES / 4, MESSAGES / 2, MESSAGES]) {
      child = await startChild({ data: dataDir, base: await freePortBase() });
      const running = child;
      const sent = Promise.all(
        Array.from({ length: CONNECTIONS }, (_, c) =>
          sender(
            running.base + 25,
            pending.filter((_, i) => i % CONNECTIONS === c),
            acknowledged,
          ),
        ),
      );
      if (stopAfter < MESSAGES) {
        while (acknowledged.size < stopAfter) await new Promise((resolve) => setImmediate(resolve));
        await running.kill();
      }
      await sent;
      pending = ids.filter((id) => !acknowledged.has(id));
    }
    assert.equal(acknowledged.size, MESSAGES);
    await child?.kill();

    const app = await createApp({ dataDir, hostname: "mail.test", logLevel: "silent" });
    const counts = await messageIds(app, province);
    const violations = await checkConsistency(app);
    await app.close();
    const lost = ids.filter((id) => !counts.has(id));
    assert.deepEqual(lost, []);
    const doubled = [...counts].filter(([, n]) => n > 1).map(([id]) => id);
    assert.deepEqual(doubled, []);
    assert.deepEqual(violations, []);
    const doctor = spawnSync(process.execPath, [MAIN, "doctor", "--data", dataDir], { encoding: "utf8" });
    assert.equal(doctor.status, 0, doctor.stdout + doctor.stderr);
  });
});

async function messageIds(
  app: Awaited<ReturnType<typeof createApp>>,
  province: Province,
): Promise<Map<string, number>> {
  const accountId = province.accounts.anh;
  return app.db.read(async (r) => {
    const inbox = await mailboxByRole(r, accountId, "inbox");
    assert.ok(inbox);
    const rows = await messagesByUid(
      r,
      { accountId, mailboxId: inbox.mailbox_id },
      { fromUid: 1, toUid: 1e9, limit: 1e5 },
    );
    const metas = await blobMetas(
      r,
      rows.map((m) => m.blob_id),
    );
    const counts = new Map<string, number>();
    for (const row of rows) {
      const meta = JSON.parse(metas.get(row.blob_id) ?? "{}") as { subject?: string };
      const id = meta.subject ?? "";
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  });
}
