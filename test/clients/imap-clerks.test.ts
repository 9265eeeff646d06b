import assert from "node:assert/strict";
import { putDelegations } from "@congthu/server/store/grants";
import type { AccountId } from "@congthu/shared/ids";
import { ImapFlow } from "imapflow";
import { type ImapBench, openImap } from "../harness/imap.ts";
import { dialLines, type LineClient } from "../harness/line-client.ts";
import { DOMAIN, PASSWORD } from "../harness/province.ts";

const BOX = `"H&Htk-p th&AbA- c&AaE- quan/sonv@${DOMAIN}/INBOX"`;
const LETTER = "From: a@example.org\r\nSubject: Cong van den\r\nMessage-ID: <1@example.org>\r\n\r\nXin chao\r\n";

describe("clerks by mail program", () => {
  let imap: ImapBench;
  beforeEach(async () => {
    imap = await openImap();
    await imap.file(imap.province.accounts.sonv, "INBOX", LETTER);
  });
  afterEach(() => imap.close());

  const delegate = (to: AccountId, rights: "full" | "read") =>
    imap.app.db.write((tx) =>
      putDelegations(tx, [
        { owner_id: imap.province.accounts.sonv, delegate_id: to, rights, since: imap.now.ms, until: null },
      ]),
    );
  const dial = async (login: string): Promise<{ client: LineClient; run: (command: string) => Promise<string[]> }> => {
    const client = await dialLines({ port: imap.ports.open });
    await client.line();
    let n = 0;
    const run = async (command: string) => {
      const tag = `t${++n}`;
      client.send(`${tag} ${command}`);
      const lines: string[] = [];
      for (;;) {
        const line = await client.line();
        lines.push(line.replace(`${tag} `, ""));
        if (line.startsWith(`${tag} `)) return lines;
      }
    };
    await run(`LOGIN ${login}@${DOMAIN} ${PASSWORD}`);
    return { client, run };
  };
  const last = (lines: string[]) => lines.at(-1) ?? "";
  const opened = () =>
    imap.app.db.read((r) =>
      r.all<{ account_id: string; owner_id: string | null; channel: string }>(
        `SELECT account_id, owner_id, channel FROM mail_log WHERE kind = 'opened' ORDER BY log_id`,
      ),
    );

  it("a letter opened in an agency's mailbox is the act of the clerk who opened it", async () => {
    const { accounts } = imap.province;
    await delegate(accounts.anh, "full");
    await imap.file(accounts.sonv, "INBOX", LETTER.replace("<1@", "<2@"));
    const binh = await dial("binh");
    const anh = await dial("anh");
    for (const [i, { run }] of [binh, anh].entries()) {
      await run(`SELECT ${BOX}`);
      imap.now.ms += 60_000;
      await run(`FETCH ${i + 1} BODY[]`);
    }
    assert.deepEqual(
      (await opened()).map((row) => [row.account_id, row.owner_id, row.channel]),
      [
        [accounts.binh, accounts.sonv, "imap"],
        [accounts.anh, accounts.sonv, "imap"],
      ],
    );
    binh.client.end();
    anh.client.end();
  });

  it("who may only look changes nothing", async () => {
    await delegate(imap.province.accounts.anh, "read");
    const { client, run } = await dial("anh");
    assert.match(last(await run(`SELECT ${BOX}`)), /^OK \[READ-ONLY\]/);
    assert.match((await run(`MYRIGHTS ${BOX}`))[0] ?? "", / lr$/);
    assert.match(last(await run("STORE 1 +FLAGS (\\Flagged)")), /^NO /);
    assert.match(last(await run(`COPY 1 ${BOX}`)), /^NO \[NOPERM\]/);
    assert.match(last(await run("COPY 1 INBOX")), /^OK \[COPYUID/);
    assert.match(last(await run(`CREATE "H&Htk-p th&AbA- c&AaE- quan/sonv@${DOMAIN}/Moi"`)), /^NO \[NOPERM\]/);
    assert.match(last(await run(`DELETE ${BOX.replace("INBOX", "Junk")}`)), /^NO /);
    client.end();
  });

  it("who is clerk no more has the mailbox closed under the hands", async () => {
    const { client, run } = await dial("binh");
    await run(`SELECT ${BOX}`);
    await imap.app.db.write((tx) => tx.run(`DELETE FROM delegation WHERE owner_id = ?`, imap.province.accounts.sonv));
    const lines = await run("FETCH 1 BODY[]");
    assert.match(lines[0] ?? "", /^\* OK \[CLOSED\]/);
    assert.match(last(lines), /^BAD /);
    assert.match(last(await run(`SELECT ${BOX}`)), /^NO \[NONEXISTENT\]/);
    assert.deepEqual(await run("NAMESPACE"), ['* NAMESPACE (("" "/")) NIL NIL', "OK NAMESPACE completed"]);
    client.end();
  });

  it("imapflow finds, reads and files there", async () => {
    const client = new ImapFlow({
      ...{ host: "127.0.0.1", port: imap.ports.imaps, secure: true, logger: false, tls: { rejectUnauthorized: false } },
      auth: { user: `binh@${DOMAIN}`, pass: PASSWORD },
    });
    await client.connect();
    try {
      const paths = (await client.list()).map((m) => m.path);
      const inbox = `Hộp thư cơ quan/sonv@${DOMAIN}/INBOX`;
      assert.ok(paths.includes(inbox), paths.join());
      const lock = await client.getMailboxLock(inbox);
      try {
        const letter = await client.fetchOne("1", { envelope: true });
        assert.ok(letter);
        assert.equal(letter.envelope?.subject, "Cong van den");
        assert.ok(await client.messageFlagsAdd("1", ["\\Flagged"]));
      } finally {
        lock.release();
      }
      const made = await client.append(inbox, LETTER.replace("<1@", "<2@"));
      assert.ok(made);
      assert.equal(made.uid, 2);
    } finally {
      await client.logout();
    }
  });
});
