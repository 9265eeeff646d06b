import { createHash } from "node:crypto";
import type { AccountId, BlobId, FileLinkId } from "@congthu/shared/ids";
import { randomId, secretToken } from "../../lib/ids.ts";
import { LIMITS } from "../../lib/limits.ts";
import { receivers } from "../../store/accounts.ts";
import { holdBlob } from "../../store/blob-refs.ts";
import { addUsed, raiseModseq } from "../../store/changes.ts";
import type { Reader } from "../../store/db.ts";
import { type FileLinkRow, fileLinksOf, insertFileLink } from "../../store/file-links.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { appendAuditIn } from "../audit/append-audit.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "../settings/read-setting.ts";

const DAY_MS = 86_400_000;

type Kept = { blobId: BlobId; sizeBytes: number; inline: Uint8Array | null };

/**
 * Keeps a file as it comes up and makes a link to it that expires after the days of the setting `fileLinks`. It takes room of the mailbox.
 * `declaredBytes`: how long it will be, where the client says so. Throws access.denied (links are off), message.tooLarge, quota.exceeded,
 * rate.limited (too many links).
 */
export async function keepFile(
  app: Pick<App, "blobs" | "changes" | "clock" | "db" | "metrics" | "site">,
  actor: Principal,
  q: {
    accountId: AccountId;
    name: string;
    type: string;
    bytes: AsyncIterable<Uint8Array>;
    declaredBytes: number | null;
  },
): Promise<FileLinkRow> {
  const { accountId } = q;
  const policy = await app.db.read(async (r) => {
    const policy = await readSetting(r, "fileLinks");
    if (!policy.isOn) throw new MailError("access.denied", "links are off");
    await requireRoom(r, accountId, q.declaredBytes ?? 0);
    if ((await fileLinksOf(r, accountId)).length >= LIMITS.linksPerAccount)
      throw new MailError("rate.limited", "links");
    return policy;
  });
  if ((q.declaredBytes ?? 0) > policy.maxBytes) throw new MailError("message.tooLarge");
  const kept = await keepOctets(app, q.bytes, policy.maxBytes);
  const nowMs = app.clock.now();
  const row: FileLinkRow = {
    link_id: randomId<"fileLink">("l") as FileLinkId,
    token: secretToken(),
    account_id: accountId,
    by_id: actor.account.account_id,
    blob_id: kept.blobId,
    name: q.name,
    type: q.type,
    size_bytes: kept.sizeBytes,
    created_at: nowMs,
    expires_at: nowMs + policy.days * DAY_MS,
    downloads: 0,
    downloaded_at: null,
  };
  await app.db.write(async (tx) => {
    const account = await requireRoom(tx, accountId, kept.sizeBytes);
    const modseq = await raiseModseq(tx, accountId);
    tx.afterCommit(() => app.changes.publish({ accountId, modseq }));
    await holdBlob(tx, { blobId: kept.blobId, sizeBytes: kept.sizeBytes, meta: null, bytes: kept.inline }, 1);
    await addUsed(tx, accountId, { bytes: kept.sizeBytes, count: 0 });
    await insertFileLink(tx, row);
    await appendAuditIn(app, tx, actor, {
      action: "fileLink.made",
      subjectKind: "account",
      subjectId: accountId,
      agencyId: account.agency_id,
      detail: { linkId: row.link_id, sizeBytes: row.size_bytes, expiresAt: row.expires_at },
    });
    tx.afterCommit(() => app.metrics.count("congthu_file_links_total", { act: "made" }));
  });
  return row;
}

async function requireRoom(r: Reader, accountId: AccountId, bytes: number) {
  const account = (await receivers(r, [accountId])).get(accountId);
  if (!account) throw new MailError("account.notFound");
  if (account.used_bytes + bytes > account.quota_bytes) throw new MailError("quota.exceeded");
  return account;
}

/** Small files live in the database as other octets do; larger ones go to the disk while they come. */
async function keepOctets(
  app: Pick<App, "blobs" | "site">,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Kept> {
  const rest = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  while (!ended && size <= app.site.inlineBlobBytes) {
    const next = await rest.next();
    ended = next.done === true;
    if (next.done) break;
    head.push(next.value);
    size += next.value.length;
  }
  if (ended && size <= Math.min(app.site.inlineBlobBytes, maxBytes)) {
    const inline = Buffer.concat(head);
    const blobId = createHash("sha256").update(inline).digest("hex") as BlobId;
    return { blobId, sizeBytes: inline.length, inline };
  }
  const taken = await app.blobs.take(joined(head, rest), maxBytes);
  if (taken) return { ...taken, inline: null };
  await dropRest(rest, maxBytes);
  throw new MailError("message.tooLarge");
}

/** Who sends too much still hears why: the rest is read and dropped, but for one that goes on as long again. */
async function dropRest(rest: AsyncIterator<Uint8Array>, mostBytes: number): Promise<void> {
  let dropped = 0;
  for (let next = await rest.next(); !next.done && dropped < mostBytes; next = await rest.next())
    dropped += next.value.length;
  await rest.return?.();
}

async function* joined(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
