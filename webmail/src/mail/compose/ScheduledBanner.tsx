import type { JmapId } from "@congthu/shared/jmap/core";
import type { EmailSubmission } from "@congthu/shared/jmap/submission";
import { Button } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { newBatch } from "../../data/jmap-client.ts";
import { fullDate } from "../../i18n/dates.ts";
import { t } from "../../i18n/t.ts";
import { toastError } from "../../ui/toast.tsx";
import type { MailAccount } from "../mail.ts";
import { useMail } from "../mail-context.ts";
import { composeDraft } from "./open.ts";
import { takeBack } from "./submit-letter.ts";

type Props = { account: MailAccount; emailId: JmapId; className?: string | undefined };

/** Over a letter that waits for its hour: when it leaves, and the way back to writing. */
export function ScheduledBanner({ account, emailId, className }: Props) {
  const mail = useMail();
  const [found, setFound] = useState<EmailSubmission | null>();
  useEffect(() => {
    let left = false;
    pendingOf(account, emailId)
      .then((submission) => left || setFound(submission))
      .catch(toastError);
    return () => {
      left = true;
    };
  }, [account, emailId]);
  if (found === undefined) return null;
  const edit = async () => {
    try {
      if (found) await takeBack(account, found.id);
      await account.sync.refresh();
      await composeDraft(mail, account, emailId);
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <div className={className} role="status">
      <IconClock size={20} aria-hidden />
      <span>{found ? t("schedule.pending", { when: fullDate(found.sendAt) }) : t("schedule.lapsed")}</span>
      <Button size="compact-sm" variant="default" onClick={() => void edit()}>
        {t("schedule.edit")}
      </Button>
    </div>
  );
}

async function pendingOf(account: MailAccount, emailId: JmapId): Promise<EmailSubmission | null> {
  const batch = newBatch();
  const filter = { emailIds: [emailId], undoStatus: "pending" as const };
  const query = batch.add("EmailSubmission/query", { accountId: account.id, filter });
  const get = batch.add("EmailSubmission/get", { accountId: account.id, "#ids": query.ref("/ids") });
  return (await account.client.run(batch)).of(get).list[0] ?? null;
}
