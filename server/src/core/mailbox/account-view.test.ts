import assert from "node:assert/strict";
import type { AccountId, BlobId, EmailId, MailboxId, ThreadId } from "@congthu/shared/ids";
import type { ListedRow } from "../../store/email-lists.ts";
import { FLAG } from "../../store/messages.ts";
import { type AccountView, addRows, finishView, newAccountView, replaceEmails } from "./account-view.ts";

const row = (email: string, more: Partial<ListedRow> = {}): ListedRow => ({
  mailbox_id: "inbox" as MailboxId,
  uid: 1,
  email_id: email as EmailId,
  thread_id: `t-${email}` as ThreadId,
  blob_id: "b" as BlobId,
  size_bytes: 10,
  received_at: Number(email.slice(1)),
  flags: 0,
  keywords: "",
  has_attachment: 0,
  modseq: 1,
  created_modseq: 1,
  ...more,
});
const built = (rows: ListedRow[]) => {
  const view = newAccountView("a1" as AccountId);
  addRows(view, rows);
  finishView(view);
  return view;
};
const ids = (view: AccountView) => view.order.map((e) => e.emailId);
const plain = (view: AccountView) => ({
  order: ids(view),
  counts: Object.fromEntries([...view.counts].filter(([, c]) => c.total > 0)),
});

describe("a view of an account", () => {
  it("orders newest first, joins placements, hides what is marked deleted", () => {
    const view = built([
      row("e1"),
      row("e3"),
      row("e2", { mailbox_id: "other" as MailboxId }),
      row("e3", { mailbox_id: "other" as MailboxId }),
      row("e9", { flags: FLAG.deleted }),
    ]);
    assert.deepEqual(ids(view), ["e3", "e2", "e1"]);
    assert.deepEqual(view.emails.get("e3" as EmailId)?.mailboxIds, ["inbox", "other"]);
  });

  it("counts threads in each mailbox, unread ones by the Emails that are in it", () => {
    const thread = { thread_id: "t" as ThreadId };
    const view = built([
      row("e1", { ...thread, flags: FLAG.seen }),
      row("e2", { ...thread }),
      row("e3", { ...thread, mailbox_id: "trash" as MailboxId, flags: FLAG.seen }),
      row("e4", { flags: FLAG.draft }),
    ]);
    assert.deepEqual(plain(view).counts, { inbox: { total: 2, unread: 1 }, trash: { total: 1, unread: 0 } });
  });

  it("is the same after changes as when it is built from the rows that came out", () => {
    const thread = { thread_id: "t" as ThreadId };
    const view = built([row("e1", thread), row("e2", thread), row("e3"), row("e4"), row("e5", thread)]);
    const after = [
      row("e1", { ...thread, flags: FLAG.seen }),
      row("e3", { mailbox_id: "trash" as MailboxId }),
      row("e4"),
      row("e5", { ...thread, mailbox_id: "archive" as MailboxId }),
      row("e6", thread),
    ];
    const changed = ["e1", "e2", "e3", "e5", "e6"] as EmailId[];
    replaceEmails(
      view,
      changed,
      after.filter((r) => changed.includes(r.email_id)),
    );
    assert.deepEqual(plain(view), plain(built(after)));
    assert.equal(view.emails.size, 5);
  });
});
