import { LISTENERS, type ListenerName } from "../config/ports.ts";
import type { Config } from "../config/schema.ts";
import type { FirstAdministrator } from "../core/directory/ensure-first-administrator.ts";
import type { DnsRecord } from "../core/outbound/dkim-keys.ts";
import type { Serving } from "../serve.ts";

/** The line a script may wait for. */
export const READY = "Công Thư đã sẵn sàng · Công Thư is ready";

export type Announcement = {
  config: Config;
  serving: Pick<Serving, "ports" | "tls">;
  /** At the very first start. */
  first: FirstAdministrator | null;
  records: readonly (readonly DnsRecord[])[];
};

/** What a person at the terminal needs to know of a server that just started. */
export function announce(q: Announcement): string {
  const { ports, tls } = q.serving;
  const lines = [
    "",
    READY,
    "",
    ...(ports.https ? [`  Webmail          ${webUrl(q)}`, `  Quản trị · admin ${webUrl(q)}admin`] : []),
    ...Object.entries(ports).map(([name, port]) => portLine(name as ListenerName, port)),
    `  Dữ liệu · data    ${q.config.dataFolder}`,
  ];
  if (tls.selfSigned)
    lines.push(
      "",
      "  Chứng thư tự ký: trình duyệt sẽ cảnh báo cho đến khi đặt tls.certFile và tls.keyFile.",
      "  Self-signed certificate: browsers warn until tls.certFile and tls.keyFile are set.",
      `  SHA-256 ${tls.fingerprint}`,
    );
  if (q.first) lines.push(...firstLines(q.first));
  if (q.first) for (const records of q.records) lines.push(...recordLines(records));
  return `${lines.join("\n")}\n\n`;
}

/** Where people go: the public address, or this machine's with its port. */
export function webUrl(q: Pick<Announcement, "config" | "serving">): string {
  const { publicUrl } = q.config.http;
  if (publicUrl) return publicUrl.endsWith("/") ? publicUrl : `${publicUrl}/`;
  const port = q.serving.ports.https;
  // A bare machine name is no address for a browser elsewhere; here localhost always is.
  const host = q.config.hostname.includes(".") ? q.config.hostname : "localhost";
  return `https://${host}${port === 443 ? "" : `:${port}`}/`;
}

function portLine(name: ListenerName, port: number | undefined): string {
  const { vi, en } = LISTENERS[name];
  return `  ${String(port).padStart(5)}  ${name.padEnd(12)} ${vi} · ${en}`;
}

function firstLines(first: FirstAdministrator): string[] {
  return [
    "",
    "  Quản trị viên đầu tiên, mật khẩu chỉ hiện lần này và phải đổi khi đăng nhập:",
    "  The first administrator; the password is shown this once and must be changed at sign-in:",
    `    ${first.address}`,
    `    ${first.password}`,
  ];
}

function recordLines(records: readonly DnsRecord[]): string[] {
  return [
    "",
    "  Bản ghi DNS cần công bố · DNS records to publish:",
    ...records.map((r) => `    ${r.name} ${r.type} ${r.value}   (${r.vi} · ${r.en})`),
  ];
}
