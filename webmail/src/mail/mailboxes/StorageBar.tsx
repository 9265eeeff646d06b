import { Progress, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { newBatch } from "../../data/jmap-client.ts";
import { formatSize } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import type { MailAccount } from "../mail.ts";
import { useMailboxes } from "../mail-context.ts";
import css from "./FolderPane.module.css";

/** From this share on it is said in words that room runs out, percent. */
const WARN_AT = 80;
const ALARM_AT = 95;

/** The letters come first, and come and go in bursts. Milliseconds. */
const REST_MS = 1_500;

/** How full a mailbox is; asked again when its letters change. */
export function StorageBar({ account }: { account: MailAccount }) {
  const [room, setRoom] = useState<{ used: number; limit: number }>();
  const letters = useMailboxes(account.cache).reduce((n, mailbox) => n + mailbox.totalEmails, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when letters came or went
  useEffect(() => {
    let left = false;
    const ask = () =>
      readRoom(account).then(
        (found) => !left && setRoom(found),
        () => undefined,
      );
    const timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [account.id, letters]);
  if (!room || room.limit === 0) return null;
  const percent = Math.min(100, (room.used / room.limit) * 100);
  return (
    <div className={css.storage}>
      <Progress
        value={percent}
        size="sm"
        color={percent >= ALARM_AT ? "red" : percent >= WARN_AT ? "yellow" : "navy"}
        aria-label={t("storage.label")}
      />
      <Text size="xs" c={percent >= WARN_AT ? "red" : "var(--ink-2)"} role={percent >= WARN_AT ? "alert" : undefined}>
        {t(percent >= ALARM_AT ? "storage.nearlyFull" : "storage.used", {
          used: formatSize(room.used),
          limit: formatSize(room.limit),
        })}
      </Text>
    </div>
  );
}

async function readRoom(account: MailAccount): Promise<{ used: number; limit: number } | undefined> {
  const batch = newBatch();
  const call = batch.add("Quota/get", { accountId: account.id, ids: null });
  const { list } = (await account.client.run(batch)).of(call);
  const quota = list.find((q) => q.resourceType === "octets");
  return quota && { used: quota.used, limit: quota.hardLimit };
}
