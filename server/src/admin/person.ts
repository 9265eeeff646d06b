import * as routes from "@congthu/shared/api/groups";
import { readNotices as noticesRoute } from "@congthu/shared/api/health";
import { rejectHeld, releaseHeld } from "../core/groups/decide-held.ts";
import { listHeld } from "../core/groups/list-held.ts";
import { readNotices } from "../core/operations/notices.ts";
import { type Handler, handler } from "./handler.ts";

/** What people without a role do for others, in the webmail. */
export const PERSON_HANDLERS: readonly Handler[] = [
  handler(noticesRoute, ({ app, principal }) => readNotices(app, principal)),
  handler(routes.listHeldLetters, ({ app, principal }) => listHeld(app, principal)),
  handler(routes.decideHeldLetter, async ({ app, principal, params, body }) => {
    if (body.act === "release") await releaseHeld(app, principal, params.heldId);
    else await rejectHeld(app, principal, { heldId: params.heldId, reason: body.reason });
    return null;
  }),
];
