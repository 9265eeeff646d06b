import { LIMITS } from "../../lib/limits.ts";
import type { Reader } from "./reader.ts";
import { ImapStreamError } from "./syntax-error.ts";
import type { Part } from "./tokens.ts";

/** A literal that is read by the command itself, piece by piece: the message of an APPEND. */
export type Upload = { sizeBytes: number; sync: boolean; binary: boolean };
/** One command as it came. With `upload`, the last part's text ends in the literal's `{n}` and its octets are still to be read. */
export type RawCommand = { parts: Part[]; upload: Upload | null };
/** A literal the client may not send: it waits for leave and gets a tagged answer instead. */
export type Refused = { refused: "tooLarge"; firstLine: string };

export type ReadLimits = {
  /** Octets of one line, of all literals that are kept, each. */
  lineBytes: number;
  literalBytes: number;
  /** Whether an APPEND may stream its message. */
  uploads: boolean;
};

const LITERAL = /(~?)\{(\d{1,20})(\+?)\}$/;
// The first literal of APPEND is the mailbox name when nothing stands between.
const APPEND = /^[^ ]+ APPEND (?!~?\{\d+\+?\}$)/i;
const APPEND_NAME = /^[^ ]+ APPEND ~?\{\d+\+?\}$/i;

/**
 * Reads one whole command: lines and the literals between them, asking for those that wait to be asked. null when the
 * peer has gone. Throws ImapStreamError when what follows can no longer be told apart. RFC 9051 §4.3, RFC 7888 §3–4
 */
export async function readCommand(
  reader: Reader,
  limits: ReadLimits,
  go: () => void,
): Promise<RawCommand | Refused | null> {
  const parts: Part[] = [];
  let kept = 0;
  for (;;) {
    const text = await reader.line(limits.lineBytes);
    if (text === null) return null;
    kept += text.length;
    const m = LITERAL.exec(text);
    if (!m) {
      parts.push({ text, literal: null });
      return { parts, upload: null };
    }
    const sizeBytes = Number(m[2]);
    const sync = m[3] === "";
    const first = parts[0]?.text ?? text;
    if (limits.uploads && (APPEND.test(first) || (APPEND_NAME.test(first) && parts.length > 0))) {
      parts.push({ text, literal: null });
      return { parts, upload: { sizeBytes, sync, binary: m[1] === "~" } };
    }
    kept += sizeBytes;
    if (sizeBytes > limits.literalBytes || kept > LIMITS.imapCommandBytes) {
      if (sync) return { refused: "tooLarge", firstLine: first };
      throw new ImapStreamError("Literal too large");
    }
    if (sync) go();
    let literal = "";
    for await (const piece of reader.octets(sizeBytes)) literal += piece.toString("latin1");
    if (literal.length < sizeBytes) return null;
    parts.push({ text, literal });
  }
}

/** Reads and forgets what is left of a command whose literal will not be used, so that the next line is a command again. */
export async function skipCommand(reader: Reader, octets: number, lineBytes: number): Promise<void> {
  for (let left = octets; ; ) {
    if (left > LIMITS.messageBytes * 2) throw new ImapStreamError("Literal too large");
    for await (const piece of reader.octets(left)) left -= piece.length;
    const m = LITERAL.exec((await reader.line(lineBytes)) ?? "");
    // A literal that waits for leave gets none: the command ends here.
    if (!m || m[3] === "") return;
    left = Number(m[2]);
  }
}
