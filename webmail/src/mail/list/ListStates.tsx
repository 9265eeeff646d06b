import { Button, Skeleton } from "@mantine/core";
import { IconMailbox, IconMoodEmpty } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "../../i18n/t.ts";
import type { Place } from "../desk.ts";
import { useDeskState } from "../desk-context.ts";
import css from "./ListStates.module.css";

/** A list without letters, and why. */
export function EmptyList({ place }: { place: Place }) {
  const quick = useDeskState((s) => s.quick);
  if (place.search)
    return (
      <State sign={<IconMoodEmpty size={44} stroke={1.3} />} text={t("list.emptySearch")}>
        <p>{t("list.emptySearchHint")}</p>
      </State>
    );
  const text =
    quick !== "all" ? "list.emptyFiltered" : place.mailbox?.role === "inbox" ? "list.emptyInbox" : "list.empty";
  return <State sign={<IconMailbox size={44} stroke={1.3} />} text={t(text)} />;
}

/** A list that could not be fetched. */
export function FailedList({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <State text={t("list.failed")} role="alert">
      <p>{reason}</p>
      <Button size="sm" variant="light" onClick={onRetry}>
        {t("app.retry")}
      </Button>
    </State>
  );
}

/** Rows on their way. */
export function LoadingRows({ height }: { height: number }) {
  return (
    <div className={css.loading} role="status" aria-label={t("app.loading")}>
      {[62, 78, 54, 70, 66, 80, 58].map((width) => (
        <div key={width} style={{ height }}>
          <Skeleton height={13} width={`${width}%`} mb={8} />
          <Skeleton height={11} width="94%" />
        </div>
      ))}
    </div>
  );
}

type StateProps = { text: string; sign?: ReactNode; children?: ReactNode; role?: "alert" | "status" };

function State({ text, sign, children, role = "status" }: StateProps) {
  return (
    <div className={css.state} role={role} id="main" tabIndex={-1}>
      {sign}
      <strong>{text}</strong>
      {children}
    </div>
  );
}
