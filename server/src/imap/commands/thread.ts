import { command, type Session, selectedOf, type Writer } from "../command.ts";
import { find } from "../search/find.ts";
import { type Key, parseProgram } from "../search/program.ts";
import { readAll } from "../search/read-all.ts";
import { sentAt } from "../search/sort.ts";
import { byReferences, formatThreads, isReplySubject, orderedSubject } from "../search/thread.ts";
import type { Numbering } from "../targets.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import type { Tokens } from "../wire/tokens.ts";
import { requireCharset } from "./search.ts";

const ALGORITHMS = { REFERENCES: byReferences, ORDEREDSUBJECT: orderedSubject };
type Args = { algorithm: keyof typeof ALGORITHMS; charset: string; key: Key };

function parse(t: Tokens): Args {
  const name = t.name();
  if (name !== "REFERENCES" && name !== "ORDEREDSUBJECT") throw new ImapSyntaxError("Unknown threading algorithm");
  t.sp();
  const charset = t.astring().toUpperCase();
  t.sp();
  return { algorithm: name, charset, key: parseProgram(t) };
}

// RFC 5256 §3 (BASE.6.4.THREAD)
export const thread = command({
  name: "THREAD",
  states: ["selected"],
  holdsNumbers: true,
  looksFirst: true,
  parse,
  run: (s, args, out) => run(s, { ...args, by: "seq" }, out),
});

export const uidThread = command({
  name: "UID THREAD",
  states: ["selected"],
  holdsNumbers: true,
  looksFirst: true,
  parse,
  run: (s, args, out) => run(s, { ...args, by: "uid" }, out),
});

async function run(s: Session, args: Args & { by: Numbering }, out: Writer): Promise<undefined> {
  requireCharset(args.charset);
  const selected = selectedOf(s);
  const indexes = await find(s, selected, args.key, out);
  const messages = await readAll(
    s,
    selected,
    {
      indexes,
      make: (index, row) => ({
        number: args.by === "uid" ? row.uid : index + 1,
        id: row.gist?.messageId?.[0] ?? null,
        // References; only where there are none the first of In-Reply-To. RFC 5256 §3 (BASE.6.4.THREAD)
        references: row.gist?.references ?? row.gist?.inReplyTo?.slice(0, 1) ?? [],
        subject: row.gist?.baseSubject ?? "",
        isReply: isReplySubject(row.gist?.subject ?? ""),
        sentAt: sentAt(row),
      }),
    },
    out,
  );
  const threads = formatThreads(ALGORITHMS[args.algorithm](messages));
  out.untagged(threads === "" ? "THREAD" : `THREAD ${threads}`);
}
