import type { AccountId } from "@congthu/shared/ids";
import { signIn } from "../../core/directory/sign-in.ts";
import { MailError } from "../../core/errors.ts";
import { openMaildrop } from "../../core/mailbox/open-maildrop.ts";
import type { Pop3Command, Pop3Session } from "../command.ts";
import { Pop3SyntaxError } from "../replies.ts";

/** Maildrops open in this process: a second session waits its turn. RFC 1939 §4 */
const locked = new Set<AccountId>();

// RFC 1939 §7 (USER, PASS): the reply to USER is the same for every name
export const user: Pop3Command = {
  name: "USER",
  states: ["authorization"],
  async run(s, args) {
    requireEncryption(s);
    const name = args.join(" ");
    if (name === "") throw new Pop3SyntaxError("USER needs a name");
    s.user = name;
    await s.write("+OK Send PASS\r\n");
  },
};

export const pass: Pop3Command = {
  name: "PASS",
  states: ["authorization"],
  async run(s, args) {
    requireEncryption(s);
    if (s.user === null) throw new Pop3SyntaxError("USER first");
    const login = s.user;
    s.user = null;
    await enter(s, { login, password: args.join(" ") });
  },
};

// RFC 5034 §4, RFC 4616 §2: authorization identity, name and password between NULs, in base64
export const auth: Pop3Command = {
  name: "AUTH",
  states: ["authorization"],
  async run(s, [mechanism, initial]) {
    if (mechanism === undefined) return s.write("+OK\r\nPLAIN\r\n.\r\n");
    if (mechanism.toUpperCase() !== "PLAIN") throw new Pop3SyntaxError("Unknown mechanism");
    requireEncryption(s);
    if (initial === undefined) await s.write("+ \r\n");
    const answer = initial ?? (await s.nextLine());
    if (answer === "*") throw new Pop3SyntaxError("Cancelled");
    const [as, login, password, ...more] = Buffer.from(answer, "base64").toString("utf8").split("\0");
    if (login === undefined || password === undefined || more.length > 0)
      throw new Pop3SyntaxError("Not a PLAIN answer");
    if (as !== "" && as !== login) throw new MailError("auth.failed");
    await enter(s, { login, password });
  },
};

async function enter(s: Pop3Session, q: { login: string; password: string }): Promise<void> {
  const { account, mustChangePassword } = await signIn(s.app, { ...q, channel: "pop3", ip: s.remote });
  if (mustChangePassword) throw new MailError("auth.passwordExpired");
  const accountId = account.account_id;
  if (locked.has(accountId)) throw new MailError("busy");
  locked.add(accountId);
  const release = () => void locked.delete(accountId);
  try {
    s.maildrop = { accountId, messages: await openMaildrop(s.app, accountId), deleted: new Set(), release };
  } catch (err) {
    release();
    throw err;
  }
  s.state = "transaction";
  await s.write(`+OK ${s.maildrop.messages.length} messages\r\n`);
}

function requireEncryption(s: Pop3Session): void {
  if (!s.isEncrypted() && !s.plaintextSignIn) throw new Pop3SyntaxError("Encrypt the connection first (STLS)");
}
