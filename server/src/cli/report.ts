import { writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { UsageFigures } from "@congthu/shared/api/reports";
import { formatDay, localDay } from "@congthu/shared/dates";
import { FILE_FORMATS } from "@congthu/shared/report-words";
import { definitionSentences } from "@congthu/shared/usage-definition";
import { percentOf, USAGE_MEASURES } from "@congthu/shared/usage-measures";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { buildReport } from "../core/reporting/build-report.ts";
import { exportUsage } from "../core/reporting/export-usage.ts";
import { listFrozenReports, verifyFrozenReport } from "../core/reporting/frozen-reports.ts";
import { type Command, type Terminal, UsageError } from "./command.ts";
import { runPerson, runRebuild } from "./report-facts.ts";
import { agencyNamed, subcommand, withApp } from "./with-app.ts";

const OPTIONS = {
  ...CONFIG_OPTIONS,
  from: { type: "string" },
  to: { type: "string" },
  agency: { type: "string" },
  file: { type: "string" },
} as const;

export const reportCommand: Command = {
  name: "report",
  usage: `usage [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--agency A] [--file NAME.(pdf|docx|xlsx|csv)] | verify | rebuild [--from-log] | person-export ADDRESS | person-erase ADDRESS ${CONFIG_USAGE}`,
  vi: "Báo cáo tình hình sử dụng thư công vụ; mặc định từ đầu tháng đến hôm nay",
  en: "Report on the use of official mail; from the first of this month until today unless told",
  async run(args, terminal) {
    const [word, rest] = subcommand(args, ["usage", "verify", "rebuild", "person-export", "person-erase"]);
    if (word === "rebuild") return runRebuild(rest, terminal);
    if (word !== "usage" && word !== "verify") return runPerson(word, rest, terminal);
    const { values } = parseCommandLine(rest, OPTIONS);
    if (word === "verify") return withApp(values, terminal, ({ app, operator }) => verifyAll(app, operator, terminal));
    return withApp(values, terminal, async ({ app, operator }) => {
      const today = localDay(app.clock.now());
      const agency = values.agency === undefined ? undefined : await agencyNamed(app, values.agency);
      const window = {
        from: values.from ?? `${today.slice(0, 8)}01`,
        to: values.to ?? today,
        agencyId: agency?.agency_id,
      };
      if (values.file !== undefined) {
        const format = FILE_FORMATS.find((f) => `.${f}` === extname(values.file ?? "").toLowerCase());
        if (!format) throw new UsageError(`--file: ${FILE_FORMATS.map((f) => `.${f}`).join(", ")}`);
        const file = await exportUsage(app, operator, { ...window, format });
        writeFileSync(resolve(terminal.env.INIT_CWD ?? process.cwd(), values.file), file.bytes);
        return 0;
      }
      const report = await buildReport(app, operator, window);
      const out = (name: string, f: UsageFigures) => terminal.out(`${[name, ...figures(f)].join("\t")}\n`);
      terminal.out(`${formatDay(report.period.from)} – ${formatDay(report.through)}\n`);
      terminal.out(`${["", ...USAGE_MEASURES.map((m) => m.vi)].join("\t")}\n`);
      for (const row of report.rows) out(row.name, row);
      for (const tier of report.tiers) out(`= ${tier.label}`, tier.sum);
      out("= Tổng cộng", report.total);
      for (const sentence of definitionSentences(report.definition)) terminal.out(`${sentence}\n`);
      return 0;
    });
  },
};

/** Holds every frozen report against its hash and the facts; exit code 1 when a hash does not fit. */
async function verifyAll(app: App, operator: Principal, terminal: Terminal): Promise<number> {
  let broken = 0;
  for (const f of await listFrozenReports(app, operator, {})) {
    const { hashMatches, differences } = await verifyFrozenReport(app, operator, f.id);
    if (!hashMatches) broken++;
    const verdict = hashMatches ? "✓ đúng mã kiểm tra · hash fits" : "✗ nội dung đã bị sửa · content was changed";
    terminal.out(`${f.id}\t${formatDay(f.from)} – ${formatDay(f.to)}\t${f.agencyName}\t${verdict}\t${f.hash}\n`);
    for (const d of differences) terminal.out(`\t${d.where}\t${d.figure}\t${d.frozen} → ${d.now}\n`);
  }
  return broken > 0 ? 1 : 0;
}

function figures(f: UsageFigures): string[] {
  return USAGE_MEASURES.map((m) => String((m.kind === "count" ? m.of(f) : percentOf(m.of(f))) ?? "–"));
}
