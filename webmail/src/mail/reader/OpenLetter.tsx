import { KEYWORD } from "@congthu/shared/jmap/mail";
import { Button, Text, useComputedColorScheme } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { type CachedEmail, isUnread, viewEmail, viewMailboxes, viewThread, visibleIds } from "../../data/cache.ts";
import { queryKey } from "../../data/query-window.ts";
import { errorText } from "../../i18n/errors.ts";
import { t } from "../../i18n/t.ts";
import type { Place } from "../desk.ts";
import { useDesk } from "../desk-context.ts";
import { setKeyword } from "../letters.ts";
import { readableOf } from "../list/conversation.ts";
import type { MailAccount } from "../mail.ts";
import { useCache, useMailboxes } from "../mail-context.ts";
import { Conversation } from "./Conversation.tsx";
import { Letter } from "./Letter.tsx";
import { isOpened } from "./opened.ts";
import css from "./ReaderPane.module.css";
import { askFrameEarly } from "./use-frame-url.ts";

type Props = { place: Place; id: string };

/** Fetches a letter, or its conversation, shows it and marks it as read. */
export function OpenLetter({ place, id }: Props) {
  const { account, mailbox } = place;
  const { cache, sync } = account;
  const collapse = place.spec?.collapse === true;
  const desk = useDesk();
  const letter = useCache(cache, (c) => viewEmail(c, id));
  const letters = useReadable(account, letter, collapse);
  const [state, setState] = useState<"loading" | "done" | { failed: string }>("loading");
  const [attempt, setAttempt] = useState(0);
  const dark = useComputedColorScheme("light") === "dark";
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt fetches again
  useEffect(() => {
    let left = false;
    setState("loading");
    if (letter && !isOpened(letter) && letters.length < 2)
      askFrameEarly({ accountId: account.id, emailId: id, images: false, dark });
    sync
      .openEmail(id, collapse)
      .then(() => {
        if (left) return;
        setState("done");
        markRead(account, id, collapse);
        openNext(place, id);
      })
      .catch((error: unknown) => !left && setState({ failed: errorText(error) }));
    return () => {
      left = true;
    };
  }, [account, id, attempt, collapse]);

  if (letter && letters.length > 1 && (state === "done" || isOpened(letter)))
    return <Conversation account={account} letters={letters} mailboxId={mailbox?.id} />;
  if (letter && isOpened(letter) && (state !== "loading" || !collapse || cache.threads.has(letter.threadId)))
    return <Letter account={account} letter={letter} />;
  if (state === "loading") return <div className={css.nothing} role="status" aria-label={t("app.loading")} />;
  return (
    <div className={css.nothing} role="alert">
      <p>{t(state === "done" ? "read.gone" : "read.failed")}</p>
      {state !== "done" && <Text size="sm">{state.failed}</Text>}
      <Button
        variant="light"
        onClick={() => (state === "done" ? desk.perform({ do: "back" }) : setAttempt(attempt + 1))}
      >
        {t(state === "done" ? "act.back" : "app.retry")}
      </Button>
    </div>
  );
}

const NONE: readonly CachedEmail[] = [];

function useReadable(account: MailAccount, letter: CachedEmail | undefined, collapse: boolean): readonly CachedEmail[] {
  const mailboxes = useMailboxes(account.cache);
  const thread = useCache(account.cache, (c) => (collapse && letter ? viewThread(c, letter.threadId) : NONE));
  return useMemo(
    () => (letter && collapse ? readableOf(letter, thread, mailboxes) : NONE),
    [letter, collapse, thread, mailboxes],
  );
}

/** Fetches what stands below in the list: whoever reads one letter mostly reads the next. Nothing is noted as read. */
function openNext({ account, spec }: Place, id: string): void {
  const { cache, sync } = account;
  const window = spec && cache.windows.get(queryKey(spec));
  if (!window) return;
  const ids = visibleIds(cache, window);
  const next = ids[ids.indexOf(id) + 1];
  const letter = next === undefined ? undefined : viewEmail(cache, next);
  if (letter && letter.id !== id && !isOpened(letter))
    sync.openEmail(letter.id, spec.collapse === true).catch(() => {});
}

function markRead({ cache, sync, isReadOnly }: MailAccount, id: string, collapse: boolean): void {
  const letter = viewEmail(cache, id);
  if (!letter || isReadOnly) return;
  const shown = collapse ? readableOf(letter, viewThread(cache, letter.threadId), viewMailboxes(cache)) : [letter];
  const change = setKeyword(shown.filter(isUnread), KEYWORD.seen, true);
  if (change) sync.edit(change.edit);
}
