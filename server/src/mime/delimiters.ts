/** The boundaries looked for: levels of nesting by boundary, octets as latin1; how long they are at most and at least. */
export type Boundaries = { buf: Buffer; levels: Map<string, number[]>; longest: number; shortest: number };
/** A delimiter line of the multipart at `level`; `next` is where the line after it begins. */
export type Delimiter = { level: number; lineStart: number; next: number; closes: boolean };

const DELIMITER_START = Buffer.from("\n--");

/** From here on the boundary delimits a multipart at this level. */
export function expectBoundary(scan: Boundaries, boundary: string, level: number): void {
  scan.levels.set(boundary, [...(scan.levels.get(boundary) ?? []), level]);
  scan.longest = Math.max(scan.longest, boundary.length);
  scan.shortest = Math.min(scan.shortest, boundary.length);
}

/** The boundary of the innermost multipart that uses it is no longer looked for. */
export function forgetBoundary(scan: Boundaries, boundary: string): void {
  const levels = scan.levels.get(boundary) ?? [];
  if (levels.length > 1) levels.pop();
  else scan.levels.delete(boundary);
}

/** The next line that delimits one of the open multiparts (RFC 2046 §5.1.2). */
export function nextDelimiter(scan: Boundaries, from: number): Delimiter | null {
  let at = nextDashes(scan.buf, Math.max(0, from - 1));
  while (at !== -1) {
    const found = delimiterAt(scan, at + 1);
    if (found !== null) return found;
    at = nextDashes(scan.buf, at + 3);
  }
  return null;
}

/** Where a line begins with "--", at the line break before it. A short look by hand first: a native call for each is slow where they are many. */
function nextDashes(buf: Buffer, from: number): number {
  const near = Math.min(buf.length, from + 100);
  for (let i = from; i < near; i++) {
    if (buf[i] === 10 && buf[i + 1] === 45 && buf[i + 2] === 45) return i;
  }
  return near === buf.length ? -1 : buf.indexOf(DELIMITER_START, near);
}

/** Whether the line at `lineStart`, which begins with "--", delimits an open multipart; of several the innermost. */
export function delimiterAt(scan: Boundaries, lineStart: number): Delimiter | null {
  const { buf } = scan;
  const start = lineStart + 2;
  // Where the last character stands that is not white space.
  let end = start;
  let next = start;
  for (; next < buf.length && buf[next] !== 10; next++) {
    const c = buf[next];
    if (c === 32 || c === 9 || c === 13) continue;
    end = next + 1;
    if (end - start > scan.longest + 2) return null;
  }
  if (end - start < scan.shortest) return null;
  const text = buf.toString("latin1", start, end);
  const plain = scan.levels.get(text)?.at(-1) ?? -1;
  const closed = text.endsWith("--") ? (scan.levels.get(text.slice(0, -2))?.at(-1) ?? -1) : -1;
  if (plain === -1 && closed === -1) return null;
  return { level: Math.max(plain, closed), lineStart, next: Math.min(next + 1, buf.length), closes: closed > plain };
}

/** The line break before a delimiter line belongs to the delimiter (RFC 2046 §5.1.1). */
export function endBefore(buf: Buffer, lineStart: number): number {
  const lf = buf[lineStart - 1] === 10 ? lineStart - 1 : lineStart;
  return lf > 0 && buf[lf - 1] === 13 && lf < lineStart ? lf - 1 : lf;
}
