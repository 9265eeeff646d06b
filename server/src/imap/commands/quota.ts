import type { AccountId } from "@congthu/shared/ids";
import { accountQuota } from "../../core/mailbox/account-quota.ts";
import { accountOf, command, type Session, SIGNED_IN, type Writer } from "../command.ts";
import { findMailbox, writeName } from "../mailboxes.ts";
import { ImapNo } from "../replies.ts";
import { sharedMail } from "../shared-mail.ts";
import { string } from "../wire/strings.ts";
import type { Tokens } from "../wire/tokens.ts";

/** All mailboxes of an account share one root: one's own without a name, an agency's by its address. RFC 9208 §3.2 */
const OWN = "";

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
    const shared = await sharedMail(s);
    const accountId = root === OWN ? accountOf(s) : shared.find((m) => m.address === root)?.accountId;
    if (!accountId) throw new ImapNo("NONEXISTENT", "No such quota root");
    await tellQuota(s, { root, accountId }, out);
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
    const accountId = mailbox.account_id;
    const shared = await sharedMail(s);
    const root = shared.find((m) => m.accountId === accountId)?.address ?? OWN;
    out.untagged(`QUOTAROOT ${writeName(s, mailbox.path)} ${string(root)}`);
    await tellQuota(s, { root, accountId }, out);
    return undefined;
  },
});

/** RFC 9208 §4.2.1, §5.1: in units of 1024 octets. */
async function tellQuota(s: Session, q: { root: string; accountId: AccountId }, out: Writer): Promise<void> {
  const { usedBytes, limitBytes } = await s.app.db.read((r) => accountQuota(r, q.accountId));
  out.untagged(`QUOTA ${string(q.root)} (STORAGE ${Math.ceil(usedBytes / 1024)} ${Math.floor(limitBytes / 1024)})`);
}
