import type { MessageRow } from "../../core/mailbox/open-mailbox.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import { printBody, printBodyStructure, printEnvelope, type TextMode } from "../../mime/imap-structure.ts";
import type { Session, Writer } from "../command.ts";
import { formatDateTime } from "../wire/dates.ts";
import { formatFlags } from "../wire/flags.ts";
import { toOctets } from "../wire/octets.ts";
import { string } from "../wire/strings.ts";
import type { FetchItem } from "./items.ts";
import { binarySize, type Octets, octetsOf, type Source, writeOctets } from "./octets.ts";

/** What must be read to answer: rows for most, descriptions for structure and text, octets. */
export type Needs = { rows: boolean; metas: boolean; marksSeen: boolean; bodies: boolean };

const FROM_VIEW = new Set<FetchItem["kind"]>(["uid", "flags"]);
const FROM_META = new Set<FetchItem["kind"]>([
  "envelope",
  "body",
  "bodystructure",
  "preview",
  "octets",
  "binary",
  "binarysize",
]);

/** What must be read for these items. */
export function needsOf(items: readonly FetchItem[]): Needs {
  return {
    rows: items.some((i) => !FROM_VIEW.has(i.kind)),
    metas: items.some((i) => FROM_META.has(i.kind)),
    marksSeen: items.some((i) => (i.kind === "octets" || i.kind === "binary") && !i.peek),
    bodies: items.some(isBody),
  };
}

/** Whether an item holds text of the letter; headers are fetched for lists. */
function isBody(i: FetchItem): boolean {
  return i.kind === "binary" || (i.kind === "octets" && (i.section.text === "all" || i.section.text === "text"));
}

/** One message and what is known of it. */
export type Subject = { seq: number; row: MessageRow; meta: MessageMeta | null };

/** Writes the FETCH response of one message. All that can fail is read before the first octet goes out. RFC 9051 §7.5.2 */
export async function respond(s: Session, items: readonly FetchItem[], m: Subject, out: Writer): Promise<void> {
  const source = m.meta && { app: s.app, row: m.row, meta: m.meta, whole: null };
  const pieces: (string | { label: string; octets: Octets })[] = [];
  for (const item of items) {
    if (item.kind !== "octets" && item.kind !== "binary") pieces.push(plainItem(s, item, m, source));
    else {
      const octets = source && (await octetsOf(source, item));
      pieces.push(octets ? { label: item.label, octets } : `${item.label} NIL`);
    }
  }
  out.put(`* ${m.seq} FETCH (`);
  for (const [i, piece] of pieces.entries()) {
    const space = i === 0 ? "" : " ";
    if (typeof piece === "string") out.put(space + piece);
    else {
      out.put(`${space}${piece.label} `);
      await writeOctets(piece.octets, out);
    }
  }
  out.put(")\r\n");
}

type PlainItem = Exclude<FetchItem, { kind: "octets" | "binary" }>;

function plainItem(s: Session, item: PlainItem, { row, meta }: Subject, source: Source | null): string {
  const mode: TextMode = s.enabled.utf8 ? "utf8" : "ascii";
  switch (item.kind) {
    case "uid":
      return `UID ${row.uid}`;
    case "flags":
      return `FLAGS (${formatFlags(row.flags, row.keywords)})`;
    case "internaldate":
      return `INTERNALDATE ${formatDateTime(row.received_at)}`;
    case "size":
      return `RFC822.SIZE ${row.size_bytes}`;
    case "modseq":
      return `MODSEQ (${row.modseq})`;
    case "emailid":
      return `EMAILID (${row.email_id})`;
    case "threadid":
      return `THREADID (${row.thread_id})`;
    case "savedate":
      return `SAVEDATE ${formatDateTime(row.saved_at)}`;
    case "envelope":
      return `ENVELOPE ${meta ? toOctets(printEnvelope(meta, mode)) : EMPTY_ENVELOPE}`;
    case "bodystructure":
      return `BODYSTRUCTURE ${meta ? toOctets(printBodyStructure(meta.root, mode)) : opaque(row)}`;
    case "body":
      return `BODY ${meta ? toOctets(printBody(meta.root, mode)) : opaque(row)}`;
    case "preview":
      return `PREVIEW ${string(toOctets(meta?.preview ?? ""), s.enabled.utf8)}`;
    case "binarysize":
      return `${item.label} ${(source && binarySize(source, item.path)) ?? 0}`;
  }
}

/** For a blob without a description, which consistency would report. */
const EMPTY_ENVELOPE = `(${Array(10).fill("NIL").join(" ")})`;

function opaque(row: MessageRow): string {
  return `("application" "octet-stream" NIL NIL NIL "binary" ${row.size_bytes})`;
}
