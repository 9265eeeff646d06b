import { parseAddress } from "@congthu/shared/address";
import { z } from "zod";
import { LIMITS } from "../lib/limits.ts";
import type { MessageMeta } from "../mime/describe.ts";
import { invalidProperties, SetFailure } from "./failure.ts";

const parameters = z.record(z.string().regex(/^[A-Za-z0-9-]{1,40}$/), z.string().max(1000).nullable()).nullish();
const address = z.strictObject({ email: z.string().max(320), parameters });

/** RFC 8621 §7. */
export const envelopeSchema = z.strictObject({ mailFrom: address, rcptTo: z.array(address) });
export type EnvelopeArgs = z.infer<typeof envelopeSchema>;

/** What an envelope means for sending. */
export type EnvelopePlan = {
  envelope: EnvelopeArgs;
  mailFrom: string;
  to: { address: string; notify: string; orcpt: string }[];
  /** Epoch milliseconds; absent: at once. */
  sendAt?: number;
  ret: "" | "FULL" | "HDRS";
  envid: string;
};

/**
 * Reads an envelope and its SMTP parameters: HOLDFOR and HOLDUNTIL (RFC 4865 §4), RET, ENVID, NOTIFY and ORCPT (RFC 3461 §4), SIZE and
 * BODY, which change nothing. Throws invalidProperties, noRecipients, tooManyRecipients, invalidRecipients. RFC 8621 §7.5
 */
export function readEnvelope(envelope: EnvelopeArgs, nowMs: number): EnvelopePlan {
  const { mailFrom, rcptTo } = envelope;
  if (rcptTo.length === 0) throw new SetFailure({ type: "noRecipients" });
  if (rcptTo.length > LIMITS.recipientsPerMessage)
    throw new SetFailure({ type: "tooManyRecipients", maxRecipients: LIMITS.recipientsPerMessage });
  const wrong = rcptTo.map((r) => r.email).filter((email) => !parseAddress(email));
  if (wrong.length > 0) throw new SetFailure({ type: "invalidRecipients", invalidRecipients: wrong });
  const from = upper(mailFrom.parameters);
  const known = ["HOLDFOR", "HOLDUNTIL", "RET", "ENVID", "SIZE", "BODY", "SMTPUTF8"];
  if (Object.keys(from).some((name) => !known.includes(name)))
    throw invalidProperties(["envelope/mailFrom/parameters"]);
  const sendAt = heldUntil(from, nowMs);
  return {
    envelope,
    mailFrom: mailFrom.email,
    to: rcptTo.map((r) => ({ address: r.email, ...wishOf(upper(r.parameters)) })),
    ...(sendAt === undefined ? {} : { sendAt }),
    ret: from.RET === "FULL" || from.RET === "HDRS" ? from.RET : "",
    envid: from.ENVID ?? "",
  };
}

/** The envelope of a message as it is written. RFC 8621 §7: Sender, else From; all recipients, each once. */
export function envelopeFrom(meta: MessageMeta, identityEmail: string): EnvelopeArgs {
  const [author] = meta.sender ?? meta.from ?? [];
  const people = [...(meta.to ?? []), ...(meta.cc ?? []), ...(meta.bcc ?? [])];
  const once = new Map(people.map((p) => [p.email.toLowerCase(), { email: p.email }]));
  return { mailFrom: { email: author?.email ?? identityEmail }, rcptTo: [...once.values()] };
}

function heldUntil(from: Record<string, string | null>, nowMs: number): number | undefined {
  const wrong = invalidProperties(["envelope/mailFrom/parameters"]);
  if ("HOLDFOR" in from && "HOLDUNTIL" in from) throw wrong;
  let sendAt: number | undefined;
  if ("HOLDFOR" in from) {
    if (!/^\d{1,9}$/.test(from.HOLDFOR ?? "")) throw wrong;
    sendAt = nowMs + Number(from.HOLDFOR) * 1000;
  } else if ("HOLDUNTIL" in from) {
    sendAt = Date.parse(from.HOLDUNTIL ?? "");
    if (Number.isNaN(sendAt)) throw wrong;
  }
  if (sendAt !== undefined && sendAt > nowMs + LIMITS.delayedSendSeconds * 1000) throw wrong;
  return sendAt;
}

function wishOf(rcpt: Record<string, string | null>): { notify: string; orcpt: string } {
  const known = ["NOTIFY", "ORCPT"];
  if (Object.keys(rcpt).some((name) => !known.includes(name))) throw invalidProperties(["envelope/rcptTo/parameters"]);
  const notify = (rcpt.NOTIFY ?? "").toUpperCase();
  if (!/^(|NEVER|(SUCCESS|FAILURE|DELAY)(,(SUCCESS|FAILURE|DELAY))*)$/.test(notify))
    throw invalidProperties(["envelope/rcptTo/parameters"]);
  return { notify, orcpt: rcpt.ORCPT ?? "" };
}

function upper(given: Record<string, string | null> | null | undefined): Record<string, string | null> {
  return Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name.toUpperCase(), value]));
}
