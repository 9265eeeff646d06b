import { writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { UsageFigures } from "@congthu/shared/api/reports";
import { formatDay, localDay } from "@congthu/shared/dates";
import { FILE_FORMATS } from "@congthu/shared/report-words";
import { definitionSentences } from "@congthu/shared/usage-definition";
import { percentOf, USAGE_MEASURES } from "@congthu/shared/usage-measures";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import { buildReport } from "../core/reporting/build-report.ts";
import { exportUsage } from "../core/reporting/export-usage.ts";
import type { Command } from "./command.ts";
import { UsageError } from "./command.ts";
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
  usage: `usage [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--agency A] [--file NAME.(pdf|docx|xlsx|csv)] | rebuild [--from-log] | person-export ADDRESS | person-erase ADDRESS ${CONFIG_USAGE}`,
  vi: "Báo cáo tình hình sử dụng thư công vụ; mặc định từ đầu tháng đến hôm nay",
  en: "Report on the use of official mail; from the first of this month until today unless told",
  async run(args, terminal) {
    const [word, rest] = subcommand(args, ["usage", "rebuild", "person-export", "person-erase"]);
    if (word === "rebuild") return runRebuild(rest, terminal);
    if (word !== "usage") return runPerson(word, rest, terminal);
    const { values } = parseCommandLine(rest, OPTIONS);
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

function figures(f: UsageFigures): string[] {
  return USAGE_MEASURES.map((m) => String((m.kind === "count" ? m.of(f) : percentOf(m.of(f))) ?? "–"));
}
