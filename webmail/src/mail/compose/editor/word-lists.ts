/** The list mark at the front of a Word paragraph: which list it belongs to, and how many characters to take off. */
export function listMark(text: string): { tag: "ul" | "ol"; length: number } | null {
  const match =
    /^[\s\u00a0]*(?:([·•§o\u00b7\uf0b7\uf0a7\u2013\u2014+-])|((?:\d{1,3}|\p{L}|[ivxIVX]{1,5})[.)]))[\s\u00a0]+/u.exec(
      text,
    );
  if (!match) return null;
  return { tag: match[1] ? "ul" : "ol", length: match[0].length };
}
