import { createHash, randomInt } from "node:crypto";
import type { AppChannel } from "@congthu/shared/api/security";
import { randomId } from "../../lib/ids.ts";
import type { AccountRow } from "../../store/accounts.ts";
import {
  type AppPasswordRow,
  appPasswordsOf,
  deleteAppPassword,
  insertAppPassword,
  touchAppPassword,
} from "../../store/app-passwords.ts";
import type { Channel } from "../../store/mail-log.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";

const DAY_MS = 86_400_000;
const TOUCH_MS = 3_600_000;
const MOST = 20;
const SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";
const FORM = /^[a-km-np-z2-9]{4}(?:-?[a-km-np-z2-9]{4}){3}$/;

/**
 * Makes a password for one mail program, shown this once: good for the protocols named, for at most the days of the setting. Throws invalid (no
 * protocol, or too many passwords).
 */
export async function createAppPassword(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { label: string; channels: readonly AppChannel[]; days: number },
): Promise<{ id: string; password: string; expiresAt: number }> {
  const password = [0, 1, 2, 3].map(() => Array.from({ length: 4 }, sign).join("")).join("-");
  const accountId = principal.account.account_id;
  const at = app.clock.now();
  const id = randomId("w");
  const expiresAt = await app.db.write(async (tx) => {
    const { appPasswordDays } = await readSetting(tx, "secondFactor");
    if (q.channels.length === 0 || (await appPasswordsOf(tx, accountId)).length >= MOST) throw new MailError("invalid");
    const expires_at = at + Math.min(q.days, appPasswordDays) * DAY_MS;
    await insertAppPassword(tx, {
      app_password_id: id,
      account_id: accountId,
      label: q.label,
      channels: [...new Set(q.channels)].join(" "),
      hash: hashOf(password),
      created_at: at,
      expires_at,
      used_at: null,
      used_ip: "",
    });
    await appendAuditIn(app, tx, principal, {
      action: "account.appPasswordMade",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: principal.account.agency_id,
      detail: { label: q.label, channels: q.channels.join(" "), expiresAt: expires_at },
    });
    return expires_at;
  });
  return { id, password, expiresAt };
}

/** Takes an app password back; programs that use it are cut off at once. Throws notFound. */
export async function revokeAppPassword(
  app: Pick<App, "clock" | "db" | "signOuts">,
  principal: Principal,
  id: string,
): Promise<void> {
  const accountId = principal.account.account_id;
  await app.db.write(async (tx) => {
    if (!(await deleteAppPassword(tx, accountId, id))) throw new MailError("notFound");
    await appendAuditIn(app, tx, principal, {
      action: "account.appPasswordRevoked",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: principal.account.agency_id,
    });
    tx.afterCommit(() => app.signOuts.publish({ accountId, programs: true }));
  });
}

/** Whether a text could be an app password at all. */
export function looksLikeAppPassword(text: string): boolean {
  return FORM.test(text.toLowerCase());
}

/** The app password that opens this channel now, noting its use; undefined when none does. */
export async function appPasswordFor(
  app: Pick<App, "clock" | "db">,
  q: { account: Pick<AccountRow, "account_id">; password: string; channel: Channel; ip: string },
): Promise<AppPasswordRow | undefined> {
  const nowMs = app.clock.now();
  const hash = hashOf(q.password);
  const rows = await app.db.read((r) => appPasswordsOf(r, q.account.account_id));
  const found = rows.find((a) => a.hash === hash && a.expires_at > nowMs && a.channels.split(" ").includes(q.channel));
  if (found && nowMs - (found.used_at ?? 0) >= TOUCH_MS)
    await app.db.write((tx) => touchAppPassword(tx, { id: found.app_password_id, at: nowMs, ip: q.ip }));
  return found;
}

/** Spaces and dashes are for reading. A hash of 80 random bits is compared without regard to time: it says nothing. */
function hashOf(password: string): string {
  return createHash("sha256")
    .update(password.toLowerCase().replace(/[^a-z2-9]/g, ""))
    .digest("hex");
}

function sign(): string {
  return SIGNS.charAt(randomInt(SIGNS.length));
}
