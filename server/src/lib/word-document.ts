import { LIMITS } from "./limits.ts";
import { unpackedBytes } from "./zip-size.ts";

/**
 * The text of a .docx as HTML: headings, lists, tables, bold and the like, pictures as data: addresses. Nothing of it has been made
 * harmless. Throws when it is no document of Word 2007 or later, or more than LIMITS.spreadsheetBytes once unpacked.
 */
export async function wordHtml(bytes: Uint8Array): Promise<string> {
  const unpacked = unpackedBytes(bytes, LIMITS.spreadsheetBytes);
  if (unpacked === undefined || unpacked > LIMITS.spreadsheetBytes) throw new Error("no document that can be unpacked");
  const { default: mammoth } = await import("mammoth");
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  return value;
}
