import assert from "node:assert/strict";
import { answerVacations } from "@congthu/server/core/delivery/vacation";
import { createAccountsIn } from "@congthu/server/core/directory/create-accounts";
import { operatorPrincipal } from "@congthu/server/core/directory/operator";
import { hashPassword } from "@congthu/server/core/directory/passwords";
import { buildReport } from "@congthu/server/core/reporting/build-report";
import { explainUsage } from "@congthu/server/core/reporting/explain-usage";
import { personTracks } from "@congthu/server/store/usage-tracks";
import { dayOfNumber, localDay, startOfLocalDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { type EdgesBench, openEdges } from "../harness/edges.ts";
import { dialLines, type LineClient } from "../harness/line-client.ts";
import { PASSWORD } from "../harness/province.ts";

const START = "2026-03-02";
const STEPS = 24;
const DAY_MS = 86_400_000;

/**
 * A year in fortnights through the real protocols: Ánh opens a letter on the web, Bình writes one by a mail program, Dũng reads one with imapflow; Chi is
 * away, with an automatic reply, a rule that forwards, and a program at home that fetches everything by IMAP; the registry's computer fetches by POP3.
 */
describe("usage over a year of mail", function () {
  this.timeout(120_000);
  let bench: EdgesBench;
  before(async () => {
    bench = await openEdges();
    bench.now.ms = startOfLocalDay(START) + 10 * 3_600_000;
  });
  after(() => bench.close());

  async function secure(port: number, greeting: RegExp): Promise<LineClient> {
    const client = await dialLines({ port, tls: true });
    assert.match(await client.line(), greeting);
    return client;
  }

  async function readOnTheWeb(): Promise<void> {
    const anh = await bench.signIn("anh");
    const { ids } = await anh.call<{ ids: string[] }>("Email/query", { limit: 1 });
    if (ids[0]) await anh.call("Email/set", { update: { [ids[0]]: { "keywords/$seen": true } } });
  }

  async function writeByProgram(i: number): Promise<void> {
    const transport = createTransport({
      ...{ host: "127.0.0.1", port: bench.ports.submissions, secure: true, tls: { rejectUnauthorized: false } },
      auth: { user: "binh@tinh.gov.vn", pass: PASSWORD },
    });
    const to = ["anh@tinh.gov.vn", "chi@tinh.gov.vn", "vanthu@tinh.gov.vn", "dung@tinh.gov.vn"];
    await transport.sendMail({
      from: "binh@tinh.gov.vn",
      to,
      subject: `Thư ${i}`,
      text: "Kính gửi",
      attachments: [
        { filename: `Công văn ${i}.pdf`, content: "%PDF-1.4" },
        { filename: "logo.png", content: "png" },
      ],
      date: new Date(bench.now.ms),
    });
    transport.close();
  }

  /** Dũng's program shows the newest letter and marks it as read, as programs do for people. */
  async function readByImapflow(): Promise<void> {
    const client = new ImapFlow({
      ...{
        host: "127.0.0.1",
        port: bench.ports.imaps,
        secure: true,
        tls: { rejectUnauthorized: false },
        logger: false,
      },
      auth: { user: "dung@tinh.gov.vn", pass: PASSWORD },
    });
    await client.connect();
    await client.mailboxOpen("INBOX");
    // A person looks at the list before opening a letter; what comes at once is a program fetching ahead.
    bench.now.ms += 60_000;
    const letter = await client.fetchOne("*", { source: true });
    assert.ok(letter && letter.source !== undefined && letter.source.length > 0);
    await client.messageFlagsAdd("*", ["\\Seen"]);
    await client.logout();
  }

  async function fetchByImap(): Promise<void> {
    const client = await secure(bench.ports.imaps, /^\* OK/);
    const say = async (command: string) => {
      client.send(`x ${command}`);
      assert.match((await client.until(/^x /)).at(-1) ?? "", /^x OK/);
    };
    await say(`LOGIN chi@tinh.gov.vn ${PASSWORD}`);
    await say("SELECT INBOX");
    await say("FETCH 1:* (UID RFC822)");
    client.destroy();
  }

  async function fetchByPop3(): Promise<void> {
    const client = await secure(bench.ports.pop3s, /^\+OK/);
    const say = async (command: string, last = /^\+OK/) => {
      client.send(command);
      return client.until(last);
    };
    await say("USER vanthu@tinh.gov.vn");
    await say(`PASS ${PASSWORD}`);
    const count = Number((await say("STAT")).at(-1)?.split(" ")[1]);
    for (let i = 1; i <= count; i++) await say(`RETR ${i}`, /^\.$/);
    await say("QUIT");
  }

  async function openDung(): Promise<AccountId> {
    const passwordHash = await hashPassword(PASSWORD);
    const [id] = await bench.app.db.write((tx) =>
      createAccountsIn(bench.app, tx, [
        {
          ...{ kind: "person", agencyId: bench.province.department, address: "dung@tinh.gov.vn", fullName: "Lê Dũng" },
          ...{ title: "", unit: "", isLeader: false, passwordHash, mustChange: false, quotaBytes: 2 ** 30 },
        },
      ]),
    );
    assert.ok(id);
    return id;
  }

  it("counts exactly those who acted", async () => {
    const dung = await openDung();
    // On the first day Chi prepares to be away; the report begins on the next.
    const chi = await bench.signIn("chi");
    const update = { singleton: { isEnabled: true, textBody: "Tôi đi vắng." } };
    await chi.call("VacationResponse/set", { update });
    await chi.call("MailRule/set", {
      create: { a: { name: "x", actions: [{ type: "forward", to: "chi@bo.gov.vn" }] } },
    });
    for (let i = 1; i <= STEPS; i++) {
      bench.now.ms += 14 * DAY_MS;
      // Passwords are new each time: their age is not what is asked here.
      await bench.app.db.write((tx) => tx.run(`UPDATE account SET password_at = ?`, bench.now.ms));
      await writeByProgram(i);
      await answerVacations(bench.app);
      await readByImapflow();
      await fetchByImap();
      await fetchByPop3();
      await readOnTheWeb();
    }
    const queued = await bench.app.db.read((r) =>
      r.all(`SELECT outbound_id FROM outbound WHERE recipient = 'chi@bo.gov.vn'`),
    );
    assert.equal(queued.length, STEPS, "the rule did forward");
    const operator = await bench.app.db.read(operatorPrincipal);
    const year = { from: "2026-03-03", to: localDay(bench.now.ms) };
    const { total } = await buildReport(bench.app, operator, year);
    // Ánh, Bình and Dũng; the automatic reply is no letter of Chi's, the agency mailbox is nobody.
    assert.deepEqual([total.mailboxes, total.active, total.letters], [5, 3, STEPS]);
    // A document goes with each letter, to four mailboxes here; the picture is none.
    assert.deepEqual([total.sentDocuments, total.receivedDocuments], [STEPS, 4 * STEPS]);
    const { reasons } = await explainUsage(bench.app, operator, year);
    const count = (reason: string) => reasons.find((n) => n.reason === reason)?.accounts;
    assert.deepEqual([count("active"), count("otherActs"), count("never")], [3, 2, 0]);
    const { anh, binh, vanthu } = bench.province.accounts;
    const tracks = await bench.app.db.read((r) => personTracks(r, [anh, binh, dung, chi.accountId, vanthu]));
    const last = (id: typeof anh) => dayOfNumber(tracks.get(id)?.last_day ?? 0);
    assert.deepEqual(
      [last(anh), last(binh), last(dung), last(chi.accountId), last(vanthu)],
      [year.to, year.to, year.to, START, "1970-01-01"],
    );
  });
});
