import type { ReactNode } from "react";
import { LanguageSwitch } from "../i18n/LanguageSwitch.tsx";
import { t } from "../i18n/t.ts";
import { BrandMark } from "../ui/BrandMark.tsx";
import css from "./SignInPage.module.css";

/**
 * The page before the mailbox: the house's name and its three rules on one side, `children` on the other, and below what the system counts of people's use
 * (Law 91/2025: staff must know).
 */
export function SignInPage({ children }: { children: ReactNode }) {
  return (
    <div className={css.page}>
      <aside className={css.brand}>
        <div className={css.name}>
          <BrandMark size={52} />
          <div>
            <p className={css.title}>{t("app.name")}</p>
            <p className={css.subtitle}>{t("signin.subtitle")}</p>
          </div>
        </div>
        <ul className={css.rules}>
          <li>{t("signin.rule.duty")}</li>
          <li>{t("signin.rule.secret")}</li>
          <li>{t("signin.rule.password")}</li>
        </ul>
      </aside>
      <main className={css.main}>
        <div className={css.card}>{children}</div>
        <details className={css.notice}>
          <summary>{t("signin.usage")}</summary>
          <p>{t("signin.usage.what")}</p>
          <p>{t("signin.usage.who")}</p>
          <p>{t("signin.usage.rights")}</p>
        </details>
        <LanguageSwitch />
      </main>
    </div>
  );
}
