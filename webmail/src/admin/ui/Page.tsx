import type { ReactNode } from "react";
import css from "./Page.module.css";

type Props = { title: string; below?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A screen's frame: title, what it is about, what can be done, content. */
export function Page({ title, below, actions, children }: Props) {
  return (
    <div className={css.page}>
      <div className={css.head}>
        <div className={css.words}>
          <h1>{title}</h1>
          {below && <div className={css.below}>{below}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A white sheet with a heading of its own. */
export function Sheet({ title, actions, children }: { title?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.sheet}>
      {(title || actions) && (
        <div className={css.sheetHead}>
          {title && <h2>{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
