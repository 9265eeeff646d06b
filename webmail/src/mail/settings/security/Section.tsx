import type { SecurityReply } from "@congthu/shared/api/security";
import type { ReactNode } from "react";
import css from "./Security.module.css";

/** What each part of the page gets. */
export type PartProps = {
  security: SecurityReply;
  /** Runs an act, asking for the password again where the server wants it. */
  guard: <T>(act: () => Promise<T>) => Promise<T>;
  reload: () => Promise<void>;
};

/** One part of the page under its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.section} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
