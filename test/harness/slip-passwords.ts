import { inflateSync } from "node:zlib";

const PASSWORD = /^[A-Za-z2-9]{4}(-[A-Za-z2-9]{4}){3}$/;

/** The one-time passwords on hand-over slips, in their order: what a PDF writes in its own Courier is there letter by letter. */
export function slipPasswords(pdf: Buffer): string[] {
  const text = pdf.toString("latin1");
  const found: string[] = [];
  for (const m of text.matchAll(/stream\r?\n/g)) {
    const from = m.index + m[0].length;
    const page = inflated(pdf.subarray(from, text.indexOf("endstream", from)));
    for (const [, shown = ""] of page.matchAll(/\[([^\]]*)\] TJ/g)) {
      const word = [...shown.matchAll(/<([0-9a-f]+)>/gi)].map(([, hex]) => Buffer.from(hex ?? "", "hex")).join("");
      if (PASSWORD.test(word)) found.push(word);
    }
  }
  return found;
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString("latin1");
  } catch {
    // A picture or a font.
    return "";
  }
}
