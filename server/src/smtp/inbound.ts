import type { App } from "../core/app.ts";
import { MailError } from "../core/errors.ts";
import { acceptMessage, acceptRecipient } from "../core/inbound/accept.ts";
import { noteRefusedRecipient } from "../core/inbound/note-refused.ts";
import { requireOpen } from "../core/operations/notices.ts";
import { LIMITS } from "../lib/limits.ts";
import { type NameQuery, notVerified, verifyMessage } from "../mailauth/verify.ts";
import { isNamed, scanHeaders } from "../mime/headers.ts";
import { Refusal, SAY } from "./replies.ts";
import { type Handlers, originOf } from "./session.ts";

/** Whose word is taken for whom a message is from, and how names are asked about everybody else. */
export type Trust = { isTrusted(address: string): boolean; ask: NameQuery };

const TRUSTS_ALL: Trust = { isTrusted: () => true, ask: () => Promise.reject(new Error("nobody is asked")) };

/** Port 25: what other servers bring for our mailboxes. */
export function inboundHandlers(app: App, trust: Trust = TRUSTS_ALL): Handlers {
  return {
    mail: () => app.db.read(requireOpen),
    async rcpt(s, rcpt) {
      const sizeBytes = s.mail?.sizeBytes ?? 0;
      try {
        return await app.db.read((r) => acceptRecipient(r, { ...rcpt, sizeBytes }));
      } catch (err) {
        if (!(err instanceof MailError)) throw err;
        s.refused++;
        await noteRefusedRecipient(app, {
          ...{ code: err.code, mailFrom: s.mail?.address ?? "", recipient: rcpt.address, nth: s.refused },
          ...{ channel: "smtp", sizeBytes, origin: originOf(s) },
        });
        throw err;
      }
    },
    async message(s, mail, bytes) {
      // RFC 5321 §6.3: a message that went through so many servers goes in circles
      if (countHops(bytes) >= LIMITS.hops) throw new Refusal(SAY.looping);
      return acceptMessage(app, {
        mailFrom: mail.address,
        to: [...s.to.values()],
        bytes,
        verdict: trust.isTrusted(s.ip)
          ? notVerified(app.site.hostname)
          : await verifyMessage(trust.ask, app.site.hostname, {
              bytes,
              ip: s.ip,
              helo: s.helo,
              mailFrom: mail.address,
            }),
        hop: { client: { name: s.helo, address: s.ip }, protocol: s.protocol },
        ret: mail.ret,
        envid: mail.envid,
        origin: originOf(s),
      });
    },
  };
}

function countHops(bytes: Buffer): number {
  return scanHeaders(bytes, 0).fields.filter((f) => isNamed(bytes, f, "received")).length;
}
