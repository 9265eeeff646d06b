import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import { exportAudit, verifyLines } from "../core/audit/export-audit.ts";
import { verifyAudit } from "../core/audit/verify-audit.ts";
import { type Command, type Terminal, UsageError } from "./command.ts";
import { subcommand, withApp } from "./with-app.ts";

const OPTIONS = {
  ...CONFIG_OPTIONS,
  format: { type: "string", default: "json" },
  after: { type: "string", default: "0" },
} as const;

export const auditCommand: Command = {
  name: "audit",
  usage: `export [--format json|syslog] [--after N] ${CONFIG_USAGE} | verify [FILE]`,
  vi: "Nhật ký quản trị: xuất (mỗi dòng một mục), kiểm tra chuỗi băm của cơ sở dữ liệu hoặc của tệp đã xuất (không cần máy chủ)",
  en: "The audit: export it line by line, verify the hash chain of the database or, without any server, of an exported file",
  async run(args, terminal) {
    const [word, rest] = subcommand(args, ["export", "verify"]);
    if (word === "verify" && rest[0] !== undefined && !rest[0].startsWith("-")) return verifyFile(rest[0], terminal);
    const { values } = parseCommandLine(rest, OPTIONS);
    return withApp(values, terminal, async ({ app }) => {
      if (word === "verify") {
        const verdict = await verifyAudit(app);
        return verdict.ok
          ? good(terminal, 1, verdict.entries, verdict.headHash)
          : bad(terminal, verdict.seq, verdict.fault);
      }
      const format = values.format === "syslog" ? "syslog" : values.format === "json" ? "json" : undefined;
      const after = Number(values.after);
      if (!format || !Number.isInteger(after) || after < 0) throw new UsageError("--format json|syslog, --after N");
      for await (const line of exportAudit(app, { after, format })) terminal.out(`${line}\n`);
      return 0;
    });
  },
};

async function verifyFile(file: string, terminal: Terminal): Promise<number> {
  if (!existsSync(file)) throw new UsageError(`không có tệp ${file} · no such file`);
  const verdict = await verifyLines(createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity }));
  return verdict.ok
    ? good(terminal, verdict.from, verdict.end.seq, verdict.end.hash)
    : bad(terminal, verdict.seq, verdict.fault);
}

function good(terminal: Terminal, from: number, to: number, hash: string): number {
  terminal.out(`Chuỗi nguyên vẹn · the chain holds: ${from}–${to}\n${hash}\n`);
  return 0;
}

const FAULTS: Record<string, string> = {
  gap: "thiếu mục · an entry is missing",
  link: "không nối với mục trước · does not hang on the one before",
  hash: "mục đã bị sửa · the entry was changed",
  head: "các mục cuối bị cắt · entries at the end were cut off",
  unreadable: "dòng không đọc được · a line cannot be read",
};

function bad(terminal: Terminal, seq: number, fault: string): number {
  terminal.err(`✗ ${seq}: ${FAULTS[fault] ?? fault}\n`);
  return 1;
}
