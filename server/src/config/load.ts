import { readFileSync } from "node:fs";
import { hostname as machineName } from "node:os";
import { dirname, resolve } from "node:path";
import { fillFromEnvironment } from "./environment.ts";
import type { ConfigOptions } from "./options.ts";
import { defaultPort, LISTENER_NAMES, type ListenerName, mayOpenStandardPorts } from "./ports.ts";
import { ConfigError, type Problem, problemsOf } from "./problems.ts";
import { type Config, configSchema, type Listener, type Secret, type WrittenConfig } from "./schema.ts";

/** Part of a config file, as JSON gives it. */
export type ConfigTree = { [key: string]: unknown };

export type ConfigSources = {
  options: ConfigOptions;
  env: NodeJS.ProcessEnv;
  /** What a command sets below file, environment and options (the demo listens on loopback, say). */
  defaults?: ConfigTree;
};

/**
 * The configuration: command line over environment (CONGTHU_…) over file over defaults. Throws a ConfigError that
 * holds every problem. Reads the file, the named secrets and, for the choice of ports, /proc; writes nothing.
 */
export function loadConfig(sources: ConfigSources): Config {
  const problems: Problem[] = [];
  const file = sources.options.config ?? sources.env.CONGTHU_CONFIG;
  const tree: ConfigTree = structuredClone(sources.defaults ?? {});
  if (file) overlay(tree, readConfigFile(file, problems));
  fillFromEnvironment(tree, sources.env, problems);
  if (sources.options.data !== undefined) tree.dataFolder = sources.options.data;
  const parsed = configSchema.safeParse(tree, { reportInput: true });
  if (!parsed.success) throw new ConfigError([...problems, ...problemsOf(parsed.error)]);
  const config = settle(parsed.data, { ...sources, folder: file ? dirname(resolve(file)) : process.cwd() }, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(config);
}

function settle(written: WrittenConfig, from: ConfigSources & { folder: string }, problems: Problem[]): Config {
  checkTogether(written, problems);
  const choice = { portBase: from.options.portBase, standardAllowed: mayOpenStandardPorts() };
  const settleListener = (name: ListenerName): Listener => {
    const { enabled, host, port } = written.listeners[name];
    const named = from.options.portBase === undefined ? port : null;
    return { enabled, host, port: named ?? defaultPort(name, choice) };
  };
  return {
    ...written,
    hostname: written.hostname ?? machineName(),
    dataFolder: resolve(written.dataFolder),
    listeners: Object.fromEntries(LISTENER_NAMES.map((n) => [n, settleListener(n)])) as Config["listeners"],
    database: {
      ...written.database,
      password: readSecret("database.password", written.database.password, from, problems),
    },
    sms: {
      ...written.sms,
      authorization: readSecret("sms.authorization", written.sms.authorization, from, problems),
    },
  };
}

/** What one key asks of another. */
function checkTogether(c: WrittenConfig, problems: Problem[]): void {
  if ((c.tls.certFile === null) !== (c.tls.keyFile === null))
    problems.push({
      where: "tls",
      vi: "certFile và keyFile phải cùng có hoặc cùng không",
      en: "certFile and keyFile must both be set or both not",
    });
  if (c.database.engine === "postgres" && c.database.url === null)
    problems.push({ where: "database.url", vi: "cần có khi engine là postgres", en: "needed when engine is postgres" });
  if (c.database.url !== null && new URL(c.database.url).password !== "")
    problems.push({
      where: "database.url",
      vi: "không ghi mật khẩu ở đây; dùng database.password",
      en: "no password here; use database.password",
    });
}

function readConfigFile(file: string, problems: Problem[]): ConfigTree {
  try {
    const tree: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isTree(tree)) {
      delete tree.$schema;
      return tree;
    }
    problems.push({ where: file, vi: "phải là một đối tượng JSON", en: "must be a JSON object" });
  } catch (err) {
    const text = err instanceof Error ? err.message : String(err);
    problems.push({ where: file, vi: `không đọc được (${text})`, en: `cannot be read (${text})` });
  }
  return {};
}

/** `file:PATH` counts from the config file's folder; `env:NAME` names a variable. The end of line is not part of it. */
function readSecret(
  where: string,
  reference: string | null,
  from: { env: NodeJS.ProcessEnv; folder: string },
  problems: Problem[],
): Secret | null {
  if (reference === null) return null;
  const [, kind, rest = ""] = /^(file|env):(.+)$/.exec(reference) ?? [];
  try {
    const value =
      kind === "file" ? readFileSync(resolve(from.folder, rest), "utf8").replace(/\r?\n$/, "") : from.env[rest];
    if (value) return () => value;
    problems.push({ where, vi: `${reference} trống hoặc không có`, en: `${reference} is empty or not set` });
  } catch (err) {
    const text = err instanceof Error ? err.message : String(err);
    problems.push({ where, vi: `không đọc được ${reference} (${text})`, en: `${reference} cannot be read (${text})` });
  }
  return null;
}

function overlay(under: ConfigTree, over: ConfigTree): void {
  for (const [key, value] of Object.entries(over)) {
    const below = under[key];
    if (isTree(below) && isTree(value)) overlay(below, value);
    else under[key] = value;
  }
}

function isTree(value: unknown): value is ConfigTree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null)
    for (const inner of Object.values(Object.freeze(value))) deepFreeze(inner);
  return value;
}
