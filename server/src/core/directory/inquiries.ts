import type { InquiryEntry } from "@congthu/shared/api/account-access";
import { addDays, formatDay, localDay, startOfLocalDay } from "@congthu/shared/dates";
import type { AccountId } from "@congthu/shared/ids";
import { randomId } from "../../lib/ids.ts";
import { type AccountRow, accountById } from "../../store/accounts.ts";
import type { Reader, Tx } from "../../store/db.ts";
import { delegationsTo, deleteDelegation, putDelegations } from "../../store/grants.ts";
import { type InquiryRow, inquiriesInto, inquiryById, insertInquiry, moveInquiry } from "../../store/inquiries.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { postSystemLetterIn, writeSystemLetter } from "../operations/system-letter.ts";
import { accountPower, requireOnAccount } from "./account-power.ts";

type Deps = Pick<App, "blobs" | "changes" | "clock" | "db" | "metrics" | "site" | "wakeups">;

/** No inquiry reads on for longer; another must be asked for. */
const LONGEST_DAYS = 30;

/**
 * Asks for leave to read a mailbox: nobody reads mail by role, so that a second person must grant it. Throws account.notFound, access.denied, invalid (the
 * day is past or too far, or the reader is the owner), state.mismatch (the reader works in the mailbox already).
 */
export function askInquiry(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  accountId: AccountId,
  q: { readerId: AccountId; reason: string; document: string; untilDay: string },
): Promise<{ id: string }> {
  const at = app.clock.now();
  return app.db.write(async (tx) => {
    const { account } = await requireOnAccount(tx, principal, accountId, "inquiry.ask");
    const today = localDay(at);
    if (q.untilDay < today || q.untilDay > addDays(today, LONGEST_DAYS)) throw new MailError("invalid", "untilDay");
    const reader = await accountById(tx, q.readerId);
    if (reader?.status !== "active" || reader.kind === "agency") throw new MailError("account.notFound");
    if (q.readerId === accountId) throw new MailError("invalid", "the owner");
    await requireNoDelegation(tx, accountId, q.readerId, at);
    const id: string = randomId("q");
    await insertInquiry(tx, {
      inquiry_id: id,
      account_id: accountId,
      reader_id: q.readerId,
      asked_by: principal.account.account_id,
      decided_by: null,
      reason: q.reason,
      document: q.document,
      until_day: q.untilDay,
      asked_at: at,
      decided_at: null,
      state: "asked",
    });
    await noteIn(app, tx, principal, { action: "inquiry.asked", account, inquiry: { ...q, id } });
    return { id };
  });
}

/**
 * Grants an inquiry, or refuses it: by somebody who neither asked nor will read. From then on the reader reads the mailbox, and changes nothing in it, to the
 * end of the last day; the owner is told by letter in the same commit. Throws notFound, access.denied, state.mismatch.
 */
export async function decideInquiry(
  app: Deps,
  principal: Principal,
  inquiryId: string,
  q: { grant: boolean },
): Promise<void> {
  const at = app.clock.now();
  const { inquiry, account } = await app.db.read((r) => decidable(r, principal, inquiryId));
  const letter = q.grant
    ? await writeSystemLetter(app, { to: [account.address], subject: SUBJECT, text: noticeOf(inquiry) })
    : undefined;
  await app.db.write(async (tx) => {
    await decidable(tx, principal, inquiryId);
    const to = q.grant ? "open" : "refused";
    const by = principal.account.account_id;
    if (!(await moveInquiry(tx, { inquiryId, from: "asked", to, by, at }))) throw new MailError("state.mismatch");
    if (letter) {
      await requireNoDelegation(tx, inquiry.account_id, inquiry.reader_id, at);
      const until = startOfLocalDay(addDays(inquiry.until_day, 1));
      if (until <= at) throw new MailError("state.mismatch", "its day is over");
      await putDelegations(tx, [
        { owner_id: inquiry.account_id, delegate_id: inquiry.reader_id, rights: "read", since: at, until },
      ]);
      await postSystemLetterIn(app, tx, letter);
    }
    const action = q.grant ? "inquiry.granted" : "inquiry.refused";
    await noteIn(app, tx, principal, { action, account, inquiry: detailOf(inquiry) });
  });
}

/** Ends an inquiry before its day. Throws notFound, access.denied, state.mismatch. */
export function endInquiry(app: Pick<App, "clock" | "db">, principal: Principal, inquiryId: string): Promise<void> {
  const at = app.clock.now();
  return app.db.write(async (tx) => {
    const inquiry = await inquiryById(tx, inquiryId);
    if (!inquiry) throw new MailError("notFound");
    const { account, acts } = await accountPower(tx, principal, inquiry.account_id);
    if (!acts.includes("inquiry.ask") && !acts.includes("inquiry.decide")) throw new MailError("access.denied");
    const by = principal.account.account_id;
    if (!(await moveInquiry(tx, { inquiryId, from: "open", to: "ended", by, at })))
      throw new MailError("state.mismatch");
    await deleteDelegation(tx, inquiry.account_id, inquiry.reader_id);
    await noteIn(app, tx, principal, { action: "inquiry.ended", account, inquiry: detailOf(inquiry) });
  });
}

