import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import { generate } from "selfsigned";

/** What a TLS listener shows: certificate chain and key as PEM, and what an operator wants to know about them. */
export type TlsIdentity = {
  readonly cert: string;
  readonly key: string;
  readonly selfSigned: boolean;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Epoch milliseconds. */
  readonly beganAt: number;
  /** SHA-256 of the certificate, as browsers show it. */
  readonly fingerprint: string;
};

/** The certificate or key that the operator named cannot be used; the message holds both languages. */
export class TlsFileError extends Error {
  override readonly name = "TlsFileError";
}

/** Longer ones are refused by Apple's systems even when installed by hand. */
const SELF_SIGNED_DAYS = 825;
const RENEW_BEFORE_DAYS = 30;
const DAY_MS = 86_400_000;

/** The operator's certificate. Throws TlsFileError when a file cannot be read, or the key belongs to another certificate. */
export async function readTls(files: { certFile: string; keyFile: string }): Promise<TlsIdentity> {
  const [cert, key] = await Promise.all([readPem(files.certFile), readPem(files.keyFile)]);
  try {
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
      throw new Error("key does not match certificate");
    return describe(cert, key);
  } catch (err) {
    throw new TlsFileError(
      `${files.certFile}, ${files.keyFile}: không phải một cặp chứng thư và khóa PEM · not a pair of PEM certificate and key`,
      { cause: err },
    );
  }
}

/**
 * A self-signed certificate (EC P-256) for `names` (host names and addresses), kept in `folder`: made when there is
 * none, when it does not cover every name, or when it has less than 30 days left. The key is readable by us alone.
 */
export async function ensureSelfSigned(p: {
  folder: string;
  names: readonly string[];
  nowMs: number;
}): Promise<TlsIdentity> {
  const certFile = join(p.folder, "cert.pem");
  const keyFile = join(p.folder, "key.pem");
  const kept = await readTls({ certFile, keyFile }).catch(() => undefined);
  if (kept && covers(kept.cert, p.names) && kept.expiresAt - p.nowMs > RENEW_BEFORE_DAYS * DAY_MS) return kept;
  const made = await makeSelfSigned(p.names, p.nowMs);
  await mkdir(p.folder, { recursive: true, mode: 0o700 });
  await replaceFile(keyFile, made.key, 0o600);
  await replaceFile(certFile, made.cert, 0o644);
  return made;
}

/** A self-signed certificate in memory. The first name is the subject; all of them are in subjectAltName, which is where clients look. */
export async function makeSelfSigned(names: readonly string[], nowMs: number): Promise<TlsIdentity> {
  const made = await generate([{ name: "commonName", value: names[0] ?? "localhost" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(nowMs - DAY_MS),
    notAfterDate: new Date(nowMs + SELF_SIGNED_DAYS * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  });
  return describe(made.cert, made.private);
}

/** Where a certificate from an authority lies with its key: one file, so that both change at once. */
export function issuedFile(folder: string): string {
  return join(folder, "issued.pem");
}

/** The certificate an authority gave; undefined when there is none that can be read. */
export async function readIssued(folder: string): Promise<TlsIdentity | undefined> {
  const file = issuedFile(folder);
  return readTls({ certFile: file, keyFile: file }).catch((err: unknown) => {
    if (err instanceof TlsFileError) return undefined;
    throw err;
  });
}

/** Keeps a certificate from an authority, readable by us alone. */
export async function keepIssued(folder: string, made: { cert: string; key: string }): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await replaceFile(issuedFile(folder), `${made.cert.trim()}\n${made.key}`, 0o600);
}

function describe(cert: string, key: string): TlsIdentity {
  const x509 = new X509Certificate(cert);
  return {
    cert,
    key,
    selfSigned: x509.issuer === x509.subject && x509.verify(x509.publicKey),
    expiresAt: new Date(x509.validTo).getTime(),
    beganAt: new Date(x509.validFrom).getTime(),
    fingerprint: x509.fingerprint256,
  };
}

/** Whether a certificate is good for all names and addresses. */
export function covers(cert: string, names: readonly string[]): boolean {
  const x509 = new X509Certificate(cert);
  return names.every((name) => (isIP(name) ? x509.checkIP(name) : x509.checkHost(name, { subject: "never" })));
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (err) {
    throw new TlsFileError(`${file}: không đọc được · cannot be read`, { cause: err });
  }
}

async function replaceFile(file: string, text: string, mode: number): Promise<void> {
  await writeFile(`${file}.new`, text, { mode });
  await rename(`${file}.new`, file);
}
