import { createApp } from "../app.ts";
import { loadConfig } from "../config/load.ts";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine, toConfigOptions } from "../config/options.ts";
import { verifyAudit } from "../core/audit/verify-audit.ts";
import { checkConsistency } from "../core/consistency.ts";
import { appOptions } from "../serve.ts";
import type { Command } from "./command.ts";

export const doctor: Command = {
  name: "doctor",
  usage: CONFIG_USAGE,
  vi: "Kiểm tra kho thư: số đếm, thư, nội dung, hàng đợi, số liệu sử dụng, chuỗi nhật ký; không sửa gì",
  en: "Check the store: counts, messages, octets, queue, usage figures, audit chain; changes nothing",
  async run(args, terminal) {
    const { values } = parseCommandLine(args, CONFIG_OPTIONS);
    const config = loadConfig({ options: toConfigOptions(values, terminal.env), env: terminal.env });
    const app = await createApp({ ...appOptions(config), logLevel: "silent" });
    try {
      const wrong = [...(await checkConsistency(app)), ...auditFaults(await verifyAudit(app))];
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
