import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { createApp } from "@congthu/server/app";
import { type ImapServer, startImap } from "@congthu/server/imap/server";
import { dialLines, type LineClient } from "../harness/line-client.ts";
import { PASSWORD, seedProvince } from "../harness/province.ts";

// The same questions to the index and to the messages themselves.
describe("IMAP SEARCH with the search index", () => {
  let app: Awaited<ReturnType<typeof createApp>>;
  let servers: ImapServer[];
  let dir: string;
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), "congthu-"));
    app = await createApp({ dataDir: dir, hostname: "mail.test", logLevel: "silent" });
    await seedProvince(app);
    const without = { ...app, search: { ...app.search, settled: () => Promise.reject(new Error("no index")) } };
    const options = {
      listeners: [{ host: "127.0.0.1", port: 0, tls: "starttls" as const }],
      secureContext: createSecureContext,
      plaintextSignIn: true,
    };
    servers = [await startImap(app, options), await startImap(without, options)];
    const client = await open(0);
    const letters = [
      "Công văn số 12 về tuyển dụng",
      "Cong van khac",
      "Báo cáo quý ZQX-7731",
      "Điện Biên, công việc",
      "liệu số",
    ];
    for (const [i, body] of letters.entries()) {
      const text = `Subject: thu ${i}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`;
      client.raw(`a${i} APPEND INBOX {${Buffer.byteLength(text)}+}\r\n${text}\r\n`);
      await client.until(/^a\d OK/);
    }
    client.destroy();
  });
  after(async () => {
    for (const server of servers) await server.close();
    await app.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function open(which: number): Promise<LineClient> {
    const client = await dialLines({ port: servers[which]?.ports[0] ?? 0 });
    client.send(`l LOGIN anh@tinh.gov.vn ${PASSWORD}`);
    client.send("s SELECT INBOX");
    await client.until(/^s OK/);
    return client;
  }
  async function search(client: LineClient, criteria: string): Promise<string> {
    client.raw(`q SEARCH ${criteria}\r\n`);
    return (await client.until(/^q OK/)).find((line) => line.startsWith("* SEARCH")) ?? "";
  }

  const cases: [criteria: string, answer: string][] = [
    ["BODY tuyen", "* SEARCH 1"],
    ['BODY "cong van"', "* SEARCH 1 2"],
    ['CHARSET UTF-8 BODY "công văn"', "* SEARCH 1"],
    ["BODY ZQX-7731", "* SEARCH 3"],
    ["TEXT thu", "* SEARCH 1 2 3 4 5"],
    ['NOT TEXT "dien bien"', "* SEARCH 1 2 3 5"],
    ["OR BODY khac BODY lieu", "* SEARCH 2 5"],
    ["BODY tuyen SUBJECT 1", "* SEARCH"],
    ["BODY khongcogi", "* SEARCH"],
  ];
  for (const [criteria, answer] of cases)
    it(criteria, async () => {
      for (const which of [0, 1]) {
        const client = await open(which);
        assert.equal(await search(client, criteria), answer, which === 0 ? "index" : "messages");
        client.destroy();
      }
    });
});
