import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { evaluateDmarc } from "mailauth/lib/dmarc/index.js";
import { spf } from "mailauth/lib/spf/index.js";

/** How mailauth asks names: as node:dns/promises resolve does, its errors too. */
export type NameQuery = (name: string, type: string) => Promise<string[] | string[][]>;

export type Delivered = {
  bytes: Buffer;
  /** The client's address and the name it gave itself. */
  ip: string;
  helo: string;
  /** Reverse-path, "" for notices. */
  mailFrom: string;
};

/**
 * Who stands behind a message that another server brings: the Authentication-Results line with its CRLF, in the name of `authservId`.
 * SPF (RFC 7208 §4), DKIM (RFC 6376 §6), DMARC (RFC 7489 §6.6); the line by RFC 8601 §2.2. A name server that does not answer makes a temperror, never a throw.
 */
export async function verifyMessage(ask: NameQuery, authservId: string, m: Delivered): Promise<string> {
  const dkim = await dkimVerify(m.bytes, { resolver: ask, sender: m.mailFrom, rejectRsaSha1: true });
  const sender = await spf({ resolver: ask, ip: m.ip, helo: m.helo, sender: m.mailFrom, mta: authservId });
  const results = [...dkim.results.map((r) => r.info), sender ? sender.info : "spf=none"];
  if (dkim.headerFrom) {
    const { response } = await evaluateDmarc({
      headerFrom: dkim.headerFrom,
      fromFields: dkim.fromFields,
      spfDomains: sender && sender.status.result === "pass" && sender.domain ? [sender.domain] : [],
      dkimDomains: dkim.results.flatMap(passed),
      resolver: ask,
    });
    if (response) results.push(response.info);
  }
  return authenticationResults(authservId, results);
}

/** The line that says nothing was checked, so that none further down is taken for ours. RFC 8601 §2.2 */
export function notVerified(authservId: string): string {
  return authenticationResults(authservId, []);
}

type DkimResult = Awaited<ReturnType<typeof dkimVerify>>["results"][number];

/** A signature that holds, as DMARC asks for it. */
function passed(r: DkimResult) {
  if (r.status.result !== "pass" || r.signingDomain === undefined) return [];
  const { aligned, underSized } = r.status;
  return [
    {
      domain: r.signingDomain,
      ...(r.id === undefined ? {} : { id: r.id }),
      ...(aligned === undefined ? {} : { aligned }),
      ...(underSized === undefined ? {} : { underSized }),
    },
  ];
}

/** A line of ASCII, folded where there are blanks. RFC 5322 §2.2.3 */
function authenticationResults(authservId: string, results: readonly string[]): string {
  const parts = results.length === 0 ? ["none"] : results.map(plain);
  return `Authentication-Results: ${authservId};\r\n ${parts.join(";\r\n ").replaceAll(/(.{60,}?) (?=\S)/g, "$1\r\n  ")}\r\n`;
}

function plain(result: string): string {
  return result
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[^\x20-\x7e]/g, "?")
    .trim();
}
