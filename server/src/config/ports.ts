import { readFileSync } from "node:fs";

type Row = {
  vi: string;
  en: string;
  /** The port of the standard, and N + this with `--port-base N`. */
  standard: number;
  offset: number;
  /** Used where the standard ports are not allowed. */
  free: number;
  host: string;
  enabled: boolean;
};

const row = (vi: string, en: string, standard: number, free: number, more: Partial<Row> = {}): Row => ({
  vi,
  en,
  standard,
  offset: standard,
  free,
  host: "*",
  enabled: true,
  ...more,
});

/** Every port of the product, in the order in which they are shown. */
export const LISTENERS = {
  http: row("Web không mã hóa", "HTTP", 80, 8080),
  https: row("Web (HTTPS)", "HTTPS", 443, 8443),
  smtp: row("Nhận thư (SMTP)", "SMTP from other servers", 25, 2525),
  submission: row("Gửi thư (STARTTLS)", "submission with STARTTLS", 587, 2587),
  submissions: row("Gửi thư (TLS)", "submission over TLS", 465, 2465),
  imap: row("IMAP (STARTTLS)", "IMAP with STARTTLS", 143, 2143),
  imaps: row("IMAP (TLS)", "IMAP over TLS", 993, 2993),
  pop3: row("POP3 (STLS)", "POP3 with STLS", 110, 2110),
  pop3s: row("POP3 (TLS)", "POP3 over TLS", 995, 2995),
  metrics: row("Số đo (Prometheus)", "metrics for Prometheus", 9090, 9090, { offset: 90, host: "127.0.0.1" }),
} satisfies Record<string, Row>;

export type ListenerName = keyof typeof LISTENERS;
export const LISTENER_NAMES = Object.keys(LISTENERS) as ListenerName[];

/** The highest base that keeps every port below 65536. */
export const MAX_PORT_BASE = 65_535 - Math.max(...LISTENER_NAMES.map((name) => LISTENERS[name].offset));

/** The port a listener takes when nobody names one. */
export function defaultPort(
  name: ListenerName,
  choice: { portBase?: number | undefined; standardAllowed: boolean },
): number {
  const { offset, standard, free } = LISTENERS[name];
  if (choice.portBase !== undefined) return choice.portBase + offset;
  return choice.standardAllowed ? standard : free;
}

/** Whether this process may open ports below 1024: by capability (root has it), or because the kernel lets anyone. */
export function mayOpenStandardPorts(): boolean {
  try {
    const lowest = Number(readFileSync("/proc/sys/net/ipv4/ip_unprivileged_port_start", "utf8"));
    const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
    return lowest <= LISTENERS.smtp.standard || ((BigInt(`0x${effective}`) >> CAP_NET_BIND_SERVICE) & 1n) === 1n;
  } catch {
    return process.getuid?.() === 0;
  }
}

/** capabilities(7) */
const CAP_NET_BIND_SERVICE = 10n;

/** Why a port could not be opened and what to do, for the person at the terminal. Undefined for other errors. */
export function explainListenError(name: ListenerName, port: number, err: unknown): string | undefined {
  const code = err instanceof Error && "code" in err ? err.code : undefined;
  const { vi, en } = LISTENERS[name];
  if (code === "EADDRINUSE")
    return (
      `Cổng ${port} (${name}: ${vi}) đang có chương trình khác dùng. Chọn cổng khác: --port-base N ` +
      `(cổng này sẽ là N+${LISTENERS[name].offset}), hoặc listeners.${name}.port trong tệp cấu hình.\n` +
      `Port ${port} (${name}: ${en}) is in use by another program. Choose others: --port-base N ` +
      `(this one becomes N+${LISTENERS[name].offset}), or listeners.${name}.port in the config file.`
    );
  if (code === "EACCES")
    return (
      `Không được phép mở cổng ${port} (${name}). Chạy bằng systemd (config/congthu.service) hoặc chọn --port-base N.\n` +
      `Not allowed to open port ${port} (${name}). Run under systemd (config/congthu.service) or choose --port-base N.`
    );
  if (code === "EADDRNOTAVAIL")
    return (
      `Máy này không có địa chỉ đã đặt ở listeners.${name}.host.\n` +
      `This machine does not have the address set at listeners.${name}.host.`
    );
  return undefined;
}
