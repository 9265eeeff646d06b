import { t } from "../../i18n/t.ts";
import { useDeskState, usePlace } from "../desk-context.ts";
import { BulkBar } from "./BulkBar.tsx";
import { ListHeader } from "./ListHeader.tsx";
import css from "./ListPane.module.css";
import { Rows } from "./Rows.tsx";

/** The letters of the open folder or search. */
export function ListPane() {
  const place = usePlace();
  const ticking = useDeskState((s) => s.ticked.size > 0);
  return (
    <section className={css.pane} aria-label={t("list.label")}>
      {ticking ? <BulkBar /> : <ListHeader place={place} />}
      {place.spec && <Rows key={place.account.id} place={place} spec={place.spec} />}
    </section>
  );
}
