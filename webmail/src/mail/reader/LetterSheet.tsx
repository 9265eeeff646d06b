import type { FrameCharset } from "@congthu/shared/frame-charsets";
import { KEYWORD } from "@congthu/shared/jmap/mail";
import { Button, useComputedColorScheme } from "@mantine/core";
import { IconLanguage, IconPhotoOff } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { OpenedEmail } from "../../data/cache.ts";
import { useStore } from "../../data/use-store.ts";
import { MessageFrame } from "../../html/MessageFrame.tsx";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { composeDraft } from "../compose/open.ts";
import { LabelTag } from "../labels/LabelTag.tsx";
import { labelsOf } from "../labels/label.ts";
import { nameList } from "../list/model.ts";
import type { MailAccount } from "../mail.ts";
import { useMail } from "../mail-context.ts";
import { folderOfRole } from "../mailboxes/model.ts";
import { routeStore } from "../navigation.ts";
import { LaterBanner } from "../order/LaterBanner.tsx";
import { SharedWork } from "../order/SharedWork.tsx";
import { preferencesStore } from "../preferences.ts";
import { Attachments } from "./Attachments.tsx";
import { Cautions } from "./Cautions.tsx";
import { charsetName } from "./charsets.ts";
import { DisplayMenu } from "./DisplayMenu.tsx";
import css from "./Letter.module.css";
import { LetterHead } from "./LetterHead.tsx";
import { soughtFragment } from "./sought-fragment.ts";
import { type Frame, useFrameUrl } from "./use-frame-url.ts";

const ScheduledBanner = lazy(() =>
  import("../compose/ScheduledBanner.tsx").then((m) => ({ default: m.ScheduledBanner })),
);

type Props = { account: MailAccount; letter: OpenedEmail };
type SheetProps = Props & { onClose?: (() => void) | undefined; menu?: ReactNode };

/** Who wrote, what has to be known about it, what was written, and the files. */
export function LetterSheet({ account, letter, onClose, menu }: SheetProps) {
  const inDark = useComputedColorScheme("light") === "dark";
  const [light, setLight] = useState(false);
  const [images, setImages] = useState(false);
  const [blocked, setBlocked] = useState(0);
  const [charset, setCharset] = useState<FrameCharset>();
  const [guess, setGuess] = useState<FrameCharset>();
  const scheduled = letter.mailboxIds[folderOfRole(account.cache.mailboxes.values(), "scheduled")?.id ?? ""];
  const dark = inDark && !light;
  const sought = useStore(routeStore, (route) => (route.place === "search" ? route.query : ""));
  const frame = useFrameUrl({ accountId: account.id, emailId: letter.id, images, dark, charset });
  const display = (
    <DisplayMenu
      charset={charset}
      onCharset={setCharset}
      light={inDark ? light : null}
      onLight={() => setLight(!light)}
    />
  );
  return (
    <>
      <LetterHead
        letter={letter}
        onClose={onClose}
        menu={
          <>
            {display}
            {menu}
          </>
        }
      />
      <Labels letter={letter} />
      <Cautions account={account} letter={letter} />
      {letter.keywords[KEYWORD.draft] && !account.isReadOnly && <DraftBanner account={account} letter={letter} />}
      {scheduled && (
        <Suspense>
          <ScheduledBanner account={account} emailId={letter.id} className={css.banner} />
        </Suspense>
      )}
      <LaterBanner account={account} letter={letter} className={css.banner} />
      {!account.isPersonal && <SharedWork account={account} letter={letter} className={css.banner} />}
      <CharsetBanner charset={charset} guess={guess} subject={frame?.subject ?? null} onCharset={setCharset} />
      {blocked > 0 && !images && (
        <div className={css.banner}>
          <IconPhotoOff size={20} aria-hidden />
          <span>{t("read.imagesBlocked", { n: formatCount(blocked) })}</span>
          <Button size="compact-sm" variant="default" onClick={() => setImages(true)}>
            {t("read.showImages")}
          </Button>
        </div>
      )}
      <div className={css.body} data-dark={dark || undefined}>
        {frame && (
          <MessageFrame
            url={`${frame.url}${soughtFragment(sought)}`}
            title={t("read.frame", { name: nameList(letter.from ?? []) })}
            onReport={({ blockedImages, charset: seems }) => {
              setBlocked(blockedImages);
              setGuess(seems ?? undefined);
            }}
          />
        )}
      </div>
      <Attachments account={account} letter={letter} dark={dark} />
    </>
  );
}

function Labels({ letter }: { letter: OpenedEmail }) {
  const all = useStore(preferencesStore, (p) => p.labels);
  const labels = labelsOf(all, letter.keywords);
  if (labels.length === 0) return null;
  return (
    <div className={css.labels}>
      {labels.map((label) => (
        <LabelTag key={label.keyword} label={label} />
      ))}
    </div>
  );
}

type CharsetProps = {
  charset: FrameCharset | undefined;
  guess: FrameCharset | undefined;
  subject: Frame["subject"];
  onCharset: (charset: FrameCharset | undefined) => void;
};

/** Old mail that reads as nonsense: what it seems to be written in, or what was chosen. */
function CharsetBanner({ charset, guess, subject, onCharset }: CharsetProps) {
  if (charset === undefined && guess === undefined) return null;
  return (
    <div className={css.banner}>
      <IconLanguage size={20} aria-hidden />
      <span>
        {charset === undefined
          ? t("charset.guess", { charset: charsetName(guess ?? "utf-8") })
          : t("charset.chosen", { charset: charsetName(charset) })}
        {charset !== undefined && subject !== null && <strong className={css.reread}>{subject}</strong>}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => onCharset(charset === undefined ? guess : undefined)}>
        {t(charset === undefined ? "charset.use" : "charset.back")}
      </Button>
    </div>
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
