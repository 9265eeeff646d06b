import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { visibleIds } from "../../data/cache.ts";
import { type QuerySpec, queryKey } from "../../data/query-window.ts";
import { useStore } from "../../data/use-store.ts";
import { t } from "../../i18n/t.ts";
import { type Place, routeTo } from "../desk.ts";
import { useDesk, useDeskState } from "../desk-context.ts";
import { useCache } from "../mail-context.ts";
import { preferencesStore } from "../preferences.ts";
import { formatRoute } from "../route.ts";
import { LetterRow } from "./LetterRow.tsx";
import { EmptyList, FailedList, LoadingRows } from "./ListStates.tsx";
import css from "./Rows.module.css";
import { useKeptPosition } from "./use-kept-position.ts";
import { useShownRows } from "./use-shown-rows.ts";

/** Height of a row in pixels; the style sheet fills it. */
export const ROW_HEIGHT = { roomy: 84, normal: 62, compact: 44 } as const;

/** The virtual list: of however many results, only the rows on the screen exist and are fetched. */
export function Rows({ place, spec }: { place: Place; spec: QuerySpec }) {
  const { account } = place;
  const desk = useDesk();
  const scroller = useRef<HTMLDivElement>(null);
  const density = useStore(preferencesStore, (p) => p.density);
  const height = ROW_HEIGHT[density];
  const window = useCache(account.cache, (cache) => cache.windows.get(queryKey(spec)));
  const ids = useCache(account.cache, (cache) => (window ? visibleIds(cache, window) : EMPTY));
  const focused = useDeskState((s) => s.focused);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    getItemKey: (index) => ids[index] ?? `row-${index}`,
  });
  const items = rows.getVirtualItems();
  const failure = useShownRows(account.sync, spec, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  useKeptPosition(scroller, queryKey(spec), ids, height);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another density needs new measures
  useEffect(() => rows.measure(), [height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follow the keyboard, not the list
  useEffect(() => {
    const at = focused === null ? -1 : ids.indexOf(focused);
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [focused]);

  if (failure && !window) return <FailedList reason={failure} onRetry={() => desk.perform({ do: "refresh" })} />;
  if (!window) return <LoadingRows height={height} />;
  if (ids.length === 0) return <EmptyList place={place} />;
  return (
    <div ref={scroller} className={css.scroller} id="main" tabIndex={-1} data-density={density}>
      <ul className={css.rows} aria-label={t("list.label")} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start, key }) => (
          <LetterRow
            key={key}
            account={account}
            id={ids[index]}
            index={index}
            total={ids.length}
            top={start}
            height={height}
            href={formatRoute(routeTo(place, ids[index] ?? null))}
            open={ids[index] !== undefined && ids[index] === place.emailId}
            role={place.mailbox?.role ?? null}
          />
        ))}
      </ul>
    </div>
  );
}

const EMPTY: readonly undefined[] = [];
