import type { AlertView } from "@congthu/shared/api/health";
import { formatTime } from "@congthu/shared/dates";
import { agencyChildren } from "../../store/agencies.ts";
import { queueFigures } from "../../store/queue.ts";
import { administratorsOf } from "../../store/quotas.ts";
import { putSetting, settingValue } from "../../store/settings.ts";
import type { App } from "../app.ts";
import type { PostDeps } from "../outbound/post-letter.ts";
import { lastSync } from "../provisioning/ldap/sync-directory.ts";
import { readSetting } from "../settings/read-setting.ts";
import { lastAcme } from "./renew-certificate.ts";
import { postSystemLetterIn, writeSystemLetter } from "./system-letter.ts";

type Deps = PostDeps & Pick<App, "blobs" | "db" | "log" | "outside" | "site">;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEBHOOK_MS = 5_000;
const STATE = "alerts.state";

/** Figures of this moment, the same for the page, the scraper and the alarm. */
export type HealthFigures = {
  waiting: number;
  tried: number;
  oldestAt: number | null;
  freeBytes: number | null;
  totalBytes: number | null;
  certificateExpiresAt: number | null;
  bugs: number;
};

/** Reads them. */
export async function healthFigures(app: Pick<App, "blobs" | "db" | "metrics" | "outside">): Promise<HealthFigures> {
  const queue = await app.db.read(queueFigures);
  const space = await app.blobs.space();
  return {
    ...queue,
    freeBytes: space?.freeBytes ?? null,
    totalBytes: space?.totalBytes ?? null,
    certificateExpiresAt: app.outside.certificate?.expiresAt ?? null,
    bugs: app.metrics.total("congthu_bugs_total"),
  };
}

/** Notes the figures as gauges for the scraper. */
export function noteGauges(app: Pick<App, "clock" | "metrics">, f: HealthFigures): void {
  const set = (name: string, value: number | null) => value !== null && app.metrics.gauge(name, value);
  set("congthu_queue_letters", f.waiting);
  set("congthu_queue_tried_letters", f.tried);
  set("congthu_queue_oldest_seconds", f.oldestAt === null ? 0 : (app.clock.now() - f.oldestAt) / 1000);
  set("congthu_disk_free_bytes", f.freeBytes);
  set("congthu_disk_total_bytes", f.totalBytes);
  set(
    "congthu_certificate_expires_timestamp_seconds",
    f.certificateExpiresAt === null ? null : f.certificateExpiresAt / 1000,
  );
}

/** What is wrong by the thresholds of the setting `alerts`; `bugsBefore` is the count at the last look. */
export async function alarms(
  app: Pick<App, "clock" | "db">,
  f: HealthFigures,
  bugsBefore: number,
): Promise<Omit<AlertView, "since">[]> {
  const limits = await app.db.read((r) => readSetting(r, "alerts"));
  const nowMs = app.clock.now();
  const out: Omit<AlertView, "since">[] = [];
  if (f.tried >= limits.queueLetters || (f.oldestAt !== null && nowMs - f.oldestAt > limits.queueHours * HOUR_MS))
    out.push({
      id: "queue",
      vi: `Có ${f.waiting} thư chờ gửi, thư lâu nhất từ ${f.oldestAt === null ? "–" : formatTime(f.oldestAt)}.`,
      en: `${f.waiting} letters wait, the oldest since ${f.oldestAt === null ? "–" : formatTime(f.oldestAt)}.`,
    });
  if (f.freeBytes !== null && f.totalBytes !== null && f.freeBytes * 100 < f.totalBytes * limits.diskPercent) {
    const left = Math.floor((f.freeBytes / f.totalBytes) * 100);
    out.push({ id: "disk", vi: `Ổ đĩa chỉ còn ${left}% trống.`, en: `Only ${left}% of the disk is free.` });
  }
  if (f.certificateExpiresAt !== null && f.certificateExpiresAt - nowMs < limits.certificateDays * DAY_MS)
    out.push({
      id: "certificate",
      vi: `Chứng thư hết hạn lúc ${formatTime(f.certificateExpiresAt)}.`,
      en: `The certificate expires ${formatTime(f.certificateExpiresAt)}.`,
    });
  const acme = await app.db.read(async (r) => ((await readSetting(r, "acme")).isOn ? lastAcme(r) : undefined));
  if (acme?.problem) out.push({ id: "acme", ...acme.problem });
  const directory = await app.db.read(async (r) => ((await readSetting(r, "ldap")).isOn ? lastSync(r) : undefined));
  if (directory?.problem) out.push({ id: "directory", ...directory.problem });
  if (f.bugs > bugsBefore)
    out.push({
      id: "bugs",
      vi: `Phần mềm gặp ${f.bugs - bugsBefore} lỗi mới; xem nhật ký máy chủ.`,
      en: `The software met ${f.bugs - bugsBefore} new faults; see the server's log.`,
    });
  return out;
}

