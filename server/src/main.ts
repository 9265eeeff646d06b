import type { Terminal } from "./cli/command.ts";
import { UsageError } from "./cli/command.ts";
import { describeCommands } from "./cli/help.ts";
import { COMMANDS } from "./cli/index.ts";
import { ConfigError } from "./config/problems.ts";
import { SecretKeyError } from "./lib/secrets.ts";

const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  env: process.env,
};

process.exitCode = await runCommand(process.argv.slice(2));

/** 0 when it went well, 1 when it did not, 2 when the command line is wrong. */
async function runCommand([name = "help", ...args]: readonly string[]): Promise<number> {
  if (["help", "--help", "-h"].includes(name) || args.includes("--help")) {
    const one = COMMANDS.filter((command) => command.name === name);
    terminal.out(describeCommands(one.length > 0 ? one : COMMANDS));
    return 0;
  }
  const command = COMMANDS.find((c) => c.name === name);
  if (!command) {
    terminal.err(`Không có lệnh "${name}" · no such command: ${COMMANDS.map((c) => c.name).join(", ")}, help\n`);
    return 2;
  }
  try {
    return await command.run(args, terminal);
  } catch (err) {
    if (err instanceof ConfigError || err instanceof UsageError || err instanceof SecretKeyError) {
      terminal.err(`✗ ${err.message}\n`);
      return 2;
    }
    terminal.err(`✗ Lỗi ngoài dự kiến · unexpected error: ${err instanceof Error ? err.stack : String(err)}\n`);
    return 1;
  }
}
