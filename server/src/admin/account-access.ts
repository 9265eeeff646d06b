import * as routes from "@congthu/shared/api/account-access";
import { readAccountAccess, resetFactors, signOutAccount } from "../core/directory/account-access.ts";
import { askInquiry, decideInquiry, endInquiry, listInquiries } from "../core/directory/inquiries.ts";
import { type Handler, handler } from "./handler.ts";

export const ACCESS_HANDLERS: readonly Handler[] = [
  handler(routes.readAccountAccess, ({ app, principal, params }) =>
    readAccountAccess(app, principal, params.accountId),
  ),
  handler(routes.signOutAccount, async ({ app, principal, params, body }) => {
    await signOutAccount(app, principal, params.accountId, body.note);
    return readAccountAccess(app, principal, params.accountId);
  }),
  handler(routes.resetFactors, async ({ app, principal, params, body }) => {
    await resetFactors(app, principal, params.accountId, body.note);
    return readAccountAccess(app, principal, params.accountId);
  }),
  handler(routes.listInquiries, ({ app, principal, params }) => listInquiries(app, principal, params.accountId)),
  handler(routes.askInquiry, ({ app, principal, params, body }) => askInquiry(app, principal, params.accountId, body)),
  handler(routes.decideInquiry, async ({ app, principal, params, body }) => {
    await decideInquiry(app, principal, params.inquiryId, body);
    return null;
  }),
  handler(routes.endInquiry, async ({ app, principal, params }) => {
    await endInquiry(app, principal, params.inquiryId);
    return null;
  }),
];
