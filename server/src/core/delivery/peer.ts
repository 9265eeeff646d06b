import type { AgencyId } from "@congthu/shared/ids";
import type { Peer } from "../../store/mail-log.ts";

/** Webmail providers open to anyone: work mail that goes there is what the directives complain of. */
const PUBLIC_WEBMAIL = new Set([
  "gmail.com",
  "googlemail.com",
  "yahoo.com",
  "yahoo.com.vn",
  "ymail.com",
  "rocketmail.com",
  "outlook.com",
  "outlook.com.vn",
  "hotmail.com",
  "live.com",
  "msn.com",
  "icloud.com",
  "me.com",
  "aol.com",
  "proton.me",
  "protonmail.com",
  "zoho.com",
  "mail.com",
  "gmx.com",
  "yandex.com",
  "mail.ru",
]);

/** Where the other side of a letter is, seen from an agency of ours; nothing more of a correspondent enters the statistics. */
export function classifyPeer(own: AgencyId | null, other: { agencyId: AgencyId | null; address: string }): Peer {
  if (other.agencyId !== null) return other.agencyId === own ? "agency" : "province";
  const domain = other.address.slice(other.address.lastIndexOf("@") + 1).toLowerCase();
  if (domain === "") return "other";
  if (PUBLIC_WEBMAIL.has(domain)) return "public";
  if (domain === "gov.vn" || domain.endsWith(".gov.vn")) return "gov";
  return "other";
}
