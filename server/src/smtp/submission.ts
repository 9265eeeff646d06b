import { principalOf } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { refusalOf, resolveAddressees } from "../core/delivery/addressees.ts";
import { receivedLine } from "../core/delivery/received.ts";
import { signIn } from "../core/directory/sign-in.ts";
import { MailError } from "../core/errors.ts";
import { noteRefusedRecipient } from "../core/inbound/note-refused.ts";
import { requireOpen } from "../core/operations/notices.ts";
import { senderAccount } from "../core/submission/sender.ts";
import { submit } from "../core/submission/submit.ts";
import { timeId } from "../lib/ids.ts";
import { completeMessage } from "./complete-message.ts";
import { type Handlers, originOf, type Session } from "./session.ts";

/** Ports 587 and 465: what our own people send. RFC 6409 */
export function submissionHandlers(app: App): Handlers {
  return {
    async signIn(s, { login, password }) {
      const { account, mustChangePassword } = await signIn(app, { login, password, channel: "submission", ip: s.ip });
      if (mustChangePassword) throw new MailError("auth.passwordExpired");
      return app.db.read((r) => principalOf(r, { accountId: account.account_id, channel: "submission", ip: s.ip }));
    },
    async mail(s, mail) {
      const actor = principal(s);
      await app.db.read(requireOpen);
      const nowMs = app.clock.now();
      if (mail.address !== "") await app.db.read((r) => senderAccount(r, actor, { address: mail.address, nowMs }));
    },
    async rcpt(s, rcpt) {
      const actor = principal(s);
      const [to] = await app.db.read((r) => resolveAddressees(r, [rcpt]));
      if (!to) throw new MailError("recipient.unknown");
      const code = refusalOf(to.to, { accountId: actor.account.account_id });
      if (!code) return to;
      s.refused++;
      await noteRefusedRecipient(app, {
        ...{ code, mailFrom: s.mail?.address ?? "", recipient: rcpt.address, nth: s.refused },
        ...{ channel: "submission", sizeBytes: s.mail?.sizeBytes ?? 0, origin: originOf(s) },
      });
      throw new MailError(code);
    },
    async message(s, mail, bytes) {
      const nowMs = app.clock.now();
      const traceId = timeId<"trace">("x", nowMs);
      const client = { name: s.helo, address: s.ip };
      const done = await submit(app, {
        actor: principal(s),
        mailFrom: mail.address,
        to: [...s.to.values()],
        bytes: completeMessage(bytes, { nowMs, hostname: app.site.hostname, traceId }),
        traceId,
        received: receivedLine({ client, by: app.site.hostname, protocol: s.protocol, traceId, atMs: nowMs }),
        ret: mail.ret,
        envid: mail.envid,
        origin: originOf(s),
      });
      return done.traceId;
    },
  };
}

function principal(s: Session) {
  if (!s.principal) throw new MailError("auth.required");
  return s.principal;
}
