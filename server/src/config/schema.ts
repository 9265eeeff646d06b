import { z } from "zod";
import { LIMITS } from "../lib/limits.ts";
import { LISTENERS, type ListenerName } from "./ports.ts";

/** Every key has a meaning in both languages and a default; `npm run gen` prints them into config/REFERENCE.md. */
const doc = (vi: string, en: string) => ({ description: en, vi });

const secret = z
  .string()
  .regex(/^(file|env):./, { error: "file:… | env:…" })
  .nullable()
  .default(null);

const filePath = z.string().min(1).nullable().default(null);

const listener = (name: ListenerName) =>
  z
    .strictObject({
      enabled: z
        .boolean()
        .default(LISTENERS[name].enabled)
        .meta(doc("Có mở cổng này không", "Whether this port is opened")),
      host: z
        .string()
        .min(1)
        .default(LISTENERS[name].host)
        .meta(doc("Địa chỉ nghe; * là mọi địa chỉ", "Address to listen on; * means all addresses")),
      port: z
        .int()
        .min(0)
        .max(65535)
        .nullable()
        .default(null)
        .meta(
          doc(
            `Cổng; null: ${LISTENERS[name].standard} khi được phép, không thì ${LISTENERS[name].free}; 0: một cổng trống bất kỳ`,
            `Port; null: ${LISTENERS[name].standard} when allowed, else ${LISTENERS[name].free}; 0: any free port`,
          ),
        ),
    })
    .prefault({})
    .meta(doc(LISTENERS[name].vi, LISTENERS[name].en));

