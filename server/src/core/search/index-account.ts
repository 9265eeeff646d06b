import type { AccountId, BlobId, EmailId } from "@congthu/shared/ids";
import type { MailAddress } from "../../mime/addresses.ts";
import type { MessageMeta } from "../../mime/describe.ts";
import { searchText } from "../../mime/text.ts";
import { blobMetas } from "../../store/blob-refs.ts";
import { modseqOf, tombstonesSince } from "../../store/changes.ts";
import { type ChangePlace, type MessageRow, messagesChanged } from "../../store/messages.ts";
import type { SearchDoc, SearchFile } from "../../store/search-file.ts";
import type { App } from "../app.ts";
import { messageBytes } from "../mailbox/read-message.ts";
import { attachmentText, hasDocuments } from "./attachment-text.ts";

type Deps = Pick<App, "db" | "blobs"> & { index: SearchFile };

/** Messages put into the index in one go; a query waits for no more than these. */
const PAGE = 50;
/** Of larger messages the headers are known, the beginning, and what the files in them say. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;
const MAX_BODY_CHARS = 400_000;
const MAX_FILE_CHARS = 400_000;

/** Brings the index up to date with one account; gives how many messages were new. `pause` lets questions in between pages. */
export async function indexAccount(app: Deps, accountId: AccountId, pause: () => Promise<void>): Promise<number> {
  const from = app.index.mark(accountId);
  const until = await app.db.read((r) => modseqOf(r, accountId));
  if (from >= until) return 0;
  const gone = await app.db.read((r) => tombstonesSince(r, accountId, { kind: "email", modseq: from }));
  app.index.remove(
    accountId,
    gone.map((t) => t.object_id as EmailId),
  );
  let added = 0;
  let after: ChangePlace = { modseq: from, mailboxId: "", uid: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const place = after;
    const rows = await app.db.read((r) => messagesChanged(r, accountId, { after: place, limit: PAGE }));
    const last = rows.at(-1);
    if (!last) break;
    const fresh = rows.filter((m, i) => !app.index.has(accountId, m.email_id) && isFirst(rows, m, i));
    app.index.put(await documents(app, accountId, fresh));
    added += fresh.length;
    after = { modseq: last.modseq, mailboxId: last.mailbox_id, uid: last.uid };
    await pause();
  }
  app.index.setMark(accountId, until);
  return added;
}

function isFirst(rows: readonly MessageRow[], m: MessageRow, i: number): boolean {
  return rows.findIndex((other) => other.email_id === m.email_id) === i;
}

async function documents(app: Deps, accountId: AccountId, rows: readonly MessageRow[]): Promise<SearchDoc[]> {
  const metas = await app.db.read((r) =>
    blobMetas(
      r,
      rows.map((m) => m.blob_id),
    ),
  );
  const docs: SearchDoc[] = [];
  for (const m of rows) {
    const json = metas.get(m.blob_id);
    if (json === undefined) continue;
    const meta = JSON.parse(json) as MessageMeta;
    const { body, attachments } = await textsOf(app, m, meta);
    docs.push({
      accountId,
      emailId: m.email_id,
      subject: meta.subject ?? "",
      from: people(meta.from, meta.sender, meta.replyTo),
      recipients: people(meta.to, meta.cc, meta.bcc),
      body,
      attachments: `${meta.attachmentNames.join(" ")}\n${attachments}`,
    });
  }
  return docs;
}

/** The texts read last, by blob: a notice to a whole province is read once, not once for each mailbox. */
const lately = new Map<BlobId, Texts>();
const MAX_LATELY = 16;

type Texts = { body: string; attachments: string };

async function textsOf(app: Deps, m: MessageRow, meta: MessageMeta): Promise<Texts> {
  const known = lately.get(m.blob_id);
  if (known !== undefined) return known;
  const texts = await readTexts(app, m, meta);
  if (lately.size >= MAX_LATELY) lately.delete(lately.keys().next().value ?? m.blob_id);
  lately.set(m.blob_id, texts);
  return texts;
}

async function readTexts(app: Deps, m: MessageRow, meta: MessageMeta): Promise<Texts> {
  const opens = hasDocuments(meta.root);
  const isLarge = m.size_bytes > MAX_TEXT_BYTES;
  if (isLarge && !opens) return { body: meta.preview, attachments: "" };
  const bytes = await messageBytes(app, { prefix: "", blob_id: m.blob_id, size_bytes: m.size_bytes - m.prefix.length });
  return {
    body: isLarge ? meta.preview : searchText(bytes, meta.root, MAX_BODY_CHARS),
    attachments: opens ? await attachmentText(bytes, meta.root, MAX_FILE_CHARS) : "",
  };
}

function people(...lists: (readonly MailAddress[] | null)[]): string {
  return lists
    .flatMap((list) => list ?? [])
    .map((a) => `${a.name ?? ""} ${a.email}`)
    .join(" ");
}
