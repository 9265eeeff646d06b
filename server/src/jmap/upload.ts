import type { AccountId } from "@congthu/shared/ids";
import { type Principal, requireMail } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { keepUpload } from "../core/mailbox/uploads.ts";
import { type HttpCall, type HttpReply, readBody } from "../lib/http-call.ts";
import { LIMITS } from "../lib/limits.ts";
import { mediaType } from "../lib/octet-reply.ts";

const uploading = new Map<AccountId, number>();

/** Takes one file. RFC 8620 §6.1. Throws account.notFound, access.denied, message.tooLarge, rate.limited. */
export async function upload(app: App, http: HttpCall<Principal>): Promise<HttpReply> {
  const accountId = (http.params.accountId ?? "") as AccountId;
  const own = http.principal.account.account_id;
  await app.db.read((r) => requireMail(r, http.principal, { accountId, nowMs: app.clock.now(), write: true }));
  const now = uploading.get(own) ?? 0;
  if (now >= LIMITS.jmapConcurrentUploads) throw new MailError("rate.limited", "maxConcurrentUpload");
  uploading.set(own, now + 1);
  try {
    if (Number(http.headers["content-length"] ?? 0) > LIMITS.uploadBytes) throw new MailError("message.tooLarge");
    const bytes = await readBody(http.body, LIMITS.uploadBytes);
    if (!bytes) throw new MailError("message.tooLarge");
    const type = mediaType(http.headers["content-type"]);
    const blobId = await keepUpload(app, { accountId, bytes, type });
    return {
      status: 201,
      headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
      body: JSON.stringify({ accountId, blobId, type, size: bytes.length }),
    };
  } finally {
    const left = (uploading.get(own) ?? 1) - 1;
    if (left === 0) uploading.delete(own);
    else uploading.set(own, left);
  }
}