/** What operations sets and a restart applies. Everything an administrator changes while running is a setting in the database instead. */
export const configSchema = z.strictObject({
  hostname: z
    .hostname()
    .nullable()
    .default(null)
    .meta(
      doc(
        "Tên miền đầy đủ của máy chủ, dùng trong lời chào, dòng Received và chứng thư; null: tên của máy",
        "Full name of the server in greetings, Received lines and the certificate; null: the machine's name",
      ),
    ),
  dataFolder: z
    .string()
    .min(1)
    .default("data")
    .meta(doc("Thư mục dữ liệu, tính từ thư mục làm việc", "Folder of the data, relative to the working directory")),
  roles: z
    .array(z.enum(["listeners", "workers"]))
    .min(1)
    .default(["listeners", "workers"])
    .meta(
      doc(
        "Việc của tiến trình này: nghe cổng (listeners), chạy hàng đợi và việc nền (workers)",
        "What this process does: open ports (listeners), run queues and periodic work (workers)",
      ),
    ),
  listeners: z
    .strictObject({
      http: listener("http"),
      https: listener("https"),
      smtp: listener("smtp"),
      submission: listener("submission"),
      submissions: listener("submissions"),
      imap: listener("imap"),
      imaps: listener("imaps"),
      pop3: listener("pop3"),
      pop3s: listener("pop3s"),
      metrics: listener("metrics"),
    })
    .prefault({})
    .meta(doc("Các cổng", "The ports")),
  http: z
    .strictObject({
      publicUrl: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null)
        .meta(
          doc(
            "Địa chỉ người dùng gõ vào trình duyệt; null: https với hostname",
            "Address people type into their browser; null: https with the hostname",
          ),
        ),
      redirectToHttps: z
        .boolean()
        .default(true)
        .meta(
          doc(
            "Cổng web không mã hóa chỉ chuyển sang HTTPS (nên để true)",
            "The HTTP port does nothing but redirect to HTTPS (better left true)",
          ),
        ),
      trustedProxies: z
        .array(z.string())
        .default([])
        .meta(
          doc(
            "Địa chỉ hoặc dải (CIDR) của các máy chủ trung gian mà X-Forwarded-For được tin",
            "Addresses or ranges (CIDR) of proxies whose X-Forwarded-For is believed",
          ),
        ),
    })
    .prefault({})
    .meta(doc("Giao diện web", "Web")),
  tls: z
    .strictObject({
      certFile: filePath.meta(
        doc(
          "Tệp chứng thư PEM (cả chuỗi); null: chứng thư tự ký trong thư mục dữ liệu",
          "PEM file of the certificate chain; null: a self-signed one in the data folder",
        ),
      ),
      keyFile: filePath.meta(doc("Tệp khóa riêng PEM", "PEM file of the private key")),
      minVersion: z
        .enum(["TLSv1.2", "TLSv1.3"])
        .default("TLSv1.2")
        .meta(doc("Phiên bản TLS thấp nhất", "Lowest TLS version")),
    })
    .prefault({})
    .meta(doc("Chứng thư", "Certificate")),
  database: z
    .strictObject({
      engine: z
        .enum(["sqlite", "postgres"])
        .default("sqlite")
        .meta(
          doc(
            "sqlite: tệp congthu.sqlite trong thư mục dữ liệu; postgres: máy chủ PostgreSQL",
            "sqlite: the file congthu.sqlite in the data folder; postgres: a PostgreSQL server",
          ),
        ),
      url: z
        .url({ protocol: /^postgres(ql)?$/, hostname: /^.*$/ })
        .nullable()
        .default(null)
        .meta(
          doc(
            "postgres://người-dùng@máy:cổng/tên, không kèm mật khẩu",
            "postgres://user@host:port/name, without the password",
          ),
        ),
      password: secret.meta(
        doc("Mật khẩu PostgreSQL: file:đường-dẫn hoặc env:TÊN_BIẾN", "PostgreSQL password: file:path or env:VARIABLE"),
      ),
      connections: z
        .int()
        .min(2)
        .max(200)
        .default(10)
        .meta(doc("Số kết nối PostgreSQL của một tiến trình", "PostgreSQL connections of one process")),
    })
    .prefault({})
    .meta(doc("Cơ sở dữ liệu", "Database")),
  dns: z
    .strictObject({
      servers: z
        .array(z.string().min(1))
        .default([])
        .meta(
          doc(
            "Máy chủ DNS (địa chỉ hoặc địa chỉ:cổng); rỗng: theo hệ điều hành",
            "DNS servers (address or address:port); empty: the operating system's",
          ),
        ),
      timeoutMs: z
        .int()
        .min(100)
        .max(60_000)
        .default(5_000)
        .meta(doc("Chờ một câu trả lời DNS, mili giây", "Wait for one DNS answer, milliseconds")),
    })
    .prefault({})
    .meta(doc("Phân giải tên miền", "Name resolution")),
  inbound: z
    .strictObject({
      trustedNetworks: z
        .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
        .default(["127.0.0.0/8", "::1/128"])
        .meta(
          doc(
            "Địa chỉ hoặc dải (CIDR) của các máy đáng tin: thư từ đó không phải qua SPF, DKIM và DMARC",
            "Addresses or ranges (CIDR) of machines that are trusted: mail from there is not checked by SPF, DKIM and DMARC",
          ),
        ),
    })
    .prefault({})
    .meta(doc("Nhận từ ngoài", "Receiving from other servers")),
  signIn: z
    .strictObject({
      trial: z
        .boolean()
        .default(false)
        .meta(
          doc(
            "Bản dùng thử: quản trị viên không bắt buộc xác thực hai lớp. Không bật khi vận hành thật",
            "A trial: administrators may do without a second factor. Never in real use",
          ),
        ),
    })
    .prefault({})
    .meta(doc("Đăng nhập", "Signing in")),
  sms: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null)
        .meta(
          doc(
            'Cổng tin nhắn nhận POST {"to":"84…","text":"…"}; null: không gửi mã qua tin nhắn',
            'SMS gateway that takes POST {"to":"84…","text":"…"}; null: no codes by text message',
          ),
        ),
      authorization: secret.meta(
        doc(
          "Nội dung tiêu đề Authorization gửi tới cổng: file:đường-dẫn hoặc env:TÊN_BIẾN",
          "Authorization header sent to the gateway: file:path or env:VARIABLE",
        ),
      ),
    })
    .prefault({})
    .meta(doc("Tin nhắn", "Text messages")),
  outbound: z
    .strictObject({
      port: z
        .int()
        .min(1)
        .max(65535)
        .default(25)
        .meta(doc("Cổng SMTP của máy chủ thư bên ngoài", "SMTP port of other mail servers")),
    })
    .prefault({})
    .meta(doc("Gửi ra ngoài", "Sending to other servers")),
  limits: z
    .strictObject({
      messageBytes: z
        .int()
        .min(64 * 1024)
        .max(LIMITS.messageBytes)
        .default(LIMITS.messageBytes)
        .meta(doc("Thư lớn nhất được nhận, byte, sau khi mã hóa base64", "Largest message taken, bytes, after base64")),
      connectionsPerListener: z
        .int()
        .min(1)
        .default(10_000)
        .meta(doc("Số kết nối cùng lúc trên một cổng", "Connections at the same time on one port")),
      connectionsPerAddress: z
        .int()
        .min(1)
        .default(200)
        .meta(
          doc(
            "Số kết nối cùng lúc từ một địa chỉ tới một cổng; cả cơ quan có thể chung một địa chỉ",
            "Connections at the same time from one address to one port; a whole agency may share one address",
          ),
        ),
    })
    .prefault({})
    .meta(doc("Giới hạn", "Limits")),
  log: z
    .strictObject({
      level: z
        .enum(["debug", "info", "warn", "error", "silent"])
        .default("info")
        .meta(doc("Mức nhật ký thấp nhất được ghi", "Lowest level that is written")),
    })
    .prefault({})
    .meta(doc("Nhật ký", "Log")),
});

/** What a config file and the environment may say, defaults filled in, before ports, names and secrets are settled. */
export type WrittenConfig = z.output<typeof configSchema>;

/** A password that JSON, logs and inspection do not show. */
export type Secret = () => string;

export type Listener = { readonly enabled: boolean; readonly host: string; readonly port: number };

type Frozen<T> = T extends (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/** The settled configuration: every port, name, folder and secret is known. Frozen. */
export type Config = Frozen<Omit<WrittenConfig, "hostname" | "listeners" | "database" | "sms">> & {
  readonly hostname: string;
  readonly listeners: { readonly [K in ListenerName]: Listener };
  readonly database: Frozen<Omit<WrittenConfig["database"], "password">> & { readonly password: Secret | null };
  readonly sms: Frozen<Omit<WrittenConfig["sms"], "authorization">> & { readonly authorization: Secret | null };
};
