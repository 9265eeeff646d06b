import { formatDay, formatTime } from "@congthu/shared/dates";
import type { FileLink } from "@congthu/shared/jmap/congthu";
import { ActionIcon, Button, Loader, Text, Tooltip } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { newBatch } from "../../../data/jmap-client.ts";
import { formatCount, formatSize } from "../../../i18n/numbers.ts";
import { w } from "../../../i18n/own-words.ts";
import { t } from "../../../i18n/t.ts";
import { confirm } from "../../../ui/confirm.tsx";
import { FileSign } from "../../../ui/FileSign.tsx";
import { toast, toastError } from "../../../ui/toast.tsx";
import { withdrawLinks } from "../../compose/links.ts";
import type { MailAccount } from "../../mail.ts";
import { AccountChoice } from "../AccountChoice.tsx";
import css from "./Links.module.css";

/** The files that were sent as links, with how often they were fetched; they can be withdrawn. */
export function LinksTab() {
  return <AccountChoice>{(account) => <Links key={account.id} account={account} />}</AccountChoice>;
}

function Links({ account }: { account: MailAccount }) {
  const [links, setLinks] = useState<readonly FileLink[]>();
  const load = useCallback(() => readLinks(account).then(setLinks, toastError), [account]);
  useEffect(() => void load(), [load]);
  if (!links) return <Loader size="sm" aria-label={t("app.loading")} />;
  const withdraw = async ({ id, name }: FileLink) => {
    const question = { title: w("links.withdrawOne", { name }), text: w("links.withdrawConfirm", { name }) };
    if (!(await confirm({ ...question, confirm: w("links.withdraw") }))) return;
    await withdrawLinks(account, [id]);
    await load();
    toast(w("links.withdrawn"));
  };
  return (
    <>
      <Text size="sm" c="var(--ink-2)">
        {w("links.hint")}
      </Text>
      {links.length === 0 && <Text role="status">{w("links.none")}</Text>}
      <ul className={css.list}>
        {links.map((link) => (
          <li key={link.id}>
            <FileSign name={link.name} type={link.type} size={26} />
            <div className={css.text}>
              <p className={css.name}>{link.name}</p>
              <p className={css.minor}>
                {[
                  formatSize(link.size),
                  w("links.by", { name: link.byName, day: formatDay(Date.parse(link.createdAt)) }),
                  w("links.until", { day: formatDay(Date.parse(link.expiresAt)) }),
                ].join(" · ")}
              </p>
              <p className={css.minor}>
                {link.downloadedAt === null
                  ? w("links.noDownloads")
                  : w("links.downloads", {
                      n: formatCount(link.downloads),
                      when: formatTime(Date.parse(link.downloadedAt)),
                    })}
              </p>
            </div>
            <Tooltip label={w("links.copy", { name: link.name })}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={w("links.copy", { name: link.name })}
                onClick={() =>
                  void navigator.clipboard
                    .writeText(new URL(link.url, location.origin).href)
                    .then(() => toast(w("links.copied")), toastError)
                }
              >
                <IconCopy size={18} />
              </ActionIcon>
            </Tooltip>
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              aria-label={w("links.withdrawOne", { name: link.name })}
              onClick={() => void withdraw(link)}
            >
              {w("links.withdraw")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

async function readLinks(account: MailAccount): Promise<readonly FileLink[]> {
  const batch = newBatch();
  const call = batch.add("FileLink/get", { accountId: account.id, ids: null });
  return (await account.client.run(batch)).of(call).list;
}
