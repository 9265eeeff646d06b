import { lazy, Suspense } from "react";
import { recordsOf } from "../../data/records.ts";
import { t } from "../../i18n/t.ts";
import { useDeskState, usePlace } from "../desk-context.ts";
import { useCache } from "../mail-context.ts";
import { BulkBar } from "./BulkBar.tsx";
import { ListHeader } from "./ListHeader.tsx";
import css from "./ListPane.module.css";
import { Rows } from "./Rows.tsx";

const DueReminders = lazy(() => import("../order/DueReminders.tsx").then((m) => ({ default: m.DueReminders })));

/** The letters of the open folder or search. */
export function ListPane() {
  const place = usePlace();
  const ticking = useDeskState((s) => s.ticked.size > 0);
  const reminders = useCache(place.account.cache, (cache) => recordsOf(cache, "Reminder"));
  const due = reminders.filter((one) => one.state === "due");
  const inInbox = place.mailbox?.role === "inbox" && !place.search;
  return (
    <section className={css.pane} aria-label={t("list.label")}>
      {ticking ? <BulkBar /> : <ListHeader place={place} />}
      {inInbox && due.length > 0 && (
        <Suspense>
          <DueReminders account={place.account} due={due} />
        </Suspense>
      )}
      {place.spec && <Rows key={place.account.id} place={place} spec={place.spec} />}
    </section>
  );
}
