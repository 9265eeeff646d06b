import { snippetPieces } from "./snippet.ts";

/** A search snippet with the found words marked. */
export function MarkedText({ text }: { text: string }) {
  let at = 0;
  return (
    <>
      {snippetPieces(text).map((piece) => {
        const key = at++;
        return piece.marked ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>;
      })}
    </>
  );
}
