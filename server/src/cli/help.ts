import type { Command } from "./command.ts";

/** The list of commands, as `congthu help` prints it. */
export function describeCommands(commands: readonly Command[]): string {
  const lines = commands.flatMap(({ name, usage, vi, en }) => [
    `  ${name} ${usage}`.trimEnd(),
    `      ${vi}`,
    `      ${en}`,
  ]);
  return [
    "Công Thư",
    "",
    "congthu LỆNH · congthu COMMAND",
    "",
    ...lines,
    "  help",
    "      Bản trợ giúp này",
    "      This help",
    "",
  ].join("\n");
}
