import type { WaitingLetter } from "@congthu/shared/api/queue";
import { formatTime } from "@congthu/shared/dates";
import type { ReactNode } from "react";
import { languageStore } from "../../i18n/i18n.ts";
import { formatSize } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import css from "./QueueView.module.css";

/** One letter that waits: to whom, why, what the other server said, when it is tried again. */
export function WaitingLetterRow({ letter, mark }: { letter: WaitingLetter; mark: ReactNode }) {
  const sent = [letter.from || t("queue.notice"), letter.agencyName, formatSize(letter.sizeBytes)].filter(Boolean);
  const spokenTo = letter.host && t("queue.host", { host: letter.host, tls: letter.tls || t("queue.noTls") });
  return (
    <article className={css.letter} aria-label={letter.to}>
      <div>{mark}</div>
      <div>
        <div className={css.who}>{letter.to}</div>
        <div className={css.sub}>{sent.join(" · ")}</div>
      </div>
      <div className={`${css.sub} ${css.when}`}>
        {letter.isUnderWay ? t("queue.underWay") : t("queue.nextTry", { when: formatTime(letter.nextAt) })}
      </div>
      <div className={css.words}>
        <div>{letter.why[languageStore.get()]}</div>
        {letter.reply && <div className={css.reply}>{letter.reply}</div>}
        <div className={css.sub}>
          {[
            spokenTo,
            letter.lastAt !== null && t("queue.tried", { n: String(letter.attempts), when: formatTime(letter.lastAt) }),
            t("queue.since", { when: formatTime(letter.createdAt), until: formatTime(letter.expiresAt) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </div>
      </div>
    </article>
  );
}
