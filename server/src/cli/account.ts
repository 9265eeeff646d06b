import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { REASONS_FOR } from "@congthu/shared/account-life";
import { ACCOUNT_KINDS, ACCOUNT_STATUSES } from "@congthu/shared/directory-words";
import type { AccountId } from "@congthu/shared/ids";
import { CONFIG_OPTIONS, CONFIG_USAGE, parseCommandLine } from "../config/options.ts";
import type { App } from "../core/app.ts";
import { createAccount } from "../core/directory/create-account.ts";
import { listAccounts } from "../core/directory/list-accounts.ts";
import { lockAccount, unlockAccount } from "../core/directory/lock-account.ts";
import { proposeAddresses } from "../core/directory/propose-addresses.ts";
import { resetPassword } from "../core/directory/reset-password.ts";
import { accountForLogin } from "../core/directory/sign-in.ts";
import { exportMailbox } from "../core/provisioning/export-mailbox.ts";
import { importFileOf } from "./account-import.ts";
import { type Command, UsageError } from "./command.ts";
import { type AtWork, agencyNamed, subcommand, withApp } from "./with-app.ts";

const OPTIONS = {
  ...CONFIG_OPTIONS,
  agency: { type: "string" },
  kind: { type: "string", default: "person" },
  status: { type: "string" },
  text: { type: "string" },
  name: { type: "string" },
  local: { type: "string" },
  title: { type: "string", default: "" },
  unit: { type: "string", default: "" },
  leader: { type: "boolean", default: false },
  reason: { type: "string", default: "request" },
  document: { type: "string", default: "" },
  note: { type: "string", default: "" },
  run: { type: "boolean", default: false },
  "skip-faulty": { type: "boolean", default: false },
  slips: { type: "string" },
} as const;
type Values = ReturnType<typeof parseCommandLine<typeof OPTIONS>>["values"];

const PAGE = 200;

export const accountCommand: Command = {
  name: "account",
  usage: `list [--agency A] [--status S] [--text T] | create --agency A --name N [--local L] [--title T] [--unit U] [--leader] [--kind K] | lock ADDRESS [--reason R] | unlock ADDRESS | reset ADDRESS | import FILE --agency A [--run] [--skip-faulty] [--slips PDF] | export ADDRESS FILE ${CONFIG_USAGE}`,
  vi: "Tài khoản: liệt kê, cấp, tạm khóa, mở khóa, cấp lại mật khẩu, nhập danh sách Excel hoặc CSV, kết xuất (mbox) hộp thư của người đã nghỉ; A là mã hoặc tên tắt cơ quan",
  en: "Accounts: list, open, lock, unlock, reset the password, import a list of Excel or CSV, export (mbox) the mailbox of who left; A is an agency's id or abbreviation",
  async run(args, terminal) {
    const [word, rest] = subcommand(args, ["list", "create", "lock", "unlock", "reset", "import", "export"]);
    const wantsAddress = word === "lock" || word === "unlock" || word === "reset";
    const { values, positionals } = parseCommandLine(
      rest,
      OPTIONS,
      wantsAddress ? ["ADDRESS"] : word === "import" ? ["FILE"] : word === "export" ? ["ADDRESS", "FILE"] : [],
    );
    const grounds = { document: values.document, note: values.note };
    return withApp(values, terminal, async ({ app, operator, config }) => {
      const at = { app, operator, config };
      if (word === "list") return list(at, values, terminal.out);
      if (word === "create") return create(at, values, terminal.out);
      if (word === "import") return importFileOf(at, { ...values, file: positionals[0] ?? "" }, terminal.out);
      const accountId = await accountNamed(app, positionals[0] ?? "");
      if (word === "export") {
        await pipeline(
          exportMailbox(app, operator, accountId),
          createWriteStream(positionals[1] ?? "", { mode: 0o600 }),
        );
        return 0;
      }
      if (word === "lock")
        await lockAccount(app, operator, accountId, {
          ...grounds,
          reason: oneOf(REASONS_FOR.lock, values.reason, "--reason"),
        });
      else if (word === "unlock") await unlockAccount(app, operator, accountId, grounds);
      else terminal.out(`${(await resetPassword(app, operator, accountId, grounds)).oneTimePassword}\n`);
      return 0;
    });
  },
};

async function list({ app, operator }: AtWork, values: Values, out: (text: string) => void): Promise<number> {
  const agency = values.agency === undefined ? undefined : await agencyNamed(app, values.agency);
  const status = values.status === undefined ? undefined : oneOf(ACCOUNT_STATUSES, values.status, "--status");
  for (let after: string | undefined; ; ) {
    const page = await listAccounts(app, operator, {
      ...{ agencyId: agency?.agency_id, below: true, status, text: values.text, after },
      ...{ sort: "name", order: "asc", limit: PAGE },
    });
    for (const a of page.items) out(`${[a.address, a.name, a.title, a.agencyName, a.status].join("\t")}\n`);
    if (page.next === null) return 0;
    after = page.next;
  }
}

async function create({ app, operator }: AtWork, values: Values, out: (text: string) => void): Promise<number> {
  if (values.agency === undefined || values.name === undefined) throw new UsageError("--agency, --name");
  const agency = await agencyNamed(app, values.agency);
  const kind = oneOf(ACCOUNT_KINDS, values.kind, "--kind");
  const who = { agencyId: agency.agency_id, kind, fullName: values.name, unit: values.unit };
  const localPart = values.local ?? (await proposeAddresses(app, operator, who)).localParts[0];
  if (localPart === undefined) throw new UsageError("--local");
  const { title, leader } = values;
  const made = await createAccount(app, operator, { ...who, localPart, title, isLeader: leader });
  out(
    `${[`${localPart}@${agency.domain}`, ...(made.oneTimePassword === null ? [] : [made.oneTimePassword])].join("\t")}\n`,
  );
  return 0;
}

async function accountNamed(app: Pick<App, "db">, address: string): Promise<AccountId> {
  const account = await app.db.read((r) => accountForLogin(r, address));
  if (!account) throw new UsageError(`không có tài khoản "${address}" · no such account`);
  return account.account_id;
}

function oneOf<T extends string>(list: readonly T[], text: string, option: string): T {
  const found = list.find((v) => v === text);
  if (!found) throw new UsageError(`${option}: ${list.join(", ")}`);
  return found;
}
