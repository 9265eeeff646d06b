import { fold } from "@congthu/shared/fold";
import type { EmailAddress } from "@congthu/shared/jmap/mail";

/** What a reader should know before trusting a letter; the gravest first. `domain` is the one to look at. */
export type Caution =
  | { kind: "phishing" }
  | { kind: "forged"; domain: string }
  | { kind: "lookalike"; domain: string; like: string }
  | { kind: "posing"; domain: string; name: string }
  | { kind: "replyElsewhere"; domain: string }
  | { kind: "outside"; domain: string };

export type Sender = {
  from: readonly EmailAddress[] | null;
  replyTo: readonly EmailAddress[] | null;
  keywords: Record<string, true>;
  /** The Authentication-Results line of our own server, if there is one (RFC 8601). */
  authentication: string | null;
  /** Domains of the addresses the person writes from. */
  ownDomains: readonly string[];
};

/** Words by which an office of the state is recognised in a sender's name, without marks. */
const OFFICE =
  /\b(?:ubnd|uy ban nhan dan|so (?:noi vu|tai chinh|y te|tu phap|cong thuong|xay dung)|bo cong an|bo noi vu)\b/;
const STATE = /(?:^|\.)(?:gov|chinhphu|quochoi|dcs|mps)\.vn$/;

/** What speaks against a letter, by its addresses and by what our server found out about its way. */
export function cautionsOf(sender: Sender): Caution[] {
  const from = sender.from?.[0];
  if (!from) return [];
  const domain = domainOf(from.email);
  const cautions: Caution[] = [];
  if (sender.keywords.$phishing) cautions.push({ kind: "phishing" });
  if (isForged(sender.authentication)) cautions.push({ kind: "forged", domain });
  const like = lookalikeOf(domain, sender.ownDomains);
  const outside = !STATE.test(domain) && !sender.ownDomains.includes(domain);
  if (like !== null) cautions.push({ kind: "lookalike", domain, like });
  else if (outside && posesAsOffice(from, sender.ownDomains))
    cautions.push({ kind: "posing", domain, name: from.name ?? "" });
  const reply = domainOf(sender.replyTo?.[0]?.email ?? from.email);
  if (reply !== domain && !STATE.test(reply) && !sender.ownDomains.includes(reply))
    cautions.push({ kind: "replyElsewhere", domain: reply });
  if (outside && like === null) cautions.push({ kind: "outside", domain });
  return cautions;
}

/** DMARC failed; or nothing vouches for the domain and SPF says that the sending server may not. RFC 8601 §2.7 */
function isForged(results: string | null): boolean {
  if (results === null) return false;
  const has = (method: string, result: string) => new RegExp(`\\b${method}\\s*=\\s*${result}\\b`, "i").test(results);
  if (has("dmarc", "fail")) return true;
  return has("spf", "fail") && !has("dkim", "pass") && !has("dmarc", "pass");
}

/** The domain of ours, or the ending of the state's, that another one looks like without being it. */
function lookalikeOf(domain: string, own: readonly string[]): string | null {
  if (own.includes(domain) || own.some((one) => domain.endsWith(`.${one}`))) return null;
  const bare = looks(domain);
  for (const one of own) {
    if (bare === looks(one) || (one.length >= 8 && distanceIsOne(bare, looks(one)))) return one;
    if (bare.includes(looks(one))) return one;
  }
  if (STATE.test(domain)) return null;
  return /gov[.-]?vn/.test(bare) || /^[^.]*\.gov\.[a-z]+$/.test(bare) ? "gov.vn" : null;
}

/** Letters that look alike as one of them, so that twins are equal. */
function looks(domain: string): string {
  return fold(
    domain.toLowerCase().replace(/[\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456]/g, (c) => CYRILLIC[c] ?? c),
  )
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/0/g, "o")
    .replace(/[1|]/g, "l");
}
const CYRILLIC: Record<string, string> = {
  "\u0430": "a",
  "\u0435": "e",
  "\u043e": "o",
  "\u0440": "p",
  "\u0441": "c",
  "\u0445": "x",
  "\u0443": "y",
  "\u0456": "i",
};

/** One sign added, lost, changed, or two neighbours in each other's place. */
function distanceIsOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

/** A name that says office, or an address of ours, over an address from elsewhere. */
function posesAsOffice({ name }: EmailAddress, own: readonly string[]): boolean {
  const said = fold(name ?? "");
  return OFFICE.test(said) || own.some((domain) => said.includes(`@${domain}`)) || /@[\w.-]*gov\.vn/.test(said);
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
