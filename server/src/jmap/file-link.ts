import type { AccountId } from "@congthu/shared/ids";
import type { FileLink } from "@congthu/shared/jmap/congthu";
import { type Principal, requireMail } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { keepFile } from "../core/file-links/keep-file.ts";
import type { HttpCall, HttpReply } from "../lib/http-call.ts";
import { LIMITS } from "../lib/limits.ts";
import { mediaType, plainFileName } from "../lib/octet-reply.ts";
import { utc } from "./utc.ts";

const uploading = new Map<AccountId, number>();

/**
 * Takes a file that becomes a link in a letter, as it comes: it is never whole in memory. Throws account.notFound, access.denied,
 * message.tooLarge, quota.exceeded, rate.limited.
 */
export async function uploadLinked(app: App, http: HttpCall<Principal>): Promise<HttpReply> {
  const accountId = (http.params.accountId ?? "") as AccountId;
  const { account } = http.principal;
  await app.db.read((r) => requireMail(r, http.principal, { accountId, nowMs: app.clock.now(), write: true }));
  const now = uploading.get(account.account_id) ?? 0;
  if (now >= LIMITS.jmapConcurrentUploads) throw new MailError("rate.limited", "maxConcurrentUpload");
  uploading.set(account.account_id, now + 1);
  try {
    const declared = Number(http.headers["content-length"]);
    const row = await keepFile(app, http.principal, {
      accountId,
      name: plainFileName((http.query.get("name") ?? "").normalize("NFC")),
      type: mediaType(http.headers["content-type"]),
      bytes: http.body,
      declaredBytes: Number.isSafeInteger(declared) ? declared : null,
    });
    return {
      status: 201,
      headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
      body: JSON.stringify(linkRecord({ ...row, by_name: account.full_name })),
    };
  } finally {
    const left = (uploading.get(account.account_id) ?? 1) - 1;
    if (left === 0) uploading.delete(account.account_id);
    else uploading.set(account.account_id, left);
  }
}

type Row = Awaited<ReturnType<typeof keepFile>> & { by_name: string };

/** A link as its owner sees it. */
export function linkRecord(row: Row): FileLink {
  return {
    id: row.link_id,
    name: row.name,
    type: row.type,
    size: row.size_bytes,
    url: `/tep/${row.token}`,
    createdAt: utc(row.created_at),
    expiresAt: utc(row.expires_at),
    byName: row.by_name,
    downloads: row.downloads,
    downloadedAt: row.downloaded_at === null ? null : utc(row.downloaded_at),
  };
}
