import { createPublicKey, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { localDay } from "@congthu/shared/dates";
import { allDomains, type DomainRow, setDkimKey } from "../../store/domains.ts";
import type { App } from "../app.ts";

export type DnsRecord = { name: string; type: "MX" | "TXT"; value: string; vi: string; en: string };

/**
 * Gives every domain that has none a DKIM key: RSA of 2048 bits (RFC 8301 §3.2), the selector named for the month so that a
 * rotation finds another name. Gives all domains as they are then.
 */
export async function ensureDkimKeys(app: Pick<App, "clock" | "db">): Promise<DomainRow[]> {
  const domains = await app.db.read(allDomains);
  for (const { domain } of domains.filter((d) => d.dkim_key === null)) {
    const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
    const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const selector = `ct${localDay(app.clock.now()).slice(0, 7).replace("-", "")}`;
    await app.db.write((tx) => setDkimKey(tx, domain, { selector, key }));
  }
  return app.db.read(allDomains);
}

/** What to publish in the DNS for a domain served by `hostname`: where its mail goes, who sends it, by which key, and what to do with forgeries. */
export function dnsRecords(d: DomainRow, hostname: string): DnsRecord[] {
  const records: DnsRecord[] = [
    { name: d.domain, type: "MX", value: `10 ${hostname}.`, vi: "nơi nhận thư", en: "where mail goes" },
    // RFC 7208 §5
    { name: d.domain, type: "TXT", value: "v=spf1 mx -all", vi: "máy được gửi thư (SPF)", en: "who may send (SPF)" },
    // RFC 7489 §6.3
    {
      name: `_dmarc.${d.domain}`,
      type: "TXT",
      value: `v=DMARC1; p=quarantine; rua=mailto:postmaster@${d.domain}`,
      vi: "cách xử lý thư giả mạo (DMARC)",
      en: "what to do with forgeries (DMARC)",
    },
  ];
  if (d.dkim_key === null || d.dkim_selector === null) return records;
  // RFC 6376 §3.6.1
  const p = createPublicKey(d.dkim_key).export({ type: "spki", format: "der" }).toString("base64");
  const dkim: DnsRecord = {
    name: `${d.dkim_selector}._domainkey.${d.domain}`,
    type: "TXT",
    value: `v=DKIM1; k=rsa; p=${p}`,
    vi: "khóa chữ ký thư (DKIM)",
    en: "the key of signatures (DKIM)",
  };
  return [...records, dkim];
}
