import { languageStore } from "../../i18n/i18n.ts";
import { t } from "../../i18n/t.ts";
import css from "./SearchHelp.module.css";

const OPERATORS = [
  ["từ:", "from:", "search.op.from"],
  ["đến:", "to:", "search.op.to"],
  ["tiêuđề:", "subject:", "search.op.subject"],
  ["tệp:", "file:", "search.op.attachment"],
  ["trước:05/11/2026", "before:05/11/2026", "search.op.before"],
  ["sau:01/11/2026", "after:01/11/2026", "search.op.after"],
  ["lớnhơn:5MB", "larger:5MB", "search.op.larger"],
  ["chưa đọc", "unread", "search.op.unread"],
  ["gắn cờ", "flagged", "search.op.flagged"],
  ["-họp", "-draft", "search.op.not"],
] as const;

/** What the search box understands. */
export function SearchHelp() {
  const english = languageStore.get() === "en";
  return (
    <div className={css.help}>
      <p>{t("search.help.plain")}</p>
      <p>{t("search.help.phrase")}</p>
      <dl>
        {OPERATORS.map(([vi, en, meaning]) => (
          <div key={vi}>
            <dt>{english ? en : vi}</dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
