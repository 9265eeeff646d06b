import assert from "node:assert/strict";
import { checkConsistency } from "@congthu/server/core/consistency";
import { rollUpUsage } from "@congthu/server/core/reporting/roll-up-usage";
import { forgetLogs } from "@congthu/server/core/retention/forget-logs";
import { timeId } from "@congthu/server/lib/ids";
import { insertMailLog } from "@congthu/server/store/mail-log";
import { onEveryEngine } from "../harness/engines.ts";
import { seedProvince } from "../harness/province.ts";

onEveryEngine("the mail log past its time", (open) => {
  it("goes after the months of the setting, keeps the daily sums, and holds together", async () => {
    const bench = await open();
    const province = await seedProvince(bench.app);
    const fact = (day: string) => {
      const at = Date.parse(`${day}T02:00:00Z`);
      const who = { account_id: province.accounts.anh, agency_id: province.department };
      const rest = { trace_id: "", sender: "", recipient: "", message_id: "", size_bytes: 0, remote: "", reply: "" };
      return {
        log_id: timeId("l", at),
        at,
        kind: "signedIn" as const,
        channel: "web" as const,
        peer: "" as const,
        ...who,
        ...rest,
      };
    };
    await bench.app.db.write((tx) =>
      insertMailLog(tx, ["2025-02-27", "2025-03-01", "2025-03-03", "2026-03-01"].map(fact)),
    );
    assert.equal(await forgetLogs(bench.app), 0, "what is not summed yet stays");
    await rollUpUsage(bench.app);
    assert.equal(await forgetLogs(bench.app), 2);
    assert.equal(await forgetLogs(bench.app), 0);
    const left = await bench.app.db.read((r) => r.all<{ at: number }>(`SELECT at FROM mail_log ORDER BY at`));
    assert.deepEqual(
      left.map((row) => new Date(Number(row.at)).toISOString().slice(0, 10)),
      ["2025-03-03", "2026-03-01"],
    );
    const sums = await bench.app.db.read((r) => r.all(`SELECT day FROM usage_day`));
    assert.equal(sums.length, 4);
    assert.deepEqual(await checkConsistency(bench.app), []);
    await bench.close();
  });
});
