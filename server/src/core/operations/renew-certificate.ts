import { AcmeError, newAcmeKey, orderCertificate } from "../../lib/acme.ts";
import { covers, keepIssued, readIssued } from "../../lib/tls.ts";
import type { Reader } from "../../store/db.ts";
import { putSetting, settingValue } from "../../store/settings.ts";
import { insertTicket, ticketById } from "../../store/tickets.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { requireWhole } from "../directory/acts.ts";
import { keepSecretIn, readSecret } from "../settings/kept-secrets.ts";
import { readSetting } from "../settings/read-setting.ts";

type Deps = Pick<App, "clock" | "db" | "log" | "secrets" | "site">;
/** The last try: when, and what went wrong. */
export type AcmeRun = { at: number; problem: { vi: string; en: string } | null };

const STATE = "acme.run";
const WANTED = "acme.wanted";
const RENEW_BEFORE_MS = 30 * 86_400_000;
/** After a failure the authority is left alone so long: it counts failures. */
const REST_MS = 3_600_000;
const ANSWER_MS = 60 * 60_000;

/**
 * Gets a certificate from the authority of the setting `acme` where there is none, it does not cover all names, has less than 30 days (or a third of its
 * life) left, or an administrator asked; keeps it in `folder`, from where the listeners take it. Gives whether it tried. A failure is told by the alarm.
 */
export async function renewCertificate(app: Deps, folder: string): Promise<boolean> {
  const { settings, last, wanted } = await app.db.read(async (r) => ({
    settings: await readSetting(r, "acme"),
    last: await lastAcme(r),
    wanted: Number((await settingValue(r, WANTED)) ?? 0),
  }));
  if (!settings.isOn) return false;
  const nowMs = app.clock.now();
  const names = [...new Set([app.site.hostname, ...settings.names].map((name) => name.toLowerCase()))];
  const isAsked = wanted > (last?.at ?? 0);
  if (!isAsked && (isResting(last, nowMs) || (await isGood(folder, names, nowMs)))) return false;
  const problem = await order(app, { folder, names, settings });
  const run: AcmeRun = { at: nowMs, problem };
  const value = JSON.stringify(run);
  await app.db.write((tx) => putSetting(tx, { name: STATE, value, changed_at: nowMs, changed_by: null }));
  if (problem) app.log("warn", "certificate.failed", { reason: problem.en });
  else app.log("info", "certificate.issued", { names: names.join(" ") });
  return true;
}

/** Asks for a new certificate now; a worker gets it. Throws access.denied. */
export async function askForCertificate(
  app: Pick<App, "clock" | "db" | "wakeups">,
  principal: Principal,
): Promise<void> {
  requireWhole(principal, "settings.change");
  const nowMs = app.clock.now();
  const by = principal.account.account_id || null;
  await app.db.write((tx) => putSetting(tx, { name: WANTED, value: String(nowMs), changed_at: nowMs, changed_by: by }));
  app.wakeups.wake("certificate");
}

/** How the last try went; undefined before the first. */
export async function lastAcme(r: Reader): Promise<AcmeRun | undefined> {
  const stored = await settingValue(r, STATE);
  return stored === undefined ? undefined : (JSON.parse(stored) as AcmeRun);
}

/** The answer to an authority's challenge, for whoever asks; undefined when there is no such one. */
export async function challengeAnswer(app: Pick<App, "clock" | "db">, token: string): Promise<string | undefined> {
  const row = await app.db.read((r) => ticketById(r, ticketOf(token)));
  return row?.kind === "acme" && row.expires_at > app.clock.now() ? row.state : undefined;
}

async function order(
  app: Deps,
  q: { folder: string; names: string[]; settings: { directoryUrl: string; ca: string; email: string } },
): Promise<AcmeRun["problem"]> {
  const { directoryUrl, ca, email } = q.settings;
  try {
    const accountKey = await accountKeyOf(app);
    const publish = (token: string, answer: string) =>
      app.db.write((tx) =>
        insertTicket(tx, {
          ...{ ticket_id: ticketOf(token), kind: "acme", account_id: null, state: answer, tries: 0 },
          expires_at: app.clock.now() + ANSWER_MS,
        }),
      );
    await keepIssued(
      q.folder,
      await orderCertificate({ directoryUrl, ca, email, accountKey, names: q.names, publish }),
    );
    return null;
  } catch (err) {
    if (!(err instanceof AcmeError)) throw err;
    return {
      vi: `Chưa lấy được chứng thư cho ${q.names.join(", ")}: ${err.message}`,
      en: `No certificate could be had for ${q.names.join(", ")}: ${err.message}`,
    };
  }
}

/** The key of our account there, made once and kept sealed. */
async function accountKeyOf(app: Deps): Promise<string> {
  const kept = await app.db.read((r) => readSecret(app, r, "acme.accountKey"));
  if (kept !== null) return kept;
  const made = await newAcmeKey();
  await app.db.write((tx) => keepSecretIn(app, tx, "acme.accountKey", made));
  return made;
}

async function isGood(folder: string, names: readonly string[], nowMs: number): Promise<boolean> {
  const tls = await readIssued(folder);
  if (!tls || !covers(tls.cert, names)) return false;
  const life = tls.expiresAt - tls.beganAt;
  return tls.expiresAt - nowMs > Math.min(RENEW_BEFORE_MS, life / 3);
}

function isResting(last: AcmeRun | undefined, nowMs: number): boolean {
  return last?.problem != null && nowMs < last.at + REST_MS;
}

function ticketOf(token: string): string {
  return `acme ${token}`;
}
