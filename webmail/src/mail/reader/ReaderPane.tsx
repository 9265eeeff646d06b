import { IconChecks, IconMailOpened } from "@tabler/icons-react";
import { Suspense } from "react";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { lazyScreen } from "../../ui/lazy-screen.ts";
import { useDeskState, usePlace } from "../desk-context.ts";
import { loadReader } from "./load-reader.ts";
import css from "./ReaderPane.module.css";

const OpenLetter = lazyScreen(async () => (await loadReader()).default);

/** The open letter, or what to do where none is open. */
export function ReaderPane() {
  const place = usePlace();
  const { emailId } = place;
  const ticked = useDeskState((s) => s.ticked.size);
  return (
    <main className={css.pane} aria-label={t("read.label")}>
      {emailId !== null ? (
        <Suspense fallback={<div className={css.nothing} role="status" aria-label={t("app.loading")} />}>
          <OpenLetter key={emailId} place={place} id={emailId} />
        </Suspense>
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
