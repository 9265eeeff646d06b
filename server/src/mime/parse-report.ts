import { partBytes } from "./decode-body.ts";
import type { DsnAction } from "./dsn.ts";
import { fieldName, plainValue, scanHeaders } from "./headers.ts";
import { eachPart, type Part, partParam } from "./structure.ts";

/** What a delivery status notification from elsewhere says of one recipient. */
export type ReportedRecipient = {
  finalRecipient: string;
  originalRecipient: string | null;
  action: DsnAction;
  status: string;
  remoteMta: string | null;
  diagnostic: string | null;
};
export type DeliveryReport = {
  reportingMta: string | null;
  envelopeId: string | null;
  recipients: ReportedRecipient[];
};
/** What a read receipt says (RFC 8098 §3.2). */
export type ReadReceipt = {
  finalRecipient: string;
  originalRecipient: string | null;
  originalMessageId: string | null;
  reportingUa: string | null;
  actionMode: string;
  sendingMode: string;
  type: string;
};

const ACTIONS: readonly DsnAction[] = ["failed", "delayed", "delivered", "relayed", "expanded"];
const MAX_RECIPIENTS = 10_000;

/** Reads a delivery status notification (RFC 3464 §2); null when the message is none. Never throws. */
export function parseDeliveryReport(bytes: Uint8Array, root: Part): DeliveryReport | null {
  const blocks = reportBlocks(bytes, root, "delivery-status");
  const first = blocks?.shift();
  if (blocks === null || first === undefined) return null;
  const recipients = blocks.slice(0, MAX_RECIPIENTS).flatMap((fields): ReportedRecipient[] => {
    const finalRecipient = typed(fields.get("final-recipient"));
    const word = fields.get("action")?.trim().toLowerCase();
    const action = ACTIONS.find((a) => a === word);
    if (finalRecipient === null || action === undefined) return [];
    return [
      {
        finalRecipient,
        originalRecipient: typed(fields.get("original-recipient")),
        action,
        status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get("status") ?? "")?.[0] ?? "",
        remoteMta: typed(fields.get("remote-mta")),
        diagnostic: typed(fields.get("diagnostic-code")),
      },
    ];
  });
  return {
    reportingMta: typed(first.get("reporting-mta")),
    envelopeId: first.get("original-envelope-id") ?? null,
    recipients,
  };
}

/** Reads a message disposition notification; null when the message is none. Never throws. */
export function parseReadReceipt(bytes: Uint8Array, root: Part): ReadReceipt | null {
  const fields = reportBlocks(bytes, root, "disposition-notification")?.[0];
  const m = /^\s*([a-z-]+)\s*\/\s*([a-z-]+)\s*;\s*([a-z-]+)/i.exec(fields?.get("disposition") ?? "");
  const finalRecipient = typed(fields?.get("final-recipient"));
  if (fields === undefined || m === null || finalRecipient === null) return null;
  return {
    finalRecipient,
    originalRecipient: typed(fields.get("original-recipient")),
    originalMessageId: /<([^<>\s]+)>/.exec(fields.get("original-message-id") ?? "")?.[1] ?? null,
    reportingUa: fields.get("reporting-ua") ?? null,
    actionMode: (m[1] as string).toLowerCase(),
    sendingMode: (m[2] as string).toLowerCase(),
    type: (m[3] as string).toLowerCase(),
  };
}

/** The blocks of fields of the report's second part, by lower-case name. */
function reportBlocks(bytes: Uint8Array, root: Part, kind: string): Map<string, string>[] | null {
  if (root.subtype !== "report" || (partParam(root, "report-type") ?? kind).toLowerCase() !== kind) return null;
  for (const part of eachPart(root)) {
    if (part.type !== "message" || part.subtype.replace(/^global-/, "") !== kind) continue;
    return blocksOf(partBytes(bytes, part));
  }
  return null;
}

function blocksOf(buf: Buffer): Map<string, string>[] {
  const blocks: Map<string, string>[] = [];
  for (let rest = buf; rest.length > 0; ) {
    const { fields, bodyStart } = scanHeaders(rest, 0);
    if (fields.length > 0) {
      blocks.push(new Map(fields.map((f) => [fieldName(rest, f).toLowerCase(), plainValue(rest, f)])));
    }
    rest = rest.subarray(bodyStart);
  }
  return blocks;
}

/** The text after "rfc822;", "dns;" or "smtp;" and the like; code points escaped as \x{…} are read. */
function typed(value: string | undefined): string | null {
  if (value === undefined) return null;
  const text = value.slice(value.indexOf(";") + 1).trim();
  if (text === "") return null;
  return text.replace(/\\x\{([0-9A-F]{1,6})\}/gi, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
