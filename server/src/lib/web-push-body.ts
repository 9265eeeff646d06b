import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** The public key and the secret of the receiving side, base64url. RFC 8291 §2 */
export type PushKeys = { p256dh: string; auth: string };

/** One record holds all that a push service takes (RFC 8291 §4). */
const RECORD_BYTES = 4_096;

/**
 * Encrypts a message of at most some 3,900 octets so that only its receiver reads it, not the service that carries it (RFC 8291 §3, RFC 8188 §2). `fixed` is
 * for tests. Throws for keys that are none.
 */
export function encryptPush(text: string, keys: PushKeys, fixed?: { privateKey: Buffer; salt: Buffer }): Buffer {
  const receiver = Buffer.from(keys.p256dh, "base64url");
  const secret = Buffer.from(keys.auth, "base64url");
  const ecdh = createECDH("prime256v1");
  if (fixed) ecdh.setPrivateKey(fixed.privateKey);
  else ecdh.generateKeys();
  const sender = ecdh.getPublicKey();
  const salt = fixed?.salt ?? randomBytes(16);
  // RFC 8291 §3.4
  const context = Buffer.concat([Buffer.from("WebPush: info\0"), receiver, sender]);
  const ikm = hkdf(ecdh.computeSecret(receiver), secret, context, 32);
  const key = hkdf(ikm, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = hkdf(ikm, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  // RFC 8188 §2: 2 ends the last record.
  const sealed = [cipher.update(text, "utf8"), cipher.update(Buffer.from([2])), cipher.final(), cipher.getAuthTag()];
  const head = Buffer.alloc(5);
  head.writeUInt32BE(RECORD_BYTES, 0);
  head.writeUInt8(sender.length, 4);
  return Buffer.concat([salt, head, sender, ...sealed]);
}

function hkdf(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, length));
}
