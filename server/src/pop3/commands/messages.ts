import { MailError } from "../../core/errors.ts";
import { readMessage } from "../../core/mailbox/read-message.ts";
import type { Maildrop, Pop3Command, Pop3Session } from "../command.ts";
import { Pop3SyntaxError } from "../replies.ts";

type Numbered = { number: number; row: Maildrop["messages"][number] };

export const stat: Pop3Command = {
  name: "STAT",
  states: ["transaction"],
  async run(s) {
    const left = remaining(s);
    await s.write(`+OK ${left.length} ${left.reduce((sum, m) => sum + m.row.size_bytes, 0)}\r\n`);
  },
};

// RFC 1939 §5: the size is that of the octets RETR sends, before dot-stuffing
export const list = listing("LIST", (m) => String(m.row.size_bytes));
// RFC 1939 §7: unique for the maildrop, and the same in every session
export const uidl = listing("UIDL", (m) => m.row.email_id);

export const retr: Pop3Command = {
  name: "RETR",
  states: ["transaction"],
  async run(s, [which]) {
    const { row } = one(s, which);
    await s.write(`+OK ${row.size_bytes} octets\r\n`);
    await s.writeMessage(readMessage(s.app, row));
  },
};

export const top: Pop3Command = {
  name: "TOP",
  states: ["transaction"],
  async run(s, [which, lines]) {
    const { row } = one(s, which);
    await s.write("+OK\r\n");
    await s.writeMessage(readMessage(s.app, row), number(lines));
  },
};

export const dele: Pop3Command = {
  name: "DELE",
  states: ["transaction"],
  async run(s, [which]) {
    const m = one(s, which);
    s.maildrop?.deleted.add(m.number - 1);
    await s.write(`+OK Message ${m.number} deleted\r\n`);
  },
};

function listing(name: string, value: (m: Numbered) => string): Pop3Command {
  return {
    name,
    states: ["transaction"],
    async run(s, [which]) {
      if (which !== undefined) {
        const m = one(s, which);
        return s.write(`+OK ${m.number} ${value(m)}\r\n`);
      }
      const lines = remaining(s).map((m) => `${m.number} ${value(m)}\r\n`);
      await s.write(`+OK ${lines.length} messages\r\n${lines.join("")}.\r\n`);
    },
  };
}

function remaining(s: Pop3Session): Numbered[] {
  const drop = s.maildrop;
  return (drop?.messages ?? []).flatMap((row, i) => (drop?.deleted.has(i) ? [] : [{ number: i + 1, row }]));
}

function one(s: Pop3Session, which: string | undefined): Numbered {
  const n = number(which);
  const row = s.maildrop?.messages[n - 1];
  if (!row || s.maildrop?.deleted.has(n - 1)) throw new MailError("message.notFound");
  return { number: n, row };
}

function number(text: string | undefined): number {
  if (text === undefined || !/^\d{1,9}$/.test(text)) throw new Pop3SyntaxError("A number is needed");
  return Number(text);
}
