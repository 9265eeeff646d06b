import { strFromU8, unzipSync } from "fflate";
import { entityText } from "./entities.ts";

/** The parts of Word, Excel and PowerPoint files (ECMA-376) and of OpenDocument that hold what people read. */
const TEXTS =
  /^(?:word\/(?:document|footnotes|endnotes|header\d*|footer\d*)|xl\/(?:sharedStrings|worksheets\/sheet\d+)|ppt\/slides\/slide\d+|content)\.xml$/;
/** Octets of these parts once unpacked, one and all together: a packed file may claim any size. */
const MAX_PART_BYTES = 20 * 1024 * 1024;
const MAX_BYTES = 40 * 1024 * 1024;

/** The text of an office file (DOCX, XLSX, PPTX, ODT …), at most `maxChars`; "" for what is none. Never throws. */
export function officeText(bytes: Uint8Array, maxChars: number): string {
  let room = MAX_BYTES;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!TEXTS.test(name) || originalSize > MAX_PART_BYTES || originalSize > room) return false;
        room -= originalSize;
        return true;
      },
    });
    let out = "";
    for (const [name, part] of Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (out.length >= maxChars) break;
      out += `${textOfXml(strFromU8(part), name.startsWith("xl/worksheets/"))}\n`;
    }
    return out.slice(0, maxChars).trim();
  } catch {
    // Broken or encrypted: it has no text for us.
    return "";
  }
}

/** Of a sheet only the texts that stand in it: numbers are figures, and shared texts stand elsewhere. */
function textOfXml(xml: string, isSheet: boolean): string {
  const source = isSheet ? [...xml.matchAll(/<is>.*?<\/is>/gs)].map(([text]) => `${text}\n`).join("") : xml;
  const text = source
    .replace(/<\/(?:w:p|a:p|text:p|text:h|si|is)>|<(?:w:br|w:tab|w:cr)\b[^>]*>/g, "\n")
    .replace(/<[^>]*>/g, "");
  return entityText(text)
    .replace(/[ \t]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}
