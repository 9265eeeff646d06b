import * as routes from "@congthu/shared/api/accounts";
import { appointClerk, dismissClerk } from "../core/directory/appoint-clerk.ts";
import { changeAccount } from "../core/directory/change-account.ts";
import { createAccount } from "../core/directory/create-account.ts";
import { exportAccounts } from "../core/directory/export-accounts.ts";
import { grantRole, revokeRole } from "../core/directory/grant-role.ts";
import { handOver } from "../core/directory/hand-over.ts";
import { listAccounts } from "../core/directory/list-accounts.ts";
import { lockAccount, unlockAccount } from "../core/directory/lock-account.ts";
import { proposeAddresses } from "../core/directory/propose-addresses.ts";
import { readAccount } from "../core/directory/read-account.ts";
import { resetPassword } from "../core/directory/reset-password.ts";
import { changeAddress } from "../core/provisioning/change-address.ts";
import { type Handler, handler } from "./handler.ts";

export const ACCOUNT_HANDLERS: readonly Handler[] = [
  handler(routes.listAccounts, ({ app, principal, query }) => listAccounts(app, principal, query)),
  handler(routes.exportAccounts, ({ app, principal, query }) => exportAccounts(app, principal, query)),
  handler(routes.proposeAddresses, ({ app, principal, body }) => proposeAddresses(app, principal, body)),
  handler(routes.createAccount, async ({ app, principal, body }) => {
    const { accountId, oneTimePassword } = await createAccount(app, principal, body);
    return { account: await readAccount(app, principal, accountId), oneTimePassword };
  }),
  handler(routes.readAccount, ({ app, principal, params }) => readAccount(app, principal, params.accountId)),
  handler(routes.changeAccount, async ({ app, principal, params, body }) => {
    await changeAccount(app, principal, params.accountId, body);
    return readAccount(app, principal, params.accountId);
  }),
  handler(routes.changeAddress, async ({ app, principal, params, body }) => {
    await changeAddress(app, principal, params.accountId, body.localPart);
    return readAccount(app, principal, params.accountId);
  }),
  handler(routes.lockAccount, async ({ app, principal, params, body }) => {
    await lockAccount(app, principal, params.accountId, body);
    return readAccount(app, principal, params.accountId);
  }),
  handler(routes.unlockAccount, async ({ app, principal, params, body }) => {
    await unlockAccount(app, principal, params.accountId, body);
    return readAccount(app, principal, params.accountId);
  }),
  handler(routes.resetPassword, ({ app, principal, params, body }) =>
    resetPassword(app, principal, params.accountId, body),
  ),
  handler(routes.grantRole, async ({ app, principal, params, body }) => {
    await grantRole(app, principal, params.accountId, body);
    return readAccount(app, principal, params.accountId);
  }),
  handler(routes.revokeRole, async ({ app, principal, params }) => {
    await revokeRole(app, principal, params.accountId, params);
    return readAccount(app, principal, params.accountId);
  }),
  handler(routes.appointClerk, async ({ app, principal, params, body }) => {
    await appointClerk(app, principal, { mailboxId: params.accountId, clerkId: params.clerkId, rights: body.rights });
    return readAccount(app, principal, params.accountId);
  }),
  handler(routes.handOverMailbox, async ({ app, principal, params, body }) => {
    const open = await handOver(app, principal, { mailboxId: params.accountId, fromId: params.clerkId, ...body });
    return { account: await readAccount(app, principal, params.accountId), open };
  }),
  handler(routes.dismissClerk, async ({ app, principal, params }) => {
    await dismissClerk(app, principal, { mailboxId: params.accountId, clerkId: params.clerkId });
    return readAccount(app, principal, params.accountId);
  }),
];
