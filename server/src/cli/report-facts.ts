import { CONFIG_OPTIONS, parseCommandLine } from "../config/options.ts";
import { accountForLogin } from "../core/directory/sign-in.ts";
import { erasePersonFacts, exportPersonFacts } from "../core/reporting/person-facts.ts";
import { rebuildUsage } from "../core/reporting/rebuild-usage.ts";
import { type Terminal, UsageError } from "./command.ts";
import { withApp } from "./with-app.ts";

/** `report rebuild`: all sums of usage made anew from the daily facts, with `--from-log` from the mail log; tells how far it is. */
export function runRebuild(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseCommandLine(args, { ...CONFIG_OPTIONS, "from-log": { type: "boolean" } } as const);
  return withApp(values, terminal, async ({ app }) => {
    let told = 0;
    await rebuildUsage(app, {
      fromLog: values["from-log"] === true,
      progress(what, done, of) {
        const now = app.clock.now();
        if (done < of && now - told < 1_000) return;
        told = now;
        terminal.out(`${what === "persons" ? "người dùng · accounts" : "tháng · months"}: ${done}/${of}\n`);
      },
    });
    terminal.out("Đã tính lại xong · done\n");
    return 0;
  });
}

/** `report person-export` prints all usage facts of one person as JSON; `person-erase` erases them. Both are in the audit. */
export function runPerson(
  word: "person-export" | "person-erase",
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values, positionals } = parseCommandLine(args, CONFIG_OPTIONS, ["ADDRESS"]);
  const [address = ""] = positionals;
  return withApp(values, terminal, async ({ app, operator }) => {
    const account = await app.db.read((r) => accountForLogin(r, address));
    if (!account) throw new UsageError(`không có hộp thư "${address}" · no such mailbox`);
    if (word === "person-erase") {
      await erasePersonFacts(app, operator, account.account_id);
      terminal.out(`Đã xóa số liệu sử dụng của ${account.address} · erased\n`);
      return 0;
    }
    terminal.out(`${JSON.stringify(await exportPersonFacts(app, operator, account.account_id), null, 2)}\n`);
    return 0;
  });
}
