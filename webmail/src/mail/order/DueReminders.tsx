import type { Reminder } from "@congthu/shared/jmap/congthu";
import { Button } from "@mantine/core";
import { IconBellRinging } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { newBatch } from "../../data/jmap-client.ts";
import { setRecords } from "../../data/records.ts";
import { o } from "../../i18n/order-words.ts";
import { t } from "../../i18n/t.ts";
import { toastError } from "../../ui/toast.tsx";
import type { MailAccount } from "../mail.ts";
import { go } from "../navigation.ts";
import css from "./DueReminders.module.css";

/** Letters that nobody answered in the time the person gave them. */
export function DueReminders({ account, due }: { account: MailAccount; due: readonly Reminder[] }) {
  const letters = useLetters(account, due);
  const done = (id: string) => void setRecords(account, "Reminder", { destroy: [id] }).catch(toastError);
  return (
    <ul className={css.due}>
      {due.slice(0, 3).map(({ id, emailId }) => {
        const letter = letters.get(emailId);
        if (!letter) return null;
        return (
          <li key={id}>
            <IconBellRinging size={18} aria-hidden />
            <span>{o("later.due", { subject: letter.subject || t("list.noSubject") })}</span>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() =>
                go({ place: "folder", accountId: account.id, mailboxId: letter.mailboxId, emailId: emailId })
              }
            >
              {o("later.open")}
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => done(id)}>
              {o("later.done")}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

type Named = { subject: string | null; mailboxId: string };

/** What the letters are called and where they lie; they may be in no list on the screen. */
function useLetters({ id: accountId, client }: MailAccount, due: readonly Reminder[]): Map<string, Named> {
  const [letters, setLetters] = useState<Map<string, Named>>(new Map());
  const ids = due.map((one) => one.emailId).join(" ");
  useEffect(() => {
    const batch = newBatch();
    const properties = ["subject", "mailboxIds"];
    const get = batch.add("Email/get", { accountId, ids: ids.split(" "), properties });
    client
      .run(batch)
      .then((replies) => {
        const named = replies.of(get).list.map((one): [string, Named] => {
          return [one.id, { subject: one.subject, mailboxId: Object.keys(one.mailboxIds)[0] ?? "" }];
        });
        setLetters(new Map(named));
      })
      // Without them nothing is shown; the next visit tries again.
      .catch(() => {});
  }, [accountId, client, ids]);
  return letters;
}
