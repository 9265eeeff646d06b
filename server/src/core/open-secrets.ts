import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { isSealed, SECRET_KEY_BYTES, SecretKeyError, type Secrets, secretsOf } from "../lib/secrets.ts";
import { factorsAfter, setFactorSecret } from "../store/second-factors.ts";
import { settingOnce, settingValue } from "../store/settings.ts";
import type { App } from "./app.ts";
import { totpPurpose } from "./directory/totp.ts";

type Deps = Pick<App, "clock" | "db">;

/** Sealed at the first start: whether it opens says whether the key file belongs to the database. */
const CHECK = "secrets.check";
const PAGE = 200;

/**
 * The key of this installation, 256 random bits in `file` (mode 0600): made at the first start, when what was kept open until then is sealed. Throws
 * SecretKeyError when the file is missing though the database was sealed with one, or belongs to another.
 */
export async function openSecrets(app: Deps, file: string): Promise<Secrets> {
  const check = await app.db.read((r) => settingValue(r, CHECK));
  const key = (await readKey(file)) ?? (check === undefined ? await makeKey(file) : lost(file));
  const secrets = secretsOf(key);
  if (check === undefined) {
    await sealFactors(app, secrets);
    const value = secrets.seal(CHECK, CHECK);
    await app.db.write((tx) => settingOnce(tx, CHECK, { value, nowMs: app.clock.now() }));
  } else requireFits(secrets, check, file);
  return secrets;
}

async function readKey(file: string): Promise<Buffer | undefined> {
  const text = await readFile(file, "utf8").catch((err: NodeJS.ErrnoException) => {
    if (err.code === "ENOENT") return undefined;
    throw err;
  });
  if (text === undefined) return undefined;
  const key = Buffer.from(text.trim(), "base64");
  return key.length === SECRET_KEY_BYTES ? key : lost(file);
}

async function makeKey(file: string): Promise<Buffer> {
  const key = randomBytes(SECRET_KEY_BYTES);
  try {
    await writeFile(file, `${key.toString("base64")}\n`, { mode: 0o600, flag: "wx", flush: true });
    return key;
  } catch (err) {
    // Another process of this server was first.
    if ((err as NodeJS.ErrnoException).code !== "EEXIST") throw err;
    return (await readKey(file)) ?? lost(file);
  }
}

function requireFits(secrets: Secrets, check: string, file: string): void {
  try {
    secrets.open(CHECK, check);
  } catch {
    lost(file);
  }
}

function lost(file: string): never {
  throw new SecretKeyError(
    `${file}: không phải khóa bí mật của cơ sở dữ liệu này; hãy khôi phục tệp từ bản sao lưu cùng với cơ sở dữ liệu\n` +
      `  ${file}: not the secret key of this database; restore the file from the backup the database came from`,
  );
}

/** Shared secrets of authenticator apps from before there was a key. */
async function sealFactors({ db }: Deps, secrets: Secrets): Promise<void> {
  for (let after = ""; ; ) {
    const page = await db.read((r) => factorsAfter(r, after, PAGE));
    const open = page.filter((f) => f.kind === "totp" && !isSealed(f.secret));
    const sealed = open.map((f) => ({ id: f.factor_id, secret: secrets.seal(totpPurpose(f.account_id), f.secret) }));
    if (sealed.length > 0)
      await db.write(async (tx) => {
        for (const { id, secret } of sealed) await setFactorSecret(tx, id, secret);
      });
    if (page.length < PAGE) return;
    after = page.at(-1)?.factor_id ?? "";
  }
}
