import { createHash } from "node:crypto";
import { CAPABILITY, type JmapSession, type SessionAccount } from "@congthu/shared/jmap/core";
import { mailAccounts, type Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { inboxOf } from "../core/mailbox/inbox-of.ts";
import { readSetting } from "../core/settings/read-setting.ts";
import { accountCapabilities, SERVER_CAPABILITIES } from "./capabilities.ts";

const PRINCIPAL_OWNER = "urn:ietf:params:jmap:principals:owner";

export const API_PATH = "/jmap/api";
export const UPLOAD_PATH = "/jmap/upload/:accountId";
export const DOWNLOAD_PATH = "/jmap/download/:accountId/:blobId/:name";
export const EVENTS_PATH = "/jmap/eventsource";

/**
 * The Session object (RFC 8620 §2): the person's own account, then those shared with them. URLs are relative to the resource, so that
 * they hold under whatever name the server is reached.
 */
export async function sessionOf(app: Pick<App, "clock" | "db" | "site">, principal: Principal): Promise<JmapSession> {
  const { granted, inboxId, links } = await app.db.read(async (r) => ({
    granted: await mailAccounts(r, principal, app.clock.now()),
    inboxId: await inboxOf(r, principal.account.account_id),
    links: await readSetting(r, "fileLinks"),
  }));
  const { maxMessageBytes } = app.site;
  const accounts: Record<string, SessionAccount> = {};
  for (const { owner, rights } of granted) {
    const mayWrite = rights !== "read";
    const capabilities = accountCapabilities({ accountId: owner.account_id, mayWrite, maxMessageBytes, links });
    accounts[owner.account_id] = {
      name: owner.full_name,
      isPersonal: rights === "own",
      isReadOnly: rights === "read",
      accountCapabilities: {
        ...capabilities,
        // RFC 9670 §1.5.1, §1.5.2: principals are asked for in the own account.
        ...(rights === "own"
          ? {
              [CAPABILITY.principals]: { currentUserPrincipalId: owner.account_id },
              [CAPABILITY.congthu]: { ...(capabilities[CAPABILITY.congthu] as object), inboxId },
            }
          : {}),
        [PRINCIPAL_OWNER]: { accountIdForPrincipal: principal.account.account_id, principalId: owner.account_id },
      },
    };
  }
  const own = principal.account.account_id;
  const uris = Object.keys(SERVER_CAPABILITIES).filter((uri) => uri !== CAPABILITY.core);
  const session = {
    capabilities: SERVER_CAPABILITIES,
    accounts,
    primaryAccounts: Object.fromEntries(uris.map((uri) => [uri, own])),
    username: principal.account.address,
    apiUrl: API_PATH,
    downloadUrl: "/jmap/download/{accountId}/{blobId}/{name}?type={type}",
    uploadUrl: "/jmap/upload/{accountId}",
    eventSourceUrl: "/jmap/eventsource?types={types}&closeafter={closeafter}&ping={ping}",
  };
  const state = createHash("sha256").update(JSON.stringify(session)).digest("hex").slice(0, 12);
  return { ...session, state };
}
