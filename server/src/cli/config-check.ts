import { loadConfig } from "../config/load.ts";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine, toConfigOptions } from "../config/options.ts";
import type { Command } from "./command.ts";

export const configCheck: Command = {
  name: "config-check",
  usage: CONFIG_USAGE,
  vi: "Kiểm tra cấu hình và in ra dạng đầy đủ; bí mật không được in",
  en: "Check the configuration and print it in full; secrets are not printed",
  async run(args, terminal) {
    const { values } = parseCommandLine(args, CONFIG_OPTIONS);
    const config = loadConfig({ options: toConfigOptions(values, terminal.env), env: terminal.env });
    terminal.out(`${JSON.stringify(config, null, 2)}\n`);
    return 0;
  },
};
