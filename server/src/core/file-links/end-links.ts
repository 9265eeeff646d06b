import type { AccountId, FileLinkId } from "@congthu/shared/ids";
import { releaseBlob } from "../../store/blob-refs.ts";
import { addUsed, raiseModseq } from "../../store/changes.ts";
import type { Reader, Tx } from "../../store/db.ts";
import {
  deleteFileLink,
  expiredFileLinks,
  type FileLinkRow,
  fileLinkById,
  fileLinksOf,
} from "../../store/file-links.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";

const BATCH = 100;

/** The links of a mailbox that have not been taken away, the newest first. */
export function listLinks(r: Reader, accountId: AccountId): Promise<(FileLinkRow & { by_name: string })[]> {
  return fileLinksOf(r, accountId);
}

/** Takes a link away before its time; its room is free again. Throws notFound. */
export async function withdrawLinkIn(
  app: Pick<App, "clock">,
  tx: Tx,
  actor: Principal,
  k: { accountId: AccountId; linkId: FileLinkId },
): Promise<void> {
  const row = await fileLinkById(tx, k);
  if (!row) throw new MailError("notFound");
  await removeIn(app, tx, row);
  await appendAuditIn(app, tx, actor, {
    action: "fileLink.withdrawn",
    subjectKind: "account",
    subjectId: k.accountId,
    agencyId: actor.account.agency_id,
    detail: { linkId: row.link_id, downloads: row.downloads },
  });
}

/** Takes away what expired, an account a transaction; gives how many links. */
export async function expireLinks(app: Pick<App, "changes" | "clock" | "db">): Promise<number> {
  const due = await app.db.read((r) => expiredFileLinks(r, app.clock.now(), BATCH));
  for (const { link_id: linkId, account_id: accountId } of due)
    await app.db.write(async (tx) => {
      const row = await fileLinkById(tx, { accountId, linkId });
      if (!row) return;
      const modseq = await raiseModseq(tx, accountId);
      tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
      await removeIn(app, tx, row);
    });
  return due.length;
}

/** Takes away all links of an account that is deleted. */
export async function removeLinksIn(app: Pick<App, "clock">, tx: Tx, accountId: AccountId): Promise<void> {
  for (const row of await fileLinksOf(tx, accountId)) await removeIn(app, tx, row);
}

async function removeIn(app: Pick<App, "clock">, tx: Tx, row: FileLinkRow): Promise<void> {
  if (!(await deleteFileLink(tx, row.link_id))) return;
  await releaseBlob(tx, row.blob_id, 1, app.clock.now());
  await addUsed(tx, row.account_id, { bytes: -row.size_bytes, count: 0 });
}
