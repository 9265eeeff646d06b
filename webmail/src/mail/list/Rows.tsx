import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef } from "react";
import { visibleIds } from "../../data/cache.ts";
import { type QuerySpec, queryKey } from "../../data/query-window.ts";
import { useStore } from "../../data/use-store.ts";
import { t } from "../../i18n/t.ts";
import { type Place, routeTo } from "../desk.ts";
import { useDesk, useDeskState } from "../desk-context.ts";
import type { MailAccount } from "../mail.ts";
import { useCache } from "../mail-context.ts";
import { preferencesStore } from "../preferences.ts";
import { formatRoute } from "../route.ts";
import { WIDE } from "../shell/widths.ts";
import { LetterRow } from "./LetterRow.tsx";
import { EmptyList, FailedList, LoadingRows } from "./ListStates.tsx";
import css from "./Rows.module.css";
import { useKeptPosition } from "./use-kept-position.ts";
import { useShownRows } from "./use-shown-rows.ts";

/** Height of a row in pixels; the style sheet fills it. */
const ROW_HEIGHT = { roomy: 84, normal: 62, compact: 44 } as const;
/** Where a row has the width of the page, all stands in one line. */
const LINE_HEIGHT = { roomy: 52, normal: 44, compact: 34 } as const;

/** The virtual list: of however many results, only the rows on the screen exist and are fetched. */
export function Rows({ place, spec }: { place: Place; spec: QuerySpec }) {
  const { account } = place;
  const desk = useDesk();
  const scroller = useRef<HTMLDivElement>(null);
  const density = useStore(preferencesStore, (p) => p.density);
  const oneLine = useOneLine();
  const height = (oneLine ? LINE_HEIGHT : ROW_HEIGHT)[density];
  const window = useCache(account.cache, (cache) => cache.windows.get(queryKey(spec)));
  const ids = useCache(account.cache, (cache) => (window ? visibleIds(cache, window) : EMPTY));
  const focused = useDeskState((s) => s.focused);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    // The same function while the list is the same: else all rows of a large folder are measured at every step of a scroll.
    getItemKey: useCallback((index: number) => ids[index] ?? `row-${index}`, [ids]),
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
    <div
      ref={scroller}
      className={css.scroller}
      id="main"
      tabIndex={-1}
      data-density={density}
      data-line={oneLine || undefined}
    >
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
            open={ids[index] !== undefined && isOpenRow(account, ids[index], place.emailId, spec)}
            role={place.mailbox?.role ?? null}
            marked={spec.text === true}
            collapsedIn={spec.collapse ? (spec.mailboxId ?? null) : null}
          />
        ))}
      </ul>
    </div>
  );
}

/** True where the list has the width of the page. */
function useOneLine(): boolean {
  const beside = useStore(preferencesStore, (p) => p.pane === "right");
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  return wide === true && !beside;
}

/** The row of the open letter, or of the conversation it belongs to. */
function isOpenRow({ cache }: MailAccount, id: string, openId: string | null, { collapse }: QuerySpec): boolean {
  if (id === openId || openId === null || !collapse) return id === openId;
  const threadId = cache.emails.get(id)?.threadId;
  return threadId !== undefined && threadId === cache.emails.get(openId)?.threadId;
}

const EMPTY: readonly undefined[] = [];
