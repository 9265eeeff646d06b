import type { Incoming } from "./command.ts";
import type { Connection } from "./connection.ts";
import { skipCommand, type Upload } from "./wire/read-command.ts";

/** The message at the end of a command, read when the command asks; `finish` leaves the stream at the next command whatever was read. RFC 7888 §4 */
export function createIncoming(
  conn: Connection,
  upload: Upload,
  lineBytes: number,
): { incoming: Incoming; finish(): Promise<void> } {
  let left = upload.sizeBytes;
  let asked = false;
  let ended = false;
  const incoming: Incoming = {
    ...upload,
    async take() {
      asked = true;
      if (upload.sync) conn.out.go("Ready for literal data");
      const message = Buffer.allocUnsafe(upload.sizeBytes);
      for await (const piece of conn.reader.octets(upload.sizeBytes)) {
        piece.copy(message, upload.sizeBytes - left);
        left -= piece.length;
      }
      return left === 0 ? message : null;
    },
    async rest() {
      ended = true;
      return conn.reader.line(lineBytes);
    },
  };
  return {
    incoming,
    async finish() {
      // A client that waits for leave and got none sends nothing more of this command.
      if (ended || (upload.sync && !asked)) return;
      await skipCommand(conn.reader, left, lineBytes);
    },
  };
}
