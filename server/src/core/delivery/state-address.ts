import { parseAddress } from "@congthu/shared/address";
import type { Reader } from "../../store/db.ts";
import { domainRow } from "../../store/domains.ts";
import { asciiDomain } from "./addressees.ts";

/** Whether mail may go to an address by itself: one of ours or of another state body. Work mail is never forwarded to public mailboxes. */
export async function isStateAddress(r: Reader, address: string): Promise<boolean> {
  if (!parseAddress(address)) return false;
  const domain = asciiDomain(address);
  return domain === "gov.vn" || domain.endsWith(".gov.vn") || (await domainRow(r, domain)) !== undefined;
}
