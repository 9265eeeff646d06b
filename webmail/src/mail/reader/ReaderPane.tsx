import { KEYWORD } from "@congthu/shared/jmap/mail";
import { Button, Text } from "@mantine/core";
import { IconChecks, IconMailOpened } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { isUnread, viewEmail } from "../../data/cache.ts";
import { errorText } from "../../i18n/errors.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { useDesk, useDeskState, usePlace } from "../desk-context.ts";
import { setKeyword } from "../letters.ts";
import type { MailAccount } from "../mail.ts";
import { useCache } from "../mail-context.ts";
import { Letter } from "./Letter.tsx";
import { isOpened } from "./opened.ts";
import css from "./ReaderPane.module.css";

/** The open letter, or what to do where none is open. */
export function ReaderPane() {
  const { account, emailId } = usePlace();
  const ticked = useDeskState((s) => s.ticked.size);
  return (
    <main className={css.pane} aria-label={t("read.label")}>
      {emailId !== null ? (
        <OpenLetter key={emailId} account={account} id={emailId} />
      ) : (
        <div className={css.nothing}>
          {ticked > 0 ? <IconChecks size={56} stroke={1.2} /> : <IconMailOpened size={56} stroke={1.2} />}
          <p>{ticked > 0 ? t("read.manySelected", { n: formatCount(ticked) }) : t("read.nothing")}</p>
          {ticked === 0 && <small>{t("read.nothingHint")}</small>}
        </div>
      )}
    </main>
  );
}

function OpenLetter({ account, id }: { account: MailAccount; id: string }) {
  const desk = useDesk();
  const letter = useCache(account.cache, (cache) => viewEmail(cache, id));
  const [state, setState] = useState<"loading" | "done" | { failed: string }>("loading");
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt fetches again
  useEffect(() => {
    let left = false;
    setState("loading");
    account.sync
      .openEmail(id)
      .then(() => {
        if (left) return;
        setState("done");
        const opened = viewEmail(account.cache, id);
        const change = opened && isUnread(opened) && !account.isReadOnly && setKeyword([opened], KEYWORD.seen, true);
        if (change) account.sync.edit(change.edit);
      })
      .catch((error: unknown) => !left && setState({ failed: errorText(error) }));
    return () => {
      left = true;
    };
  }, [account, id, attempt]);

  if (letter && isOpened(letter)) return <Letter account={account} letter={letter} />;
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
