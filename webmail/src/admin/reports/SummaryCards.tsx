import type { UsageFigures, UsageReport } from "@congthu/shared/api/reports";
import { percentOf, type Share, USAGE_MEASURES } from "@congthu/shared/usage-measures";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../i18n/t.ts";
import css from "./SummaryCards.module.css";
import { decimal, percentText } from "./words.ts";

type Card = {
  title: string;
  share: (f: UsageFigures) => Share;
  of: string;
  /** The same on all staff, where the card is on mailboxes. */
  ofStaff?: (f: UsageFigures) => Share;
};

/** The four figures everybody asks for: share, x of y, and how it changed. */
export function SummaryCards({ report }: { report: UsageReport }) {
  const cards: Card[] = [
    {
      title: t("usage.card.mailboxes"),
      share: measured("mailboxShare"),
      of: t("usage.card.ofStaff"),
    },
    {
      title: t("usage.card.active"),
      share: measured("activeOfMailboxes"),
      of: t("usage.card.ofMailboxes"),
      ofStaff: measured("activeOfStaff"),
    },
    {
      title: t("usage.card.regular"),
      share: measured("regularOfMailboxes"),
      of: t("usage.card.ofMailboxes"),
      ofStaff: measured("regularOfStaff"),
    },
    {
      title: t("usage.card.leaders"),
      share: measured("leaderShare"),
      of: t("usage.card.ofLeaders"),
    },
  ];
  return (
    <div className={css.cards}>
      {cards.map((card) => (
        <Figure key={card.title} card={card} report={report} />
      ))}
    </div>
  );
}

function Figure({ card, report }: { card: Card; report: UsageReport }) {
  const share = card.share(report.total);
  const before = report.previous ? percentOf(card.share(report.previous.total)) : null;
  const now = percentOf(share);
  const onStaff = card.ofStaff?.(report.total);
  return (
    <section className={css.card}>
      <h2>{card.title}</h2>
      <p className={css.percent}>{now === null ? t("usage.notReported") : percentText(share)}</p>
      {share.y !== null && (
        <p>
          <b>
            {formatCount(share.x)}/{formatCount(share.y)}
          </b>{" "}
          {card.of}
        </p>
      )}
      {onStaff && onStaff.y !== null && <p>{t("usage.card.alsoStaff", { percent: percentText(onStaff) })}</p>}
      {now !== null && before !== null && <Change by={Math.round((now - before) * 10) / 10} />}
    </section>
  );
}

function Change({ by }: { by: number }) {
  if (by === 0) return <p className={css.change}>{t("usage.same")}</p>;
  const n = decimal(Math.abs(by));
  return (
    <p className={css.change} data-up={by > 0}>
      <span aria-hidden>{by > 0 ? "▲" : "▼"}</span> {by > 0 ? t("usage.up", { n }) : t("usage.down", { n })}
    </p>
  );
}

/** The share a measure gives, as in the table. */
function measured(id: string): (f: UsageFigures) => Share {
  const measure = USAGE_MEASURES.find((m) => m.id === id);
  if (measure?.kind !== "share") throw new Error(`${id} is no share`);
  return measure.of;
}
