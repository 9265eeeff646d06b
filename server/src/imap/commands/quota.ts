import { accountQuota } from "../../core/mailbox/account-quota.ts";
import { accountOf, command, type Session, SIGNED_IN, type Writer } from "../command.ts";
import { findMailbox, writeName } from "../mailboxes.ts";
import { ImapNo } from "../replies.ts";
import type { Tokens } from "../wire/tokens.ts";

/** All mailboxes of an account share one root. RFC 9208 §3.2 */
const ROOT = "";

function parse(t: Tokens): string {
  const name = t.astring();
  t.end();
  return name;
}

// RFC 9208 §4.1.1
export const getquota = command({
  name: "GETQUOTA",
  states: SIGNED_IN,
  parse,
  async run(s, root, out) {
    if (root !== ROOT) throw new ImapNo("NONEXISTENT", "No such quota root");
    await tellQuota(s, out);
    return undefined;
  },
});

// RFC 9208 §4.1.2
export const getquotaroot = command({
  name: "GETQUOTAROOT",
  states: SIGNED_IN,
  parse,
  async run(s, name, out) {
    const mailbox = await findMailbox(s, name);
    out.untagged(`QUOTAROOT ${writeName(s, mailbox.path)} "${ROOT}"`);
    await tellQuota(s, out);
    return undefined;
  },
});

/** RFC 9208 §4.2.1, §5.1: in units of 1024 octets. */
async function tellQuota(s: Session, out: Writer): Promise<void> {
  const { usedBytes, limitBytes } = await s.app.db.read((r) => accountQuota(r, accountOf(s)));
  out.untagged(`QUOTA "${ROOT}" (STORAGE ${Math.ceil(usedBytes / 1024)} ${Math.floor(limitBytes / 1024)})`);
}
