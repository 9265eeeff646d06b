import type { Assignment, Worker } from "@congthu/shared/jmap/congthu";
import { Button, Menu } from "@mantine/core";
import { IconUserCheck, IconWriting } from "@tabler/icons-react";
import { useState } from "react";
import type { CachedEmail } from "../../data/cache.ts";
import { newBatch } from "../../data/jmap-client.ts";
import { recordsOf, setRecords } from "../../data/records.ts";
import { o } from "../../i18n/order-words.ts";
import { t } from "../../i18n/t.ts";
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
        <Give account={account} now={assignment?.assigneeId} me={me} onGive={give} />
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

/** Hands the letter to another of those who work in the mailbox. */
function Give(q: { account: MailAccount; now: string | undefined; me: string; onGive: (id: string) => void }) {
  const [workers, setWorkers] = useState<readonly Worker[]>();
  const load = () => readWorkers(q.account).then(setWorkers, toastError);
  const others = workers?.filter(({ id }) => id !== q.me && id !== q.now);
  return (
    <Menu position="bottom-end" onOpen={() => void load()}>
      <Menu.Target>
        <Button size="compact-sm" variant="default">
          {o("shared.give")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others?.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => q.onGive(id)}>
            {name}
          </Menu.Item>
        ))}
        {others?.length === 0 && <Menu.Label>{o("shared.nobody")}</Menu.Label>}
        {!others && <Menu.Label>{t("app.loading")}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}

async function readWorkers(account: MailAccount): Promise<readonly Worker[]> {
  const batch = newBatch();
  const call = batch.add("Worker/get", { accountId: account.id, ids: null });
  return (await account.client.run(batch)).of(call).list;
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
