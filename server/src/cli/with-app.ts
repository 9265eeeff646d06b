import { createApp } from "../app.ts";
import { loadConfig } from "../config/load.ts";
import { toConfigOptions } from "../config/options.ts";
import type { Config } from "../config/schema.ts";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { operatorPrincipal } from "../core/directory/operator.ts";
import { MailError } from "../core/errors.ts";
import { appOptions } from "../serve.ts";
import type { AgencyRow } from "../store/agencies.ts";
import { agenciesByAbbreviation, agencyById } from "../store/agencies.ts";
import { type Terminal, UsageError } from "./command.ts";

type ConfigValues = Parameters<typeof toConfigOptions>[0];
export type AtWork = { app: App; operator: Principal; config: Config };

/** Opens the store that the command line names, does some work as the operator, and closes it. A refusal is told by its code; exit code 1. */
export async function withApp(
  values: ConfigValues,
  terminal: Terminal,
  work: (at: AtWork) => Promise<number>,
): Promise<number> {
  const config = loadConfig({ options: toConfigOptions(values, terminal.env), env: terminal.env });
  const app = await createApp({ ...appOptions(config), logLevel: "silent" });
  try {
    return await work({ app, operator: await app.db.read(operatorPrincipal), config });
  } catch (err) {
    if (!(err instanceof MailError)) throw err;
    terminal.err(`✗ ${err.code}${err.message === err.code ? "" : ` (${err.message})`}\n`);
    return 1;
  } finally {
    await app.close();
  }
}

/** The agency somebody names by its id or its abbreviation. Throws UsageError when there is none, or more than one. */
export async function agencyNamed(app: Pick<App, "db">, text: string): Promise<AgencyRow> {
  const found = await app.db.read(async (r) => {
    const byId = await agencyById(r, text as AgencyRow["agency_id"]);
    return byId ? [byId] : agenciesByAbbreviation(r, text);
  });
  const [agency, ...others] = found;
  if (!agency) throw new UsageError(`không có cơ quan "${text}" · no such agency`);
  if (others.length > 0)
    throw new UsageError(
      `nhiều cơ quan tên tắt "${text}", hãy dùng mã · several agencies, use the id: ${found.map((a) => `${a.agency_id} ${a.name}`).join("; ")}`,
    );
  return agency;
}

/** Splits `congthu account lock …` into the word after the command and the rest. Throws UsageError unless it is one of `words`. */
export function subcommand<W extends string>(args: readonly string[], words: readonly W[]): [W, readonly string[]] {
  const [word, ...rest] = args;
  const known = words.find((w) => w === word);
  if (!known) throw new UsageError(words.join(" | "));
  return [known, rest];
}
