import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import { syncDirectory } from "../core/provisioning/ldap/sync-directory.ts";
import { stepLine } from "./apply.ts";
import type { Command } from "./command.ts";
import { subcommand, withApp } from "./with-app.ts";

const OPTIONS = { ...CONFIG_OPTIONS, plan: { type: "boolean", default: false } } as const;

export const directory: Command = {
  name: "directory",
  usage: `sync [--plan] ${CONFIG_USAGE}`,
  vi: "Đồng bộ tài khoản từ danh mục LDAP, Active Directory; --plan chỉ in những gì sẽ làm",
  en: "Takes accounts over from an LDAP directory or Active Directory; --plan only prints what would be done",
  async run(args, terminal) {
    const [, rest] = subcommand(args, ["sync"]);
    const { values } = parseCommandLine(rest, OPTIONS);
    return withApp(values, terminal, async ({ app, operator }) => {
      const { steps, counts, faults, faultCount, problem, people } = await syncDirectory(app, operator, {
        planOnly: values.plan,
      });
      for (const step of steps) terminal.out(stepLine(step));
      for (const f of faults) terminal.out(`! ${f.whom}: ${f.fault} ${f.x}\n`);
      const done = Object.values(counts).reduce((sum, n) => sum + n, 0);
      terminal.out(
        `${people} người · people, ${done} thay đổi · changes, ${faultCount} bỏ qua · left alone${values.plan ? " (chưa áp dụng · not applied)" : ""}\n`,
      );
      if (problem) terminal.err(`✗ ${problem.vi}\n  ${problem.en}\n`);
      return problem ? 1 : 0;
    });
  },
};
