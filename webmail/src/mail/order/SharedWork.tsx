import type { Assignment } from "@congthu/shared/jmap/congthu";
import { Button, Menu } from "@mantine/core";
import { IconUserCheck, IconWriting } from "@tabler/icons-react";
import type { CachedEmail } from "../../data/cache.ts";
import { recordsOf, setRecords } from "../../data/records.ts";
import { o } from "../../i18n/order-words.ts";
import { toastError } from "../../ui/toast.tsx";
import type { MailAccount } from "../mail.ts";
import { useCache, useMail } from "../mail-context.ts";

type Props = { account: MailAccount; letter: CachedEmail; className: string | undefined };

/** In an agency's mailbox: who takes care of the letter, and who is answering it just now. */
export function SharedWork({ account, letter, className }: Props) {
  const { session } = useMail();
  const { threadId } = letter;
  const assignments = useCache(account.cache, (cache) => recordsOf(cache, "Assignment"));
  const present = useCache(account.cache, (cache) => recordsOf(cache, "Presence"));
  const assignment = assignments.find((one) => one.threadId === threadId);
  const me = session.account.id;
  const others = present.filter((one) => one.threadId === threadId && one.personId !== me);
  const give = (assigneeId: string) => assign(account, threadId, assigneeId, false);
  return (
    <>
      {others.length > 0 && (
        <div className={className} role="status">
          <IconWriting size={20} aria-hidden />
          <span>{o("shared.present", { names: others.map((one) => one.personName).join(", ") })}</span>
        </div>
      )}
      <div className={className}>
        <IconUserCheck size={20} aria-hidden />
        <span>{wordsFor(assignment, me)}</span>
        {assignment?.assigneeId !== me && (
          <Button size="compact-sm" variant="default" onClick={() => give(me)}>
            {o("shared.take")}
          </Button>
        )}
        <Give assignments={assignments} me={me} onGive={give} />
        {assignment && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => assign(account, threadId, assignment.assigneeId, !assignment.isDone)}
          >
            {o(assignment.isDone ? "shared.reopen" : "shared.done")}
          </Button>
        )}
      </div>
    </>
  );
}

/** Hands the letter to one of those who have taken care of letters here before. */
function Give(q: { assignments: readonly Assignment[]; me: string; onGive: (id: string) => void }) {
  const workers = new Map(q.assignments.map((one) => [one.assigneeId, one.assigneeName]));
  workers.delete(q.me);
  if (workers.size === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="default">
          {o("shared.give")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {[...workers].map(([id, name]) => (
          <Menu.Item key={id} onClick={() => q.onGive(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function wordsFor(assignment: Assignment | undefined, me: string): string {
  if (!assignment) return o("shared.none");
  const name = assignment.assigneeName;
  if (assignment.isDone) return o("shared.finished", { name });
  return assignment.assigneeId === me ? o("shared.mine") : o("shared.whose", { name });
}

function assign(account: MailAccount, threadId: string, assigneeId: string, isDone: boolean): void {
  setRecords(account, "Assignment", { create: { threadId, assigneeId, isDone } }).catch(toastError);
}
