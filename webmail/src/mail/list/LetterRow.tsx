import type { Assignment } from "@congthu/shared/jmap/congthu";
import { KEYWORD, type MailboxRole } from "@congthu/shared/jmap/mail";
import { ActionIcon, Checkbox } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconFlag, IconFlagFilled, IconPaperclip } from "@tabler/icons-react";
import { type DragEvent, type MouseEvent, memo } from "react";
import { type CachedEmail, isUnread, type MailCache, viewEmail, viewThread } from "../../data/cache.ts";
import { recordsOf } from "../../data/records.ts";
import { useStore } from "../../data/use-store.ts";
import { shortDate } from "../../i18n/dates.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { PersonSign } from "../../ui/PersonSign.tsx";
import { useDesk, useDeskState } from "../desk-context.ts";
import { LabelTag } from "../labels/LabelTag.tsx";
import { labelsOf } from "../labels/label.ts";
import type { MailAccount } from "../mail.ts";
import { useCache, useMail } from "../mail-context.ts";
import { preferencesStore } from "../preferences.ts";
import { MarkedText } from "../search/MarkedText.tsx";
import { conversationSigns, inConversation } from "./conversation.ts";
import { endDrag, startDrag } from "./drag.ts";
import css from "./LetterRow.module.css";
import { correspondents, nameList } from "./model.ts";
import { openRow, tickRow } from "./row-acts.ts";

type Props = {
  account: MailAccount;
  id: string | undefined;
  index: number;
  total: number;
  top: number;
  height: number;
  href: string;
  open: boolean;
  role: MailboxRole | null;
  /** The folder whose conversations are rows; null where each letter is one. */
  collapsedIn: string | null;
  /** Whether the words that were searched for are marked. */
  marked: boolean;
};

/** One row of the list: a letter, or a conversation with its last letter. */
export const LetterRow = memo(function LetterRow(props: Props) {
  const { account, id, index, total, top, height, href, open, role, collapsedIn, marked } = props;
  const letter = useCache(account.cache, (cache) => (id === undefined ? undefined : viewEmail(cache, id)));
  const thread = useCache(account.cache, (cache) => threadOf(cache, collapsedIn === null ? undefined : letter));
  const desk = useDesk();
  const ticked = useDeskState((s) => id !== undefined && s.ticked.has(id));
  const focused = useDeskState((s) => s.focused === id);
  const style = { transform: `translateY(${top}px)`, height };
  if (!letter) return <li className={css.row} style={style} aria-hidden="true" />;
  const there = collapsedIn === null ? [letter] : inConversation(letter, thread, collapsedIn);
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", t("list.selected", { n: startDrag(desk, letter.id) }));
  };
  return (
    <li
      className={css.row}
      style={style}
      aria-setsize={total}
      aria-posinset={index + 1}
      data-open={open || undefined}
      data-ticked={ticked || undefined}
      data-focused={focused || undefined}
      data-unread={there.some(isUnread) || undefined}
      draggable={!account.isReadOnly}
      onDragStart={onDragStart}
      onDragEnd={endDrag}
    >
      <div className={css.lead}>
        <PersonSign person={correspondents(letter, role)[0] ?? { name: null, email: "?" }} />
        <Checkbox
          className={css.tick ?? ""}
          checked={ticked}
          aria-label={t("list.select", { subject: letter.subject || t("list.noSubject") })}
          onChange={() => {}}
          onClick={(event: MouseEvent) => tickRow(desk, letter.id, event.shiftKey)}
        />
      </div>
      <a
        className={css.link}
        href={href}
        aria-current={open ? "true" : undefined}
        draggable={false}
        onClick={(event) => openRow(desk, account, letter, event)}
      >
        <RowText letter={letter} there={there} thread={thread} role={role} account={account} marked={marked} />
      </a>
      <FlagButton letter={letter} there={there} readOnly={account.isReadOnly} />
    </li>
  );
});

const NO_THREAD: readonly CachedEmail[] = [];

function threadOf(cache: MailCache, letter: CachedEmail | undefined): readonly CachedEmail[] {
  return letter ? viewThread(cache, letter.threadId) : NO_THREAD;
}

