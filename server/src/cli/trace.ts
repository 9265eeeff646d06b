import { addDays, formatTime, localDay } from "@congthu/shared/dates";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import { LOG_FIELDS, logPages } from "../core/operations/export-log.ts";
import { findLetters } from "../core/operations/find-letters.ts";
import { readTrace } from "../core/operations/read-trace.ts";
import type { Command } from "./command.ts";
import { type AtWork, subcommand, withApp } from "./with-app.ts";

const OPTIONS = { ...CONFIG_OPTIONS, from: { type: "string" }, to: { type: "string" } } as const;

/** Letters whose whole way is printed; a longer list is a question asked too widely. */
const SHOWN = 20;

export const traceCommand: Command = {
  name: "trace",
  usage: `find TEXT [--from yyyy-mm-dd] [--to yyyy-mm-dd] | log --from yyyy-mm-dd [--to yyyy-mm-dd] ${CONFIG_USAGE}`,
  vi: "Tra cứu đường đi của thư theo người gửi, người nhận, mã thư hoặc tên; xuất nhật ký thư (mỗi dòng một JSON)",
  en: "Where letters went, by sender, recipient, Message-ID or name; the mail log as lines of JSON",
  async run(args, terminal) {
    const [word, rest] = subcommand(args, ["find", "log"]);
    const { values, positionals } = parseCommandLine(rest, OPTIONS, word === "find" ? ["TEXT"] : []);
    return withApp(values, terminal, async (at) => {
      const today = localDay(at.app.clock.now());
      if (word === "find")
        return find(at, { text: positionals[0] ?? "", fromDay: values.from, toDay: values.to }, terminal.out);
      const days = { fromDay: values.from ?? addDays(today, -1), toDay: values.to ?? today };
      for await (const page of logPages(at.app, at.operator, days))
        for (const row of page)
          terminal.out(`${JSON.stringify(Object.fromEntries(LOG_FIELDS.map((key, i) => [key, row[i]])))}\n`);
      return 0;
    });
  },
};

async function find(
  { app, operator }: AtWork,
  q: { text: string; fromDay: string | undefined; toDay: string | undefined },
  out: (text: string) => void,
): Promise<number> {
  const { items, next } = await findLetters(app, operator, q);
  for (const item of items.slice(0, SHOWN)) {
    const { hops } = await readTrace(app, operator, item.traceId);
    out(`${item.traceId}\t${item.sender || "<>"}\t${item.messageId}\n`);
    for (const hop of hops) {
      out(`  ${formatTime(hop.at)}  ${hop.what.vi}${hop.why ? ` ${hop.why.vi}` : ""}\n`);
      out(`  ${" ".repeat(16)}  ${hop.what.en}${hop.why ? ` ${hop.why.en}` : ""}\n`);
      if (hop.reply !== "") out(`  ${" ".repeat(16)}  « ${hop.reply} »\n`);
    }
  }
  if (items.length === 0) out("Không tìm thấy thư nào · no letter was found\n");
  if (next !== null) out("Còn nữa, hãy thu hẹp thời gian · there is more, name fewer days\n");
  return items.length === 0 ? 1 : 0;
}
