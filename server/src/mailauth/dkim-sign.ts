import { dkimSign } from "mailauth/lib/dkim/sign.js";

export type DkimKey = { domain: string; selector: string /** PEM (PKCS#8). */; privateKey: string };

/** Fields a receiver shows or acts on, and those that must not be added on the way. RFC 6376 §5.4, §5.4.1 */
const SIGNED = [
  "From",
  "Sender",
  "Reply-To",
  "Subject",
  "Date",
  "Message-ID",
  "To",
  "Cc",
  "In-Reply-To",
  "References",
  "MIME-Version",
  "Content-Type",
  "Content-Transfer-Encoding",
  "Auto-Submitted",
];

/** The DKIM-Signature line of a message with its CRLF, relaxed/relaxed. Throws when the key is none. RFC 6376 §5 */
export async function signDkim(message: Buffer, key: DkimKey, nowMs: number): Promise<string> {
  const signer = { signingDomain: key.domain, selector: key.selector, privateKey: key.privateKey };
  const { signatures, errors } = await dkimSign(message, {
    ...signer,
    canonicalization: "relaxed/relaxed",
    headerList: SIGNED,
    signTime: new Date(nowMs),
    signatureData: [signer],
  });
  const [failed] = errors;
  if (failed) throw new Error(`signing for ${key.domain} failed`, { cause: failed.err });
  return signatures;
}
