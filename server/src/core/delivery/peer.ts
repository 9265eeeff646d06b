import type { AgencyId } from "@congthu/shared/ids";
import type { Reader } from "../../store/db.ts";
import type { Peer } from "../../store/mail-log.ts";
import { settingValue } from "../../store/settings.ts";
import { readSetting } from "../settings/read-setting.ts";

/** Domains of webmail open to anyone. */
export type PublicMail = ReadonlySet<string>;

/** The setting `publicMail` as it is now; parsed only when it changed, since every delivery asks. */
export async function publicMail(r: Reader): Promise<PublicMail> {
  const stored = await settingValue(r, "publicMail");
  if (!known || known.stored !== stored)
    known = { stored, domains: new Set((await readSetting(r, "publicMail")).domains) };
  return known.domains;
}

/** For questions in which webmail is a stranger like any other. */
export const NO_WEBMAIL: PublicMail = new Set();

let known: { stored: string | undefined; domains: PublicMail } | undefined;

/** Where the other side of a letter is (`ours`: a group, of no single agency), seen from an agency of ours; nothing more of a correspondent enters the statistics. */
export function classifyPeer(
  own: AgencyId | null,
  other: { agencyId: AgencyId | "ours" | null; address: string },
  webmail: PublicMail,
): Peer {
  if (other.agencyId !== null) return other.agencyId === own ? "agency" : "province";
  const domain = other.address.slice(other.address.lastIndexOf("@") + 1).toLowerCase();
  if (domain === "") return "other";
  if (webmail.has(domain)) return "public";
  if (domain === "gov.vn" || domain.endsWith(".gov.vn")) return "gov";
  return "other";
}