/** The alarms that stand, with since when. */
export async function standingAlarms(app: Pick<App, "db">): Promise<AlertView[]> {
  const stored = await app.db.read((r) => settingValue(r, STATE));
  return stored === undefined ? [] : (JSON.parse(stored) as AlertView[]);
}

/** Looks at the figures, and tells of every alarm that began or ended by mail and by the webhook. Gives the count of bugs seen. */
export async function watchHealth(app: Deps, bugsBefore: number): Promise<number> {
  const figures = await healthFigures(app);
  noteGauges(app, figures);
  const nowMs = app.clock.now();
  const before = await standingAlarms(app);
  // New faults are told at most once an hour.
  const found = await alarms(app, figures, bugsBefore);
  const kept = before.filter(
    (a) => a.id === "bugs" && nowMs - a.since < HOUR_MS && !found.some((f) => f.id === "bugs"),
  );
  const now = [...found.map((a) => ({ ...a, since: before.find((b) => b.id === a.id)?.since ?? nowMs })), ...kept];
  const began = now.filter((a) => !before.some((b) => b.id === a.id));
  const ended = before.filter((b) => !now.some((a) => a.id === b.id));
  if (began.length === 0 && ended.length === 0) return figures.bugs;
  await tell(app, { now, began, ended });
  return figures.bugs;
}

async function tell(app: Deps, q: { now: AlertView[]; began: AlertView[]; ended: AlertView[] }): Promise<void> {
  const { mailTo, webhook } = await app.db.read((r) => readSetting(r, "alerts"));
  const to = mailTo.length > 0 ? mailTo : await app.db.read(operators);
  const letter = to.length === 0 ? undefined : await writeSystemLetter(app, { to, ...wordsOf(app, q) });
  await app.db.write(async (tx) => {
    await putSetting(tx, { name: STATE, value: JSON.stringify(q.now), changed_at: app.clock.now(), changed_by: null });
    if (letter) await postSystemLetterIn(app, tx, letter);
  });
  for (const alarm of q.began) app.log("warn", "alert.began", { alert: alarm.id, text: alarm.en });
  for (const alarm of q.ended) app.log("info", "alert.ended", { alert: alarm.id });
  if (webhook !== "") await callWebhook(app, webhook, q);
}

async function operators(r: Parameters<typeof agencyChildren>[0]): Promise<string[]> {
  const tops = await agencyChildren(r, null);
  return (await Promise.all(tops.map((a) => administratorsOf(r, a.agency_id)))).flat();
}

function wordsOf(
  app: Pick<App, "site">,
  q: { began: AlertView[]; ended: AlertView[] },
): { subject: string; text: string } {
  const [first] = q.began;
  const lines = (language: "vi" | "en") => [
    ...q.began.map((a) => `${language === "vi" ? "CẢNH BÁO" : "ALERT"}: ${a[language]}`),
    ...q.ended.map((a) => `${language === "vi" ? "Đã hết" : "Over"}: ${a[language]}`),
  ];
  return {
    subject: first ? `Cảnh báo hệ thống thư: ${first.vi}` : "Hệ thống thư đã trở lại bình thường",
    text: `Máy chủ ${app.site.hostname}\n\n${lines("vi").join("\n")}\n\n--------------------\n\n${lines("en").join("\n")}\n`,
  };
}

async function callWebhook(app: Deps, url: string, q: { began: AlertView[]; ended: AlertView[] }): Promise<void> {
  const body = JSON.stringify({
    hostname: app.site.hostname,
    at: new Date(app.clock.now()).toISOString(),
    began: q.began.map(({ id, vi, en }) => ({ id, vi, en })),
    ended: q.ended.map(({ id }) => ({ id })),
  });
  try {
    const reply = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(WEBHOOK_MS),
    });
    if (!reply.ok) app.log("warn", "alert.webhookRefused", { status: reply.status });
  } catch (err) {
    app.log("warn", "alert.webhookFailed", { reason: err instanceof Error ? err.message : String(err) });
  }
}
