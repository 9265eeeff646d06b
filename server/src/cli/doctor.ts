import { createApp } from "../app.ts";
import { loadConfig } from "../config/load.ts";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine, toConfigOptions } from "../config/options.ts";
import { verifyAudit } from "../core/audit/verify-audit.ts";
import { checkConsistency } from "../core/consistency.ts";
import { operatorPrincipal } from "../core/directory/operator.ts";
import { checkOutside } from "../core/operations/check-outside.ts";
import { appOptions, certificateOf } from "../serve.ts";
import type { Command } from "./command.ts";

const OPTIONS = { ...CONFIG_OPTIONS, outside: { type: "boolean", default: false } } as const;
const SIGNS = { ok: "✓", warn: "!" } as const;

export const doctor: Command = {
  name: "doctor",
  usage: `[--outside] ${CONFIG_USAGE}`,
  vi: "Kiểm tra kho thư: số đếm, thư, nội dung, hàng đợi, số liệu sử dụng, chuỗi nhật ký; --outside: cả chứng thư, ổ đĩa, đồng hồ, bản ghi DNS, LDAP, OpenID; không sửa gì",
  en: "Check the store: counts, messages, octets, queue, usage figures, audit chain; --outside: certificate, disk, clock, DNS records, LDAP, OpenID as well; changes nothing",
  async run(args, terminal) {
    const { values } = parseCommandLine(args, OPTIONS);
    const config = loadConfig({ options: toConfigOptions(values, terminal.env), env: terminal.env });
    const app = await createApp({ ...appOptions(config), logLevel: "silent" });
    try {
      const wrong = [...(await checkConsistency(app)), ...auditFaults(await verifyAudit(app))];
      if (values.outside) {
        const operator = await app.db.read(operatorPrincipal);
        for (const c of await checkOutside(app, operator, await certificateOf(config, app.clock))) {
          if (c.state === "bad") wrong.push(`${c.what}: ${c.vi} · ${c.en}`);
          else terminal.out(`${SIGNS[c.state]} ${c.what}: ${c.vi} · ${c.en}\n`);
        }
      }
      for (const line of wrong) terminal.out(`✗ ${line}\n`);
      terminal.out(
        wrong.length === 0 ? "✓ Không thấy gì sai · nothing wrong\n" : `${wrong.length} điều sai · things wrong\n`,
      );
      return wrong.length === 0 ? 0 : 1;
    } finally {
      await app.close();
    }
  },
};

function auditFaults(verdict: Awaited<ReturnType<typeof verifyAudit>>): string[] {
  return verdict.ok ? [] : [`audit: entry ${verdict.seq} does not fit the chain (${verdict.fault})`];
}