/** The inquiries into a mailbox, and what the principal may do with each. Throws account.notFound, access.denied. */
export function listInquiries(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  accountId: AccountId,
): Promise<{ items: InquiryEntry[] }> {
  return app.db.read(async (r) => {
    const { acts } = await accountPower(r, principal, accountId);
    const mayEnd = acts.includes("inquiry.ask") || acts.includes("inquiry.decide");
    if (!mayEnd) throw new MailError("access.denied");
    const items: InquiryEntry[] = [];
    for (const row of await inquiriesInto(r, accountId)) {
      // Its time is over without anybody having said so.
      const state = row.state === "open" && row.until_day < localDay(app.clock.now()) ? "ended" : row.state;
      items.push({
        id: row.inquiry_id,
        owner: await personOf(r, row.account_id),
        reader: await personOf(r, row.reader_id),
        askedBy: await personOf(r, row.asked_by),
        decidedBy: row.decided_by === null ? null : await personOf(r, row.decided_by),
        reason: row.reason,
        document: row.document,
        untilDay: row.until_day,
        askedAt: row.asked_at,
        state,
        mayDecide: state === "asked" && acts.includes("inquiry.decide") && isThird(principal, row),
        mayEnd: state === "open" && mayEnd,
      });
    }
    return { items };
  });
}

async function decidable(
  r: Reader,
  principal: Principal,
  inquiryId: string,
): Promise<{ inquiry: InquiryRow; account: AccountRow }> {
  const inquiry = await inquiryById(r, inquiryId);
  if (!inquiry) throw new MailError("notFound");
  const { account } = await requireOnAccount(r, principal, inquiry.account_id, "inquiry.decide");
  if (!isThird(principal, inquiry)) throw new MailError("access.denied", "two people");
  if (inquiry.state !== "asked") throw new MailError("state.mismatch", inquiry.state);
  return { inquiry, account };
}

/** Whoever asked, will read, or is read does not decide. */
function isThird(principal: Principal, inquiry: InquiryRow): boolean {
  const id = principal.account.account_id;
  return id !== inquiry.asked_by && id !== inquiry.reader_id && id !== inquiry.account_id;
}

async function requireNoDelegation(r: Reader, ownerId: AccountId, readerId: AccountId, nowMs: number): Promise<void> {
  const held = await delegationsTo(r, readerId, nowMs);
  if (held.some((d) => d.owner_id === ownerId)) throw new MailError("state.mismatch", "works in it already");
}

async function personOf(r: Reader, accountId: AccountId): Promise<InquiryEntry["owner"]> {
  const account = await accountById(r, accountId);
  return { id: accountId, name: account?.full_name ?? "", address: account?.address ?? "" };
}

type Detail = { id: string; readerId: string; reason: string; document: string; untilDay: string };

function detailOf(i: InquiryRow): Detail {
  const { inquiry_id: id, reader_id: readerId, reason, document, until_day: untilDay } = i;
  return { id, readerId, reason, document, untilDay };
}

function noteIn(
  app: Pick<App, "clock">,
  tx: Tx,
  principal: Principal,
  q: {
    action: "inquiry.asked" | "inquiry.granted" | "inquiry.refused" | "inquiry.ended";
    account: AccountRow;
    inquiry: Detail;
  },
): Promise<void> {
  return appendAuditIn(app, tx, principal, {
    action: q.action,
    subjectKind: "account",
    subjectId: q.account.account_id,
    agencyId: q.account.agency_id,
    detail: q.inquiry,
  });
}

const SUBJECT = "Thông báo: hộp thư của bạn được mở để xác minh";

function noticeOf(i: InquiryRow): string {
  const until = formatDay(startOfLocalDay(i.until_day));
  return `Theo văn bản ${i.document}, một người được giao xác minh được đọc hộp thư của bạn đến hết ngày ${until}.

Lý do: ${i.reason}

Người đó chỉ đọc, không gửi và không thay đổi thư. Việc này do hai người quyết định và được ghi trong nhật ký quản trị.
Nếu có ý kiến, hãy liên hệ quản trị viên thư điện tử của tỉnh.

By the document above somebody entrusted with an inquiry may read your mailbox until the end of that day, and change nothing in it.
Two people decided it, and it is in the audit.
`;
}
