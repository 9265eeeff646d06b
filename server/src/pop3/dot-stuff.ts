const LF = 10;
const CR = 13;
const DOT = 46;
const END = Buffer.from(".\r\n");
const CRLF = Buffer.from("\r\n");

/**
 * A message as a multi-line reply: a dot before each line that begins with one, a final line end where it lacks one, then the
 * lone dot. The octets are otherwise as stored. With `maxBodyLines` the header and so many lines of the body. RFC 1939 §3, §7 (TOP)
 */
export async function* dotStuffed(
  octets: AsyncIterable<Uint8Array>,
  maxBodyLines = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  let before = LF;
  let beforeThat = CR;
  let inBody = false;
  let lineLength = 0;
  let left = maxBodyLines;
  for await (const chunk of octets) {
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (byte === DOT && before === LF && beforeThat === CR) {
        yield chunk.subarray(from, i + 1);
        from = i;
      }
      if (byte === LF) {
        if (inBody) left--;
        else if (lineLength === 0) inBody = true;
        lineLength = 0;
        if (inBody && left <= 0) {
          yield chunk.subarray(from, i + 1);
          yield before === CR ? END : Buffer.concat([CRLF, END]);
          return;
        }
      } else if (byte !== CR) lineLength++;
      beforeThat = before;
      before = byte;
    }
    yield chunk.subarray(from);
  }
  if (!(before === LF && beforeThat === CR)) yield CRLF;
  yield END;
}
