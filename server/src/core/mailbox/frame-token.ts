import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { AccountId, EmailId } from "@congthu/shared/ids";
import type { LegacyCharset } from "../../mime/guess-charset.ts";
import { settingOnce, settingValue } from "../../store/settings.ts";
import type { App } from "../app.ts";

/** What the address of a displayed message stands for. */
export type FrameGrant = {
  /** Who looks. */
  readerId: AccountId;
  accountId: AccountId;
  emailId: EmailId;
  /** A nested message. */
  blobId?: string;
  /** Whether pictures from the net are shown. */
  images: boolean;
  /** A charset the reader has chosen. */
  charset?: LegacyCharset;
  /** Light letters on a dark page. */
  dark: boolean;
  /** Epoch milliseconds. */
  until: number;
};

const SETTING = "frame.key";

/** The key that signs such addresses: made once, the same for all processes over one database. */
export async function frameKey(app: Pick<App, "clock" | "db">): Promise<Buffer> {
  const known = await app.db.read((r) => settingValue(r, SETTING));
  const value = JSON.stringify(randomBytes(32).toString("hex"));
  const stored = known ?? (await app.db.write((tx) => settingOnce(tx, SETTING, { value, nowMs: app.clock.now() })));
  return Buffer.from(JSON.parse(stored) as string, "hex");
}

/** A grant as a word for an address: what it says, and a signature over it. */
export function signGrant(key: Buffer, grant: FrameGrant): string {
  const { readerId, accountId, emailId, blobId, images, charset, dark, until } = grant;
  const signs = [images ? 1 : 0, dark ? 1 : 0, charset ?? ""];
  const body = Buffer.from(JSON.stringify([readerId, accountId, emailId, until, blobId ?? "", ...signs]));
  const text = body.toString("base64url");
  return `${text}.${signText(key, text)}`;
}

/** Reads such a word; undefined when it is not ours or its time is over. */
export function readGrant(key: Buffer, token: string, nowMs: number): FrameGrant | undefined {
  const [text = "", signature = ""] = token.split(".");
  if (!isSigned(key, text, signature)) return undefined;
  const [readerId, accountId, emailId, until, blobId, images, dark, charset] = JSON.parse(
    Buffer.from(text, "base64url").toString(),
  ) as [AccountId, AccountId, EmailId, number, string, number, number, LegacyCharset | ""];
  if (until <= nowMs) return undefined;
  const named = { ...(blobId === "" ? {} : { blobId }), ...(charset ? { charset } : {}) };
  return { readerId, accountId, emailId, images: images === 1, dark: dark === 1, until, ...named };
}

/** A signature of 128 bits over a text. */
export function signText(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url").slice(0, 22);
}

/** Whether the signature is ours. */
export function isSigned(key: Buffer, text: string, signature: string): boolean {
  const [given, wanted] = [Buffer.from(signature), Buffer.from(signText(key, text))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
