/** What a command writes to and reads from; tests hand in their own. */
export type Terminal = {
  out(text: string): void;
  err(text: string): void;
  env: NodeJS.ProcessEnv;
};

/** One word after `congthu`. */
export type Command = {
  name: string;
  /** What follows the name: `[--data DIR] …`. */
  usage: string;
  vi: string;
  en: string;
  /** Resolves to the exit code. What it throws is printed by main: ConfigError and UsageError in words, all else as a bug. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
};

/** The command line asks for something that cannot be; the message holds both languages. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
