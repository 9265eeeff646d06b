import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** What only this installation can read. `purpose` says what a text is for: sealed for one, it opens for no other. */
export type Secrets = {
  seal(purpose: string, text: string): string;
  /** Throws SecretKeyError when it was sealed with another key, for another purpose, or changed since. */
  open(purpose: string, sealed: string): string;
};

/** The key file is missing or of another installation; the message holds both languages. */
export class SecretKeyError extends Error {
  override readonly name = "SecretKeyError";
}

/** Octets of a key. */
export const SECRET_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MARK = "v1.";

/** AES-256-GCM with a fresh nonce for each text (NIST SP 800-38D). */
export function secretsOf(key: Uint8Array): Secrets {
  return {
    seal(purpose, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
      const octets = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return MARK + octets.toString("base64url");
    },
    open(purpose, sealed) {
      const octets = Buffer.from(sealed.slice(MARK.length), "base64url");
      if (!isSealed(sealed) || octets.length < NONCE_BYTES + TAG_BYTES) throw new SecretKeyError("not sealed");
      const decipher = createDecipheriv("aes-256-gcm", key, octets.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(octets.subarray(-TAG_BYTES));
      try {
        const text = decipher.update(octets.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString("utf8");
      } catch (err) {
        throw new SecretKeyError("khóa bí mật không khớp · the secret key does not fit", { cause: err });
      }
    },
  };
}

/** Whether a stored text was sealed. */
export function isSealed(text: string): boolean {
  return text.startsWith(MARK);
}
