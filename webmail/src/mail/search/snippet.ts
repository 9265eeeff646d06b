export type SnippetPiece = { text: string; marked: boolean };

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** A search snippet (RFC 8621 §5) in pieces of plain text: `<mark>` is understood, entities are resolved, nothing else is markup. */
export function snippetPieces(snippet: string): SnippetPiece[] {
  return snippet
    .split(/(<mark>[\s\S]*?<\/mark>)/)
    .filter((piece) => piece !== "")
    .map((piece) => {
      const marked = piece.startsWith("<mark>") && piece.endsWith("</mark>");
      const text = marked ? piece.slice(6, -7) : piece;
      return { marked, text: text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity) };
    });
}
