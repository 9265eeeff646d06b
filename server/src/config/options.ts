import { resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { MAX_PORT_BASE } from "./ports.ts";
import { ConfigError, type Problem } from "./problems.ts";

/** The options of every command that needs the configuration. */
export const CONFIG_OPTIONS = {
  data: { type: "string" },
  config: { type: "string" },
  "port-base": { type: "string" },
} as const satisfies ParseArgsConfig["options"];

/** Their description for usage texts. */
export const CONFIG_USAGE = "[--data DIR] [--config FILE] [--port-base N]";

export type ConfigOptions = { data?: string | undefined; config?: string | undefined; portBase?: number | undefined };

/**
 * Reads a command line strictly: `words` names the arguments without dashes that must be there (`["ADDRESS"]`).
 * Anything else is a ConfigError in both languages.
 */
export function parseCommandLine<O extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: O,
  words: readonly string[] = [],
) {
  const where = args.join(" ");
  const parsed = strictly(() => parseArgs({ args: [...args], options, allowPositionals: true, strict: true }), where);
  if (parsed.positionals.length !== words.length) {
    const wanted = words.join(" ") || "–";
    throw new ConfigError([{ where, vi: `cần đúng các tham số: ${wanted}`, en: `exactly these arguments: ${wanted}` }]);
  }
  return parsed;
}

function strictly<T>(parse: () => T, where: string): T {
  try {
    return parse();
  } catch (err) {
    const text = err instanceof Error ? err.message : String(err);
    const [, option = where] = /'(-[^' ]*)/.exec(text) ?? [];
    if (text.startsWith("Unknown option"))
      throw new ConfigError([{ where: option, vi: "không có tùy chọn này", en: "no such option" }]);
    throw new ConfigError([{ where: option, vi: "thiếu hoặc thừa giá trị", en: "its value is missing or not wanted" }]);
  }
}

/**
 * The configuration's part of a parsed command line. Folders count from where the person stands, also when npm has
 * changed to the project's folder (`npm --prefix`).
 */
export function toConfigOptions(
  values: { data?: string | undefined; config?: string | undefined; "port-base"?: string | undefined },
  env: NodeJS.ProcessEnv,
): ConfigOptions {
  const problems: Problem[] = [];
  const from = env.INIT_CWD ?? process.cwd();
  const portBase = values["port-base"] === undefined ? undefined : Number(values["port-base"]);
  if (portBase !== undefined && !(Number.isInteger(portBase) && portBase >= 0 && portBase <= MAX_PORT_BASE))
    problems.push({
      where: "--port-base",
      vi: `phải là số nguyên từ 0 đến ${MAX_PORT_BASE}`,
      en: `must be a whole number from 0 to ${MAX_PORT_BASE}`,
    });
  for (const name of ["data", "config"] as const)
    if (values[name] === "") problems.push({ where: `--${name}`, vi: "không được để trống", en: "must not be empty" });
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    data: values.data === undefined ? undefined : resolve(from, values.data),
    config: values.config === undefined ? undefined : resolve(from, values.config),
    portBase,
  };
}
