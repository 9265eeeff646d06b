import type { Identity } from "@congthu/shared/jmap/submission";
import { editorHtmlToText, textToHtml } from "./html-text.ts";

type Signed = Pick<Identity, "htmlSignature" | "textSignature">;

/** The signature as HTML; empty when the person has none. */
export function signatureHtml({ htmlSignature, textSignature }: Signed): string {
  return htmlSignature.trim() || (textSignature.trim() ? textToHtml(textSignature.trim()) : "");
}

/** An empty line to write on, and the signature below. */
export function signedPage(identity: Signed | undefined): string {
  const signature = identity ? signatureHtml(identity) : "";
  return signature === "" ? "<p></p>" : `<p></p><p></p>${signature}`;
}

/** The page with the signature of another address, where nothing was written yet; else as it is. */
export function resign(html: string, from: Signed | undefined, to: Signed): string {
  const text = editorHtmlToText(html);
  return text === "" || text === editorHtmlToText(signedPage(from)) ? signedPage(to) : html;
}
