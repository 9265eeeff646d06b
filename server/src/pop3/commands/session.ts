import { discardFromMaildrop } from "../../core/mailbox/open-maildrop.ts";
import type { Pop3Command, Pop3Session } from "../command.ts";
import { Pop3SyntaxError } from "../replies.ts";

// RFC 2449 §5: what is said here is done here
export const capa: Pop3Command = {
  name: "CAPA",
  states: ["authorization", "transaction"],
  async run(s) {
    const signIn = s.isEncrypted() || s.plaintextSignIn ? ["USER", "SASL PLAIN"] : [];
    const tls = s.canStartTls() ? ["STLS"] : [];
    const all = ["TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE NEVER", ...signIn, ...tls];
    await s.write(`+OK Capability list follows\r\n${all.join("\r\n")}\r\nIMPLEMENTATION CongThu\r\n.\r\n`);
  },
};

// RFC 2595 §4
export const stls: Pop3Command = {
  name: "STLS",
  states: ["authorization"],
  async run(s) {
    if (!s.canStartTls()) throw new Pop3SyntaxError("TLS is not available now");
    await s.write("+OK Begin TLS\r\n");
    await s.startTls();
    s.user = null;
  },
};

export const noop: Pop3Command = { name: "NOOP", states: ["transaction"], run: (s) => s.write("+OK\r\n") };

// RFC 1939 §5 (RSET), §6 (QUIT): only QUIT carries deletions out
export const rset: Pop3Command = {
  name: "RSET",
  states: ["transaction"],
  async run(s) {
    s.maildrop?.deleted.clear();
    await s.write("+OK\r\n");
  },
};

export const quit: Pop3Command = {
  name: "QUIT",
  states: ["authorization", "transaction"],
  async run(s) {
    s.quit = true;
    await carryOut(s);
    await s.write("+OK Bye\r\n");
  },
};

async function carryOut(s: Pop3Session): Promise<void> {
  const drop = s.maildrop;
  if (!drop) return;
  const gone = drop.messages.filter((_, i) => drop.deleted.has(i));
  await discardFromMaildrop(s.app, drop.accountId, gone);
}
