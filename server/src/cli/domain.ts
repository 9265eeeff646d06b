import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import { addDomain } from "../core/directory/add-domain.ts";
import { dnsRecords, ensureDkimKeys } from "../core/outbound/dkim-keys.ts";
import type { Command } from "./command.ts";
import { subcommand, withApp } from "./with-app.ts";

export const domainCommand: Command = {
  name: "domain",
  usage: `add NAME | dns ${CONFIG_USAGE}`,
  vi: "Tên miền: thêm tên miền, in các bản ghi DNS cần công bố (MX, SPF, DKIM, DMARC)",
  en: "Domains: add one, print the DNS records to publish (MX, SPF, DKIM, DMARC)",
  async run(args, terminal) {
    const [word, rest] = subcommand(args, ["add", "dns"]);
    const { values, positionals } = parseCommandLine(rest, CONFIG_OPTIONS, word === "add" ? ["NAME"] : []);
    return withApp(values, terminal, async ({ app, operator, config }) => {
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
