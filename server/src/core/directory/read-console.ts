import type { ConsoleChoice, ConsoleView } from "@congthu/shared/api/console";
import { localDay } from "@congthu/shared/dates";
import { agencyChildren } from "../../store/agencies.ts";
import { consoleChoices, putConsoleChoice } from "../../store/console-choices.ts";
import { allDomains } from "../../store/domains.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { readSetting } from "../settings/read-setting.ts";
import { powersOf } from "./acts.ts";

/** What the console must know before it draws: what the principal may do, the names on the page, today's local day. */
export function readConsole(app: Pick<App, "clock" | "db">, principal: Principal): Promise<ConsoleView> {
  return app.db.read(async (r) => {
    const powers = await powersOf(r, principal);
    const province = await readSetting(r, "province");
    const [root] = await agencyChildren(r, null);
    return {
      provinceName: province.name || (root?.name ?? ""),
      ownerAgency: province.ownerAgency,
      scopes: principal.scopes.map((s) => ({ role: s.role, agencyId: s.agencyId, agencyName: s.agencyName })),
      acts: powers.acts(),
      domains: (await allDomains(r)).map((d) => d.domain),
      today: localDay(app.clock.now()),
      choices: await consoleChoices(r, principal.account.account_id),
    };
  });
}

/** Remembers how the principal likes the console, on every machine of theirs. */
export function keepConsoleChoice(
  app: Pick<App, "db">,
  principal: Principal,
  q: { name: ConsoleChoice; value: string },
): Promise<void> {
  return app.db.write((tx) => putConsoleChoice(tx, { accountId: principal.account.account_id, ...q }));
}
