import type { UsageFigures, UsageReport } from "@congthu/shared/api/reports";
import { percentOf, type Share } from "@congthu/shared/usage-measures";
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
      share: (f) => ({ x: f.mailboxesReported, y: f.staff }),
      of: t("usage.card.ofStaff"),
    },
    {
      title: t("usage.card.active"),
      share: (f) => ({ x: f.active, y: f.mailboxes }),
      of: t("usage.card.ofMailboxes"),
      ofStaff: (f) => ({ x: f.activeReported, y: f.staff }),
    },
    {
      title: t("usage.card.regular"),
      share: (f) => ({ x: f.regular, y: f.mailboxes }),
      of: t("usage.card.ofMailboxes"),
      ofStaff: (f) => ({ x: f.regularReported, y: f.staff }),
    },
    {
      title: t("usage.card.leaders"),
      share: (f) => ({ x: f.leaderActive, y: f.leaderMailboxes }),
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
