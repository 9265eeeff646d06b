import { lineHasMark, subjectHasMark } from "@congthu/shared/secret-mark";
import { bodyParts } from "../../mime/body-parts.ts";
import { decodeText } from "../../mime/charset.ts";
import { partPrefix, withoutPartialUtf8 } from "../../mime/decode-body.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import { partParam } from "../../mime/structure.ts";
import type { Reader } from "../../store/db.ts";
import { settingValue } from "../../store/settings.ts";
import { MailError } from "../errors.ts";

/** Octets of the text that are looked at, and lines of it: the mark of a document stands in its head. NĐ 30/2020 Annex I */
const HEAD_BYTES = 2_048;
const HEAD_LINES = 15;

/**
 * Throws message.secret when a message carries a mark of state secrecy, unless the setting `guard.secret` is off: such letters
 * must not be on a network at all (Luật 117/2025/QH15).
 */
export async function checkMessage(r: Reader, meta: MessageMeta, bytes: Uint8Array): Promise<void> {
  if (!hasSecretMark(meta, bytes)) return;
  if ((await settingValue(r, "guard.secret")) === "false") return;
  throw new MailError("message.secret");
}

/** Whether the subject or the head of the text carries the mark. */
export function hasSecretMark(meta: MessageMeta, bytes: Uint8Array): boolean {
  if (meta.subject !== null && subjectHasMark(meta.subject)) return true;
  if (lineHasMark(meta.preview)) return true;
  return headLines(meta, bytes).some(lineHasMark);
}

function headLines(meta: MessageMeta, bytes: Uint8Array): string[] {
  const part = bodyParts(meta.root).textBody.find((p) => p.type === "text" && p.subtype === "plain");
  if (!part) return [];
  const head = partPrefix(bytes, part, HEAD_BYTES);
  const whole = head.isWhole ? head.bytes : withoutPartialUtf8(head.bytes);
  const { text } = decodeText(whole, partParam(part, "charset") ?? "");
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith(">")).slice(0, HEAD_LINES);
}
