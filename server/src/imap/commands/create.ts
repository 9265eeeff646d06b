import { createPath } from "../../core/mailbox/create-path.ts";
import type { MailboxRow } from "../../core/mailbox/open-mailbox.ts";
import { command, SIGNED_IN } from "../command.ts";
import { mailboxesOf, placeOf, SPECIAL_USE } from "../mailboxes.ts";
import { ImapNo } from "../replies.ts";
import { ImapSyntaxError } from "../wire/syntax-error.ts";

type Role = NonNullable<MailboxRow["role"]>;
const ROLE = new Map(Object.entries(SPECIAL_USE).map(([role, use]) => [use.toUpperCase(), role as Role]));

// RFC 9051 §6.3.4; RFC 6154 §3 (USE); RFC 8474 §4.1 (MAILBOXID)
export const create = command({
  name: "CREATE",
  states: SIGNED_IN,
  parse(t) {
    const name = t.astring();
    let uses: string[] = [];
    if (t.skip(" ")) {
      t.list(() => {
        if (!t.word("USE")) throw new ImapSyntaxError("Unknown CREATE parameter");
        t.sp();
        uses = t.list(() => {
          t.expect("\\");
          return `\\${t.name()}`;
        });
      });
    }
    t.end();
    return { name, uses };
  },
  async run(s, { name, uses }) {
    const place = await placeOf(s, name);
    const role = roleOf(uses);
    if (role !== null && (await mailboxesOf(s)).some((m) => m.account_id === place.accountId && m.role === role))
      throw new ImapNo("USEATTR", "This special use is taken");
    const made = await createPath(s.app, { ...place, role });
    return { code: `MAILBOXID (${made.mailbox_id})` };
  },
});

/** One use a mailbox, and only those we keep. RFC 6154 §3 */
function roleOf(uses: readonly string[]): Role | null {
  const [use, more] = uses;
  if (use === undefined) return null;
  const role = ROLE.get(use);
  if (role === undefined || more !== undefined) throw new ImapNo("USEATTR", "This special use is not supported");
  return role;
}
