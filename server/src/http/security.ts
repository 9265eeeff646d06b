import type { Route } from "@congthu/shared/api/route";
import * as routes from "@congthu/shared/api/security";
import type { Express, Request, RequestHandler } from "express";
import type { App } from "../core/app.ts";
import { addFactor, beginPasskey, beginSms, beginTotp } from "../core/directory/add-factor.ts";
import { createAppPassword, revokeAppPassword } from "../core/directory/app-passwords.ts";
import {
  confirmPassword,
  endOwnSessions,
  listSignIns,
  readSecurity,
  removeFactor,
  renewRecoveryCodes,
  requireConfirmed,
} from "../core/directory/own-security.ts";
import { MailError } from "../core/errors.ts";
import type { SendSms } from "../lib/sms.ts";
import { type Authenticate, type Caller, requireOwnPage } from "./authenticate.ts";
import { placeOf } from "./cookies.ts";

type Call<P, Q, B> = { req: Request; caller: Caller; params: P; query: Q; body: B };
type Entry = { route: Route<unknown, unknown, unknown, unknown>; run(call: Call<unknown, unknown, unknown>): unknown };

/** The person's own ways to come in. Open to whoever must still set up a second factor, and to nobody who must first change the password. */
export function mountSecurity(
  server: Express,
  app: App,
  q: { authenticate: Authenticate; parseJson: RequestHandler; sms: SendSms | null },
): void {
  for (const { route, run } of entriesOf(app, q.sms)) {
    const method = route.method.toLowerCase() as "get" | "post" | "delete";
    server[method](route.path, q.parseJson, async (req, res) => {
      const caller = await q.authenticate(req);
      requireOwnPage(req, caller);
      if (caller.passwordDue !== null) throw new MailError("auth.passwordExpired");
      // A mail program's password opens mail, not the doors.
      if (!caller.session) throw new MailError("access.denied");
      const params = route.params.parse(req.params);
      const query = route.query.parse(req.query);
      const reply = await run({ req, caller, params, query, body: route.body.parse(req.body) });
      res.setHeader("Cache-Control", "no-store");
      res.json(reply ?? null);
    });
  }
}

function entriesOf(app: App, sms: SendSms | null): Entry[] {
  /** Changes ask for the password again when it was shown long ago. */
  const change = <P, Q, B, R>(route: Route<P, Q, B, R>, run: (call: Call<P, Q, B>) => Promise<R>) =>
    entry(route, (call: Call<P, Q, B>) => {
      requireConfirmed(app, call.caller.session);
      return run(call);
    });
  return [
    entry(routes.readSecurity, ({ caller }) =>
      readSecurity(app, caller.principal, { current: caller.session?.session_id ?? "", hasSms: sms !== null }),
    ),
    entry(routes.confirmPassword, ({ req, caller, body }) =>
      confirmPassword(app, caller.principal, {
        ...body,
        session: caller.session,
        agent: req.headers["user-agent"] ?? "",
      }).then(() => null),
    ),
    change(routes.beginTotp, ({ caller }) => beginTotp(app, caller.principal)),
    change(routes.beginPasskey, ({ req, caller }) => beginPasskey(app, caller.principal, placeOf(req))),
    change(routes.beginSms, ({ caller, body }) => beginSms(app, caller.principal, { sms, ...body })),
    change(routes.addFactor, ({ req, caller, body }) =>
      addFactor(app, caller.principal, { ...body, place: placeOf(req) }),
    ),
    change(routes.removeFactor, ({ caller, params }) =>
      removeFactor(app, caller.principal, params.id).then(() => null),
    ),
    change(routes.renewRecoveryCodes, ({ caller }) => renewRecoveryCodes(app, caller.principal)),
    change(routes.createAppPassword, ({ caller, body }) => {
      if (caller.factorDue) throw new MailError("auth.factorNeeded");
      return createAppPassword(app, caller.principal, body);
    }),
    entry(routes.revokeAppPassword, ({ caller, params }) =>
      revokeAppPassword(app, caller.principal, params.id).then(() => null),
    ),
    entry(routes.endOwnSessions, ({ caller, body }) =>
      endOwnSessions(app, caller.principal, { ...body, keep: caller.session?.session_id ?? "" }).then(() => null),
    ),
    entry(routes.listSignIns, ({ caller, query }) => listSignIns(app, caller.principal.account.account_id, query)),
  ];
}

function entry<P, Q, B, R>(route: Route<P, Q, B, R>, run: (call: Call<P, Q, B>) => Promise<R>): Entry {
  return { route, run } as unknown as Entry;
}
