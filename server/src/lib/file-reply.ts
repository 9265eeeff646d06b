/** A REST answer that is a file to keep instead of JSON. */
export type FileReply = { file: { name: string; type: string; bytes: Uint8Array } };

/** Whether an answer is a file. */
export function isFileReply(reply: unknown): reply is FileReply {
  const file = (reply as { file?: { bytes?: unknown } } | null | undefined)?.file;
  return file?.bytes instanceof Uint8Array;
}
