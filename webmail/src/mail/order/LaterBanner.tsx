import { Button } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import type { CachedEmail } from "../../data/cache.ts";
import { recordsOf, setRecords } from "../../data/records.ts";
import { fullDate } from "../../i18n/dates.ts";
import { o } from "../../i18n/order-words.ts";
import { toastError } from "../../ui/toast.tsx";
import type { MailAccount } from "../mail.ts";
import { useCache } from "../mail-context.ts";
import { bringBack } from "./later-acts.ts";

type Props = { account: MailAccount; letter: CachedEmail; className: string | undefined };

/** When a letter comes back, and when one is reminded of it. */
export function LaterBanner({ account, letter, className }: Props) {
  const snooze = useCache(account.cache, (c) => recordsOf(c, "Snooze").find((one) => one.emailId === letter.id));
  const reminder = useCache(account.cache, (c) =>
    recordsOf(c, "Reminder").find((one) => one.emailId === letter.id && one.state === "waiting"),
  );
  return (
    <>
      {snooze && (
        <div className={className}>
          <IconClockPause size={20} aria-hidden />
          <span>{o("later.snoozed", { at: fullDate(snooze.until) })}</span>
          <Button size="compact-sm" variant="default" onClick={() => void bringBack(account, [letter])}>
            {o("later.back")}
          </Button>
        </div>
      )}
      {reminder && (
        <div className={className}>
          <IconClockPause size={20} aria-hidden />
          <span>{o("later.willRemind", { at: fullDate(reminder.at) })}</span>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void setRecords(account, "Reminder", { destroy: [reminder.id] }).catch(toastError)}
          >
            {o("later.dropReminder")}
          </Button>
        </div>
      )}
    </>
  );
}
