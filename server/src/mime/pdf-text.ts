import { getDocumentProxy } from "unpdf";

export type PdfLimits = {
  maxChars: number;
  maxPages: number;
  /** When to stop, as `performance.now()` counts. */
  untilMs: number;
};

/** The text of a PDF file, page after page as far as the limits go; "" for scans, encrypted and broken ones. Never throws. */
export async function pdfText(bytes: Uint8Array, q: PdfLimits): Promise<string> {
  try {
    // The library takes the octets for itself.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    let out = "";
    for (let n = 1; n <= Math.min(pdf.numPages, q.maxPages); n++) {
      if (out.length >= q.maxChars || performance.now() > q.untilMs) break;
      const page = await pdf.getPage(n);
      const { items } = await page.getTextContent();
      for (const item of items) if ("str" in item) out += item.hasEOL ? `${item.str}\n` : item.str;
      out += "\n";
      page.cleanup();
    }
    await pdf.loadingTask.destroy();
    return out.slice(0, q.maxChars).trim();
  } catch {
    return "";
  }
}
