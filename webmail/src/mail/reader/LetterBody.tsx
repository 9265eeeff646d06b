import { KEYWORD } from "@congthu/shared/jmap/mail";
import { Button } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import type { OpenedEmail } from "../../data/cache.ts";
import { useStore } from "../../data/use-store.ts";
import { MessageFrame } from "../../html/MessageFrame.tsx";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { lazyScreen } from "../../ui/lazy-screen.ts";
import { composeDraft } from "../compose/open.ts";
import { LabelTag } from "../labels/LabelTag.tsx";
import { labelsOf } from "../labels/label.ts";
import { nameList } from "../list/model.ts";
import type { MailAccount } from "../mail.ts";
import { useMail } from "../mail-context.ts";
import { folderOfRole } from "../mailboxes/model.ts";
import { preferencesStore } from "../preferences.ts";
import { Attachments } from "./Attachments.tsx";
import css from "./Letter.module.css";
import { useFrameUrl } from "./use-frame-url.ts";

const ScheduledBanner = lazyScreen(() => import("../compose/ScheduledBanner.tsx").then((m) => m.ScheduledBanner));

type Props = { account: MailAccount; letter: OpenedEmail };

/** What was written, with what has to be known about it, and the files. */
export function LetterBody({ account, letter }: Props) {
  const [images, setImages] = useState(false);
  const [blocked, setBlocked] = useState(0);
  const scheduled = letter.mailboxIds[folderOfRole(account.cache.mailboxes.values(), "scheduled")?.id ?? ""];
  const url = useFrameUrl({ accountId: account.id, emailId: letter.id, images });
  const labels = labelsOf(
    useStore(preferencesStore, (p) => p.labels),
    letter.keywords,
  );
  return (
    <>
      {labels.length > 0 && (
        <div className={css.labels}>
          {labels.map((label) => (
            <LabelTag key={label.keyword} label={label} />
          ))}
        </div>
      )}
      {letter.keywords[KEYWORD.draft] && !account.isReadOnly && <DraftBanner account={account} letter={letter} />}
      {scheduled && (
        <Suspense>
          <ScheduledBanner account={account} emailId={letter.id} className={css.banner} />
        </Suspense>
      )}
      {blocked > 0 && !images && (
        <div className={css.banner}>
          <IconPhotoOff size={20} aria-hidden />
          <span>{t("read.imagesBlocked", { n: formatCount(blocked) })}</span>
          <Button size="compact-sm" variant="default" onClick={() => setImages(true)}>
            {t("read.showImages")}
          </Button>
        </div>
      )}
      <div className={css.body}>
        {url && (
          <MessageFrame
            url={url}
            title={t("read.frame", { name: nameList(letter.from ?? []) })}
            onBlockedImages={setBlocked}
          />
        )}
      </div>
      <Attachments account={account} letter={letter} />
    </>
  );
}

function DraftBanner({ account, letter }: Props) {
  const mail = useMail();
  return (
    <div className={css.banner}>
      <span>{t("read.draftHint")}</span>
      <Button size="compact-sm" onClick={() => void composeDraft(mail, account, letter.id)}>
        {t("read.continueDraft")}
      </Button>
    </div>
  );
}
