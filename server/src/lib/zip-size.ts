import { inflateRawSync } from "node:zlib";

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * Octets a ZIP archive unpacks to, found by unpacking, since what its directory says may be a lie; anything above `most` when that is passed. Undefined
 * when it is no archive that can be unpacked (APPNOTE 6.3 §4.3, without ZIP64 and encryption).
 */
export function unpackedBytes(bytes: Uint8Array, most: number): number | undefined {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = endOfDirectory(zip);
    let at = zip.readUInt32LE(end + 16);
    let total = 0;
    for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
      if (zip.readUInt32LE(at) !== ENTRY) return undefined;
      total += entryBytes(zip, at, most - total + 1);
      if (total > most) return total;
      at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
    return total;
  } catch {
    return undefined;
  }
}

function endOfDirectory(zip: Buffer): number {
  for (let at = zip.length - 22; at >= 0 && at >= zip.length - 22 - 0xffff; at--)
    if (zip.readUInt32LE(at) === END) return at;
  throw new RangeError("no directory");
}

function entryBytes(zip: Buffer, at: number, most: number): number {
  const packed = zip.readUInt32LE(at + 20);
  const header = zip.readUInt32LE(at + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const method = zip.readUInt16LE(at + 10);
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new RangeError("method");
  try {
    return inflateRawSync(zip.subarray(start, start + packed), { maxOutputLength: most }).length;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return most;
    throw err;
  }
}
