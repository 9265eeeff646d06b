import { KEYWORD } from "@congthu/shared/jmap/mail";
import { Button, UnstyledButton } from "@mantine/core";
import { IconFoldDown, IconPaperclip } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { type CachedEmail, isUnread } from "../../data/cache.ts";
import { fullDate, shortDate } from "../../i18n/dates.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { PersonSign } from "../../ui/PersonSign.tsx";
import { inConversation, openAtFirst } from "../list/conversation.ts";
import type { MailAccount } from "../mail.ts";
import { displayName } from "../people.ts";
import css from "./Conversation.module.css";
import { isFolded } from "./folding.ts";
import letterCss from "./Letter.module.css";
import { LetterBar, LetterFoot, LetterMenu } from "./LetterBar.tsx";
import { LetterSheet } from "./LetterSheet.tsx";
import { isOpened } from "./opened.ts";

type Props = {
  account: MailAccount;
  /** All that is shown, oldest first. */
  letters: readonly CachedEmail[];
  /** The folder on which the toolbar acts. */
  mailboxId: string | undefined;
};

/** The letters that answer each other, one below the other: what was read is closed, what is new stands open. */
export function Conversation({ account, letters, mailboxId }: Props) {
  const [open, setOpen] = useState(() => openAtFirst(letters));
  const [unfolded, setUnfolded] = useState(false);
  const known = useRef(new Set(letters.map((l) => l.id)));
  useEffect(() => {
    // A letter that arrives while one reads opens as well.
    const arrived = letters.filter((l) => !known.current.has(l.id));
    for (const { id } of arrived) known.current.add(id);
    if (arrived.length > 0) setOpen((now) => new Set([...now, ...arrived.map((l) => l.id)]));
  }, [letters]);
  const last = letters.at(-1);
  if (!last) return null;
  const acted = mailboxId === undefined ? letters : inConversation(last, letters, mailboxId);
  const folded = unfolded ? 0 : letters.filter((_, i) => isFolded(letters, open, i)).length;
  const toggle = (id: string) =>
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <>
      <LetterBar letters={acted} />
      <div className={letterCss.scroll}>
        <div className={letterCss.sheet}>
          <h1 className={letterCss.subject}>
            {letters[0]?.subject?.normalize("NFC") || t("list.noSubject")}
            <small className={css.count}>{t("list.conversation", { n: formatCount(letters.length) })}</small>
          </h1>
          {letters.map((letter, i) => {
            if (folded > 0 && isFolded(letters, open, i))
              return isFolded(letters, open, i - 1) ? null : (
                <Button
                  key="folded"
                  className={css.unfold ?? ""}
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  leftSection={<IconFoldDown size={16} />}
                  onClick={() => setUnfolded(true)}
                >
                  {t("read.unfold", { n: formatCount(folded) })}
                </Button>
              );
            return open.has(letter.id) ? (
              <OpenOne
                key={letter.id}
                account={account}
                letter={letter}
                onClose={letters.length > 1 ? () => toggle(letter.id) : undefined}
              />
            ) : (
              <ClosedOne key={letter.id} letter={letter} onOpen={() => toggle(letter.id)} />
            );
          })}
          <LetterFoot letters={acted} />
        </div>
      </div>
    </>
  );
}

function ClosedOne({ letter, onOpen }: { letter: CachedEmail; onOpen: () => void }) {
  const from = letter.from?.[0] ?? { name: null, email: "?" };
  return (
    <article className={css.closed} aria-label={t("read.frame", { name: displayName(from) })}>
      <UnstyledButton className={css.line ?? ""} aria-expanded={false} onClick={onOpen}>
        <PersonSign person={from} size={32} />
        <strong className={css.from}>{displayName(from)}</strong>
        <span className={css.preview}>
          {letter.keywords[KEYWORD.draft] && <em>{t("list.state.draft")} </em>}
          {letter.preview.normalize("NFC")}
        </span>
        {letter.hasAttachment && (
          <IconPaperclip className={css.sign} size={15} role="img" aria-label={t("list.state.attachment")} />
        )}
        <time className={css.date} dateTime={letter.receivedAt} title={fullDate(letter.receivedAt)}>
          {shortDate(letter.receivedAt, Date.now())}
        </time>
      </UnstyledButton>
    </article>
  );
}

type OpenProps = { account: MailAccount; letter: CachedEmail; onClose: (() => void) | undefined };

function OpenOne({ account, letter, onClose }: OpenProps) {
  const from = letter.from?.[0] ?? { name: null, email: "?" };
  const ready = isOpened(letter);
  const { id } = letter;
  // What arrived over push is known as lists need it; what stands open needs more, and is read.
  useEffect(() => {
    if (!ready) void account.sync.openEmail(id, false).catch(() => {});
  }, [account, id, ready]);
  return (
    <article
      className={css.open}
      aria-label={t("read.frame", { name: displayName(from) })}
      data-unread={isUnread(letter) || undefined}
    >
      {ready ? (
        <LetterSheet account={account} letter={letter} onClose={onClose} menu={<LetterMenu letter={letter} />} />
      ) : (
        <div className={css.waiting} role="status" aria-label={t("app.loading")} />
      )}
    </article>
  );
}
