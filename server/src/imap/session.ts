import { LIMITS } from "../lib/limits.ts";
import type { Command, Ending, Session, State } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import type { Connection } from "./connection.ts";
import { createIncoming } from "./incoming.ts";
import { isRefusal, literalTooLarge, taggedFailure } from "./replies.ts";
import { keepWithinRights } from "./shared-mail.ts";
import { tellChanges } from "./sync.ts";
import { type RawCommand, type ReadLimits, readCommand } from "./wire/read-command.ts";
import { ConnectionClosed, ImapStreamError, ImapSyntaxError } from "./wire/syntax-error.ts";
import { createTokens } from "./wire/tokens.ts";

const TAG = /[!#$&',-[\]-z|}~]+/y;

/** Reads commands one after another and answers each before the next, until the client goes. RFC 9051 §5.5 */
export async function runSession(s: Session, conn: Connection): Promise<void> {
  let failed = 0;
  for (let refused = 0; refused < LIMITS.imapRefusedInARow && failed < LIMITS.imapFailedSignIns; ) {
    const limits = limitsOf(s);
    // Answers to commands that came together leave together.
    if (!conn.reader.hasLine()) conn.out.flush();
    const raw = await readCommand(conn.reader, limits, () => conn.out.go("OK"));
    if (raw === null) return;
    const ended = "refused" in raw ? refuseLiteral(conn, raw.firstLine) : await obey(s, conn, raw, limits.lineBytes);
    refused = ended === "BAD" ? refused + 1 : 0;
    // A guest is refused only what it tries to get in with.
    if (ended === "NO" && !s.signed) failed++;
  }
  throw new ImapStreamError(failed > 0 ? "Too many failed sign-ins" : "Too many bad commands");
}

/** RFC 7889 §4 */
function refuseLiteral(conn: Connection, firstLine: string): "BAD" {
  const tag = /^[^ ]+(?= )/.exec(firstLine)?.[0] ?? "*";
  conn.out.put(`${literalTooLarge(tag)}\r\n`);
  return "BAD";
}

async function obey(s: Session, conn: Connection, raw: RawCommand, lineBytes: number): Promise<Outcome> {
  const upload = raw.upload && createIncoming(conn, raw.upload, lineBytes);
  s.incoming = upload?.incoming ?? null;
  const outcome = await answer(s, conn, raw);
  await upload?.finish();
  s.incoming = null;
  if (typeof outcome === "object" && outcome.after) {
    conn.out.flush();
    await outcome.after();
  }
  return outcome;
}

type Outcome = Ending | "NO" | "BAD";

function limitsOf(s: Session): ReadLimits {
  const guest = s.signed === null;
  return {
    lineBytes: LIMITS.imapLineBytes,
    literalBytes: guest ? LIMITS.imapGuestLiteralBytes : LIMITS.imapLiteralBytes,
    uploads: !guest,
  };
}

/** Parses, runs and answers one command. */
async function answer(s: Session, conn: Connection, raw: RawCommand): Promise<Outcome> {
  const t = createTokens(raw.parts);
  let tag = "*";
  let command: Command<unknown> | undefined;
  const started = performance.now();
  try {
    tag = t.match(TAG, "tag");
    s.tag = tag;
    t.sp();
    command = COMMANDS.get(readName(t));
    if (!command) throw new ImapSyntaxError("Unknown command");
    await keepWithinRights(s, conn.out);
    if (!command.states.includes(stateOf(s))) throw new ImapSyntaxError(`${command.name} not allowed now`);
    if (!t.atEnd()) t.sp();
    const args = command.parse(t);
    if (command.looksFirst) await tellChanges(s, conn.out, false);
    const ending = (await command.run(s, args, conn.out)) ?? {};
    await tellChanges(s, conn.out, !command.holdsNumbers);
    const code = ending.code === undefined ? "" : `[${ending.code}] `;
    conn.out.put(`${tag} OK ${code}${ending.text ?? `${command.name} completed`}\r\n`);
    return ending;
  } catch (err) {
    return fail(s, conn, { tag, command, err });
  } finally {
    const seconds = (performance.now() - started) / 1000;
    s.app.metrics.count("congthu_imap_commands_total", { command: command?.name ?? "unknown" });
    if (command && command.name !== "IDLE") s.app.metrics.observe("congthu_imap_command_seconds", seconds);
  }
}

function readName(t: ReturnType<typeof createTokens>): string {
  const name = t.name();
  if (name !== "UID") return name;
  t.sp();
  return `UID ${t.name()}`;
}

function stateOf(s: Session): State {
  if (!s.signed) return "notAuthenticated";
  return s.selected ? "selected" : "authenticated";
}

type Failure = { tag: string; command: Command<unknown> | undefined; err: unknown };

function fail(s: Session, conn: Connection, { tag, command, err }: Failure): "NO" | "BAD" {
  if (err instanceof ConnectionClosed || err instanceof ImapStreamError) throw err;
  if (!isRefusal(err)) {
    s.app.metrics.count("congthu_bugs_total", { at: "imap" });
    const stack = err instanceof Error ? (err.stack ?? err.message) : String(err);
    s.app.log("error", "bug", { at: "imap", connection: s.id, command: command?.name ?? "", stack });
  }
  conn.out.put(`${taggedFailure(tag, err)}\r\n`);
  return err instanceof ImapSyntaxError ? "BAD" : "NO";
}
