import { loadConfig } from "../config/load.ts";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine, toConfigOptions } from "../config/options.ts";
import { ensureFirstAdministrator } from "../core/directory/ensure-first-administrator.ts";
import { dnsRecords, ensureDkimKeys } from "../core/outbound/dkim-keys.ts";
import { PortError, serve } from "../serve.ts";
import { announce } from "./announce.ts";
import type { Command, Terminal } from "./command.ts";

export const serveCommand: Command = {
  name: "serve",
  usage: CONFIG_USAGE,
  vi: "Chạy máy chủ cho đến khi nhận Ctrl-C hoặc SIGTERM",
  en: "Run the server until Ctrl-C or SIGTERM",
  async run(args, terminal) {
    const { values } = parseCommandLine(args, CONFIG_OPTIONS);
    const config = loadConfig({ options: toConfigOptions(values, terminal.env), env: terminal.env });
    // Before anything is said: whoever reads that we are ready may stop us at once.
    const stopped = untilStopped(terminal);
    try {
      const serving = await serve(config);
      const first = await ensureFirstAdministrator(serving.app);
      const domains = await ensureDkimKeys(serving.app);
      terminal.out(announce({ config, serving, first, records: domains.map((d) => dnsRecords(d, config.hostname)) }));
      await stopped;
      await serving.close();
      return 0;
    } catch (err) {
      if (!(err instanceof PortError)) throw err;
      terminal.err(`✗ ${err.message}\n`);
      return 1;
    }
  },
};

/** A Ctrl-C reaches us from the terminal and from npm, moments apart; only a later one means that somebody lost patience. */
const SAME_SIGNAL_MS = 2_000;

/** Resolves at the first Ctrl-C or SIGTERM; another one, moments later, ends the process at once. */
export function untilStopped(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    const stop = () => {
      if (askedAt !== undefined) {
        if (performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(1);
        return;
      }
      askedAt = performance.now();
      terminal.err("Đang dừng… · stopping…\n");
      resolve();
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
  });
}
