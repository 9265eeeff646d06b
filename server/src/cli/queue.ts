import { formatTime } from "@congthu/shared/dates";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import { listQueue, listQueueDomains } from "../core/outbound/list-queue.ts";
import { dropLetters, retryLetters } from "../core/outbound/work-queue.ts";
import { type Command, UsageError } from "./command.ts";
import { type AtWork, subcommand, withApp } from "./with-app.ts";

const OPTIONS = {
  ...CONFIG_OPTIONS,
  domain: { type: "string" },
  id: { type: "string", multiple: true },
  reason: { type: "string" },
} as const;
const PAGE = 200;

export const queueCommand: Command = {
  name: "queue",
  usage: `domains | list [--domain D] | retry --domain D | --id ID… | drop --domain D | --id ID… --reason TEXT ${CONFIG_USAGE}`,
  vi: "Hàng đợi gửi: vì sao thư còn chờ, gửi lại ngay, hủy và báo người gửi",
  en: "The queue: why letters wait, try them now, drop them and tell their senders",
  async run(args, terminal) {
    const [word, rest] = subcommand(args, ["domains", "list", "retry", "drop"]);
    const { values } = parseCommandLine(rest, OPTIONS, []);
    return withApp(values, terminal, async (at) => {
      if (word === "domains") return domains(at, terminal.out);
      if (word === "list") return list(at, values.domain, terminal.out);
      const chosen = { ids: values.id ?? [], domain: values.domain };
      if (chosen.domain === undefined && chosen.ids.length === 0) throw new UsageError("--domain D | --id ID");
      if (word === "drop" && values.reason === undefined) throw new UsageError("--reason");
      const n =
        word === "retry"
          ? await retryLetters(at.app, at.operator, chosen)
          : await dropLetters(at.app, at.operator, { ...chosen, reason: values.reason ?? "" });
      terminal.out(`${n} thư · letters\n`);
      return 0;
    });
  },
};

async function domains({ app, operator }: AtWork, out: (text: string) => void): Promise<number> {
  for (const d of (await listQueueDomains(app, operator, {})).items)
    out(`${[d.domain, d.waiting, formatTime(d.oldestAt), formatTime(d.nextAt)].join("\t")}\n`);
  return 0;
}

async function list(
  { app, operator }: AtWork,
  domain: string | undefined,
  out: (text: string) => void,
): Promise<number> {
  for (let after: string | undefined; ; ) {
    const page = await listQueue(app, operator, { domain, after, limit: PAGE });
    for (const l of page.items) {
      const last = l.lastAt === null ? "–" : formatTime(l.lastAt);
      out(`${[l.id, l.from || "<>", l.to, l.attempts, last, formatTime(l.nextAt), l.host, l.reply].join("\t")}\n`);
      out(`\t${l.why.vi} · ${l.why.en}\n`);
    }
    if (page.next === null) return 0;
    after = page.next;
  }
}
