import type { HealthCheck } from "@congthu/shared/api/domains";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import { addDomain } from "../core/directory/add-domain.ts";
import { domainHealth, hostHealth, listDomains } from "../core/operations/domain-health.ts";
import { dnsRecords, ensureDkimKeys } from "../core/outbound/dkim-keys.ts";
import type { Command } from "./command.ts";
import { type AtWork, subcommand, withApp } from "./with-app.ts";

export const domainCommand: Command = {
  name: "domain",
  usage: `add NAME | dns | check ${CONFIG_USAGE}`,
  vi: "Tên miền: thêm tên miền, in các bản ghi DNS cần công bố, kiểm tra DNS, chứng thư và danh sách chặn",
  en: "Domains: add one, print the DNS records to publish, check DNS, certificate and blacklists",
  async run(args, terminal) {
    const [word, rest] = subcommand(args, ["add", "dns", "check"]);
    const { values, positionals } = parseCommandLine(rest, CONFIG_OPTIONS, word === "add" ? ["NAME"] : []);
    return withApp(values, terminal, async ({ app, operator, config }) => {
      if (word === "check") return check(app, operator, terminal.out);
      if (word === "add") await addDomain(app, operator, positionals[0] ?? "");
      for (const domain of await ensureDkimKeys(app)) {
        if (word === "add" && domain.domain !== positionals[0]?.toLowerCase()) continue;
        for (const r of dnsRecords(domain, config.hostname))
          terminal.out(`${r.name}\t${r.type}\t${r.value}\t(${r.vi} · ${r.en})\n`);
      }
      return 0;
    });
  },
};

const SIGNS = { ok: "✓", warn: "!", bad: "✗" } as const;

/** Prints what others find of the server and its domains; exit code 1 when something is to be mended. */
async function check(app: AtWork["app"], operator: AtWork["operator"], out: (text: string) => void): Promise<number> {
  let wrong = 0;
  const print = (title: string, checks: readonly HealthCheck[]) => {
    out(`${title}\n`);
    for (const c of checks) {
      if (c.state === "bad") wrong++;
      out(`  ${SIGNS[c.state]} ${c.id}: ${c.vi} · ${c.en}${c.found === "" ? "" : ` (${c.found})`}\n`);
    }
  };
  print(app.site.hostname, await hostHealth(app, operator));
  for (const { domain } of await listDomains(app, operator)) print(domain, await domainHealth(app, operator, domain));
  return wrong === 0 ? 0 : 1;
}
