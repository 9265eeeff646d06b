import { MailError } from "../../core/errors.ts";
import { command, type Selected, type Session, SIGNED_IN, type Writer } from "../command.ts";
import { attributesOf, findMailbox, type ListedMailbox, listLine, mailboxesOf } from "../mailboxes.ts";
import { startPace } from "../pace.ts";
import { parseResync, type Resync, resync } from "../resync.ts";
import { tellExists } from "../sync.ts";
import type { View } from "../view.ts";
import { KNOWN_FLAGS, SEEN } from "../wire/flags.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";
import type { Tokens } from "../wire/tokens.ts";

type Args = { name: string; condstore: boolean; resync: Resync | null };

function parse(t: Tokens): Args {
  const args: Args = { name: t.astring(), condstore: false, resync: null };
  if (t.skip(" ")) {
    t.list(() => {
      if (t.word("CONDSTORE")) args.condstore = true;
      else if (t.word("QRESYNC")) {
        t.sp();
        args.resync = parseResync(t);
      } else throw new ImapSyntaxError("Unknown SELECT parameter");
    });
  }
  t.end();
  return args;
}

// RFC 9051 §6.3.2, RFC 7162 §3.1.8 (CONDSTORE), §3.2.5 (QRESYNC)
export const select = command({
  name: "SELECT",
  states: SIGNED_IN,
  parse,
  async run(s, args, out) {
    const { readOnly } = await open(s, args, out, false);
    return { code: readOnly ? "READ-ONLY" : "READ-WRITE" };
  },
});

// RFC 9051 §6.3.3
export const examine = command({
  name: "EXAMINE",
  states: SIGNED_IN,
  parse,
  async run(s, args, out) {
    await open(s, args, out, true);
    return { code: "READ-ONLY" };
  },
});

/** Leaves the open mailbox, if there is one. */
export function deselect(s: Session): void {
  s.selected?.unsubscribe();
  s.selected = null;
  s.stale = false;
}

async function open(s: Session, args: Args, out: Writer, examines: boolean): Promise<Selected> {
  // RFC 7162 §3.2.5: before anything else, so that a client without ENABLE stays where it is.
  if (args.resync && !s.enabled.qresync) throw new ImapSyntaxError("ENABLE QRESYNC first");
  if (s.selected) {
    deselect(s);
    // RFC 9051 §6.3.2, RFC 7162 §3.2.11: also when opening the new one fails
    out.untagged("OK [CLOSED] Previous mailbox closed");
  }
  const found = await findMailbox(s, args.name);
  // Heard from now on, so that nothing falls between the reading and the hearing.
  const readOnly = examines || found.rights === "read";
  const unsubscribe = s.app.changes.subscribe(found.account_id, () => {
    s.stale = true;
    s.wake?.();
  });
  try {
    s.selected = await read(s, found, readOnly, unsubscribe, out);
  } catch (err) {
    unsubscribe();
    throw err;
  }
  if (args.condstore || args.resync) s.enabled.condstore = true;
  if (args.resync) await resync(s, s.selected, args.resync, out);
  return s.selected;
}

async function read(
  s: Session,
  found: ListedMailbox,
  readOnly: boolean,
  unsubscribe: () => void,
  out: Writer,
): Promise<Selected> {
  const key = { accountId: found.account_id, mailboxId: found.mailbox_id };
  const view = await s.views.open(s.app, key);
  if (!view) throw new MailError("mailbox.notFound");
  const words = [...new Set([...view.keywords.values()].flatMap((line) => line.split(" ")))].sort();
  const flags = [...KNOWN_FLAGS, ...words].join(" ");
  out.untagged(`FLAGS (${flags})`);
  out.untagged(`OK [PERMANENTFLAGS (${readOnly ? "" : `${flags} \\*`})] Flags kept`);
  tellExists(s, view.count, out);
  if (!s.enabled.rev2) tellFirstUnseen(view, out);
  out.untagged(`OK [UIDVALIDITY ${found.uid_validity}] UIDs valid`);
  const last = view.count === 0 ? 0 : (view.uids[view.count - 1] as number);
  out.untagged(`OK [UIDNEXT ${Math.max(found.uid_next, last + 1)}] Next UID`);
  out.untagged(`OK [HIGHESTMODSEQ ${view.modseq}] Highest`);
  // RFC 8474 §4.2
  out.untagged(`OK [MAILBOXID (${found.mailbox_id})] Mailbox id`);
  // RFC 9051 §6.3.2; IMAP4rev1 clients do not expect it
  if (s.enabled.rev2)
    out.untagged(listLine(s, { path: found.path, attributes: attributesOf(found, await mailboxesOf(s)) }));
  return {
    ...key,
    readOnly,
    uidValidity: found.uid_validity,
    view,
    saved: [],
    pace: startPace(s.app.clock.now()),
    unsubscribe,
  };
}

/** RFC 3501 §6.3.1 */
function tellFirstUnseen(view: View, out: Writer): void {
  const first = view.flags.subarray(0, view.count).findIndex((flags) => (flags & SEEN) === 0);
  if (first >= 0) out.untagged(`OK [UNSEEN ${first + 1}] First unseen`);
}
