import { addressKey } from "@congthu/shared/address";
import type { FrozenReportId } from "@congthu/shared/ids";
import { periodTitle } from "@congthu/shared/report-periods";
import { secretToken } from "../../lib/ids.ts";
import { composeMessage, type DraftFile } from "../../mime/compose.ts";
import { type AccountRow, accountById } from "../../store/accounts.ts";
import { addressRow } from "../../store/addresses.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { type FrozenReportRow, frozenReport, markMailed } from "../../store/reports.ts";
import type { Principal } from "../access.ts";
import { type Actor, appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";
import { prepareSubmission, type SubmitDeps, submitIn } from "../submission/submit.ts";
import { frozenContent } from "./freeze-report.ts";
import { managedReport, renderFrozen } from "./frozen-reports.ts";

/** The mailbox reports and reminders are sent from, as the setting says: of an agency or technical, in use. Undefined when there is none. */
export async function reportSender(r: Reader): Promise<AccountRow | undefined> {
  const { sender } = await readSetting(r, "reporting");
  const row = sender === "" ? undefined : await addressRow(r, addressKey(sender));
  const account = row?.account_id ? await accountById(r, row.account_id) : undefined;
  return account?.status === "active" && account.kind !== "person" ? account : undefined;
}

export type ReportLetter = { to: readonly string[]; subject: string; text: string; files: DraftFile[] };

/**
 * Sends a letter of ours by the way all letters go, in the transaction in which `alongIn` notes that it went: both or neither. `alongIn` gives false when it
 * went before.
 */
export async function sendLetter(
  app: SubmitDeps,
  sender: AccountRow,
  letter: ReportLetter,
  alongIn: (tx: Tx) => Promise<boolean>,
): Promise<boolean> {
  const from = { name: sender.full_name, email: sender.address };
  const bytes = composeMessage(
    {
      from: [from],
      to: letter.to.map((email) => ({ name: null, email })),
      cc: [],
      bcc: [],
      subject: letter.subject,
      text: letter.text,
      files: letter.files,
      messageId: `${secretToken().slice(0, 32)}@${app.site.hostname}`,
      date: app.clock.now(),
      // RFC 3834 §5: no vacation message answers.
      headers: [{ name: "Auto-Submitted", value: "auto-generated" }],
    },
    false,
  );
  const prepared = await prepareSubmission(app, {
    actor: { account: sender, channel: "system" },
    mailFrom: sender.address,
    to: letter.to.map((address) => ({ address })),
    bytes,
  });
  return app.db.write(async (tx) => {
    if (!(await alongIn(tx))) return false;
    await submitIn(app, tx, prepared, 0);
    return true;
  });
}

/** Mails a frozen report by hand. Throws notFound, access.denied, sender.notAllowed (no mailbox to send from is set). */
export async function mailFrozenReport(
  app: SubmitDeps,
  principal: Principal,
  q: { reportId: FrozenReportId; to: readonly string[] },
): Promise<{ recipients: number }> {
  const row = await app.db.read((r) => managedReport(r, principal, q.reportId));
  await mailReport(app, principal, row, { to: q.to, once: false });
  return { recipients: q.to.length };
}

/** Mails a frozen report that nobody mailed yet; once only, whatever crashes. Gives whether it went now. */
export async function mailReportOnce(
  app: SubmitDeps,
  reportId: FrozenReportId,
  to: readonly string[],
): Promise<boolean> {
  const row = await app.db.read((r) => frozenReport(r, reportId));
  if (!row || row.mailed_at !== null) return false;
  return mailReport(app, null, row, { to, once: true });
}

async function mailReport(
  app: SubmitDeps,
  actor: Actor,
  row: FrozenReportRow,
  q: { to: readonly string[]; once: boolean },
): Promise<boolean> {
  const sender = await app.db.read(reportSender);
  if (!sender) throw new MailError("sender.notAllowed", "reporting.sender");
  const content = frozenContent(row);
  const title = periodTitle(content.report.period);
  const files: DraftFile[] = [];
  for (const format of ["pdf", "xlsx"] as const) {
    const { name, type, bytes } = await renderFrozen(content, format);
    files.push({ name, type, content: bytes });
  }
  const text = [
    "Kính gửi quý cơ quan,",
    "",
    `Gửi kèm báo cáo tình hình sử dụng thư điện tử công vụ ${title} (tệp PDF và bảng tính).`,
    "",
    `Số liệu đã chốt, mã kiểm tra (SHA-256): ${row.hash}.`,
    "",
    "Thư này do hệ thống tự động gửi.",
    "",
  ].join("\n");
  const letter = { to: q.to, subject: `Báo cáo tình hình sử dụng thư điện tử công vụ ${title}`, text, files };
  return sendLetter(app, sender, letter, async (tx) => {
    const isFirst = await markMailed(tx, row.report_id, app.clock.now());
    if (q.once && !isFirst) return false;
    await appendAuditIn(app, tx, actor, {
      action: "report.mailed",
      subjectKind: "report",
      subjectId: row.report_id,
      agencyId: row.agency_id,
      detail: { to: [...q.to] },
    });
    return true;
  });
}
