/** Rows of cells of delimiter-separated text: quotes doubled inside quotes, the delimiter the commonest of comma, semicolon and tab in the first lines. */
export function parseCsv(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/, "");
  const mark = delimiterOf(plain);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < plain.length; i++) {
    const c = plain.charAt(i);
    if (quoted) {
      if (c !== '"') cell += c;
      else if (plain.charAt(i + 1) === '"') {
        cell += c;
        i++;
      } else quoted = false;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === mark) {
      row.push(cell);
      cell = "";
    } else if (c === "\n") {
      rows.push([...row, cell.replace(/\r$/, "")]);
      row = [];
      cell = "";
    } else cell += c;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** CSV with a mark so that Excel reads the letters, lines ending with CRLF; text that a spreadsheet takes for a formula gets an apostrophe. */
export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  return Buffer.from(`\uFEFF${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`);
}

function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 4_000);
  const count = (mark: string) => head.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