function assignmentOf(cache: MailCache, threadId: string): Assignment | undefined {
  return recordsOf(cache, "Assignment").find((one) => one.threadId === threadId);
}

type TextProps = {
  letter: CachedEmail;
  there: readonly CachedEmail[];
  thread: readonly CachedEmail[];
  role: MailboxRole | null;
  account: MailAccount;
  marked: boolean;
};

function RowText({ letter, there, thread, role, account, marked }: TextProps) {
  const { address } = useMail().session.account;
  const people = correspondents(letter, role);
  const own = people !== letter.from && letter.to === people;
  const signs = conversationSigns(thread.length > 1 ? thread : there, { email: address }, t("read.me"));
  const many = signs.count > 1;
  const names = (many && !own && signs.names) || nameList(people) || (own ? t("list.noRecipient") : "?");
  const allLabels = useStore(preferencesStore, (p) => p.labels);
  const labels = labelsOf(allLabels, Object.assign({}, ...there.map((one) => one.keywords)));
  const assignment = useCache(account.cache, (cache) => assignmentOf(cache, letter.threadId));
  const snippet = marked ? account.sync.snippets.get(letter.id) : undefined;
  const { keywords } = letter;
  return (
    <>
      <span className={css.top}>
        {there.some(isUnread) && <span className={css.dot} role="img" aria-label={t("list.state.unread")} />}
        <span className={css.who}>
          {own ? t("list.to", { names }) : names}
          {many && (
            <span className={css.many} title={t("list.conversation", { n: signs.count })}>
              {formatCount(signs.count)}
            </span>
          )}
        </span>
        {keywords[KEYWORD.answered] && <Sign sign={IconArrowBackUp} label={t("list.state.answered")} />}
        {keywords[KEYWORD.forwarded] && <Sign sign={IconArrowForwardUp} label={t("list.state.forwarded")} />}
        {signs.attachment && <Sign sign={IconPaperclip} label={t("list.state.attachment")} />}
        <time className={css.date} dateTime={letter.receivedAt}>
          {shortDate(letter.receivedAt, Date.now())}
        </time>
      </span>
      <span className={css.subject}>
        {assignment && !assignment.isDone && <span className={css.assigned}>{assignment.assigneeName}</span>}
        {labels.map((label) => (
          <LabelTag key={label.keyword} label={label} />
        ))}
        {keywords[KEYWORD.draft] && <em className={css.draft}>{t("list.state.draft")} </em>}
        {snippet?.subject ? (
          <MarkedText text={snippet.subject} />
        ) : (
          letter.subject?.normalize("NFC") || t("list.noSubject")
        )}
      </span>
      <span className={css.preview}>
        {snippet?.preview ? <MarkedText text={snippet.preview} /> : letter.preview.normalize("NFC")}
      </span>
    </>
  );
}

function Sign({ sign: Shape, label }: { sign: typeof IconFlag; label: string }) {
  return (
    <span className={css.sign} role="img" aria-label={label} title={label}>
      <Shape size={15} stroke={1.9} />
    </span>
  );
}

type FlagProps = { letter: CachedEmail; there: readonly CachedEmail[]; readOnly: boolean };

/** Flags a conversation by its last letter; the flag goes from whichever letter has it. */
function FlagButton({ letter, there, readOnly }: FlagProps) {
  const desk = useDesk();
  const flagged = there.some((one) => one.keywords[KEYWORD.flagged]);
  const label = t(flagged ? "act.unflag" : "act.flag");
  return (
    <ActionIcon
      className={css.flag ?? ""}
      variant="transparent"
      size={26}
      color={flagged ? "red" : "gray"}
      data-on={flagged || undefined}
      aria-pressed={flagged}
      aria-label={label}
      title={label}
      disabled={readOnly}
      onClick={() =>
        desk.perform({ do: "keyword", keyword: KEYWORD.flagged, on: !flagged, letters: flagged ? there : [letter] })
      }
    >
      {flagged ? <IconFlagFilled size={16} /> : <IconFlag size={16} />}
    </ActionIcon>
  );
}
