import { VisuallyHidden } from "@mantine/core";
import { IconCheck, IconPoint } from "@tabler/icons-react";
import { t } from "../i18n/t.ts";
import css from "./PasswordRules.module.css";
import { DEFAULT_PASSWORD_RULE, type PasswordCheck, type PasswordRule } from "./password-rules.ts";

/** The rules of a new password, each ticked as soon as it is met. */
export function PasswordRules({ checks, rule }: { checks: PasswordCheck[]; rule?: PasswordRule | undefined }) {
  const { minLength, longLength } = rule ?? DEFAULT_PASSWORD_RULE;
  return (
    <div className={css.rules}>
      <p id="password-rules">{t("password.rules")}</p>
      <ul aria-labelledby="password-rules">
        {checks.map(({ rule: name, met }) => (
          <li key={name} data-met={met}>
            {met ? <IconCheck size={16} aria-hidden /> : <IconPoint size={16} aria-hidden />}
            {name === "length" && t("password.rule.length", { n: minLength })}
            {name === "classes" && t("password.rule.classes", { n: longLength })}
            {(name === "personal" || name === "different") && t(`password.rule.${name}`)}
            <VisuallyHidden>: {met ? t("password.rule.met") : t("password.rule.unmet")}</VisuallyHidden>
          </li>
        ))}
      </ul>
    </div>
  );
}
