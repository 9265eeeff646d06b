import type { OpenedEmail } from "../../data/cache.ts";
import { t } from "../../i18n/t.ts";
import type { MailAccount } from "../mail.ts";
import css from "./Letter.module.css";
import { LetterBar, LetterFoot } from "./LetterBar.tsx";
import { LetterSheet } from "./LetterSheet.tsx";

/** A letter from its toolbar to its foot. */
export function Letter({ account, letter }: { account: MailAccount; letter: OpenedEmail }) {
  const letters = [letter];
  return (
    <>
      <LetterBar letters={letters} />
      <div className={css.scroll}>
        <article className={css.sheet}>
          <h1 className={css.subject}>{letter.subject?.normalize("NFC") || t("list.noSubject")}</h1>
          <LetterSheet account={account} letter={letter} />
          <LetterFoot letters={letters} />
        </article>
      </div>
    </>
  );
}
