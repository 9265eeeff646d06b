import { readFile } from "node:fs/promises";
import { type DirectoryFile, directoryFile } from "@congthu/shared/api/directory-file";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import { applyDirectory } from "../core/provisioning/apply-directory.ts";
import { type Command, UsageError } from "./command.ts";
import { withApp } from "./with-app.ts";

const OPTIONS = { ...CONFIG_OPTIONS, plan: { type: "boolean", default: false } } as const;

export const applyCommand: Command = {
  name: "apply",
  usage: `FILE [--plan] ${CONFIG_USAGE}`,
  vi: "Đưa danh mục cơ quan, tài khoản về đúng như tệp JSON; --plan chỉ in những điểm khác",
  en: "Makes agencies and accounts what a JSON file says; --plan only prints the differences",
  async run(args, terminal) {
    const { values, positionals } = parseCommandLine(args, OPTIONS, ["FILE"]);
    const file = await fileOf(positionals[0] ?? "");
    return withApp(values, terminal, async ({ app, operator }) => {
      const steps = await applyDirectory(app, operator, { file, planOnly: values.plan });
      for (const step of steps) terminal.out(stepLine(step));
      terminal.out(`${steps.length} điểm khác · differences${values.plan ? " (chưa áp dụng · not applied)" : ""}\n`);
      return 0;
    });
  },
};

/** A planned step as a line of the terminal. */
export function stepLine(s: { what: keyof typeof SIGNS; whom: string; before: string; after: string }): string {
  return `${SIGNS[s.what]} ${s.whom}: ${s.before === "" ? "" : `${s.before} → `}${s.after}\n`;
}

const SIGNS = {
  ...{ create: "+", change: "~", move: ">", set: "=" },
  ...{ link: "&", lock: "x", unlock: "o", depart: "-", restore: "^" },
} as const;

async function fileOf(path: string): Promise<DirectoryFile> {
  try {
    return directoryFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (err) {
    throw new UsageError(`tệp không đúng · not a directory file: ${path}: ${err instanceof Error ? err.message : ""}`, {
      cause: err,
    });
  }
}
