import type { AccountId } from "@congthu/shared/ids";
import { type Principal, requireMail } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { openOctets } from "../core/mailbox/open-octets.ts";
import type { HttpCall, HttpReply } from "../lib/http-call.ts";
import { octetReply } from "../lib/octet-reply.ts";

/** Gives a blob as a file to keep (RFC 8620 §6.2), in parts where asked. Throws access.denied, blob.notFound. */
export async function download(app: App, http: HttpCall<Principal>): Promise<HttpReply> {
  const accountId = (http.params.accountId ?? "") as AccountId;
  await app.db.read((r) => requireMail(r, http.principal, { accountId, nowMs: app.clock.now(), write: false }));
  const octets = await openOctets(app, accountId, http.params.blobId ?? "");
  const type = http.query.get("type") ?? http.query.get("accept") ?? octets.type;
  const file = { ...octets, type, name: http.params.name ?? "" };
  return octetReply(file, {
    range: http.headers.range,
    cacheControl: "private, immutable, max-age=31536000, no-transform",
  });
}
