import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { AUTHENTICATION, type OpenedEmail } from "../../data/cache.ts";
import { t } from "../../i18n/t.ts";
import type { MailAccount } from "../mail.ts";
import { useMail } from "../mail-context.ts";
import css from "./Cautions.module.css";
import { type Caution, cautionsOf, domainOf } from "./cautions.ts";

/** Says in plain words what speaks against a letter. */
export function Cautions({ account, letter }: { account: MailAccount; letter: OpenedEmail }) {
  const { session } = useMail();
  const own = [session.account.address, ...account.cache.identities.map((one) => one.email)].map(domainOf);
  const [results = null] = (letter[AUTHENTICATION] ?? []) as string[];
  const cautions = cautionsOf({ ...letter, authentication: results, ownDomains: [...new Set(own)] });
  return cautions.map((caution) => (
    <div key={caution.kind} className={css.caution} data-kind={caution.kind} role="note">
      {caution.kind === "outside" ? (
        <IconInfoCircle size={20} aria-hidden />
      ) : (
        <IconAlertTriangle size={20} aria-hidden />
      )}
      <span>{wordsFor(caution)}</span>
    </div>
  ));
}

function wordsFor(caution: Caution): string {
  switch (caution.kind) {
    case "phishing":
      return t("caution.phishing");
    case "forged":
      return t("caution.forged", { domain: caution.domain });
    case "lookalike":
      return t("caution.lookalike", { domain: caution.domain, like: caution.like });
    case "posing":
      return t("caution.posing", { name: caution.name, domain: caution.domain });
    case "replyElsewhere":
      return t("caution.replyElsewhere", { domain: caution.domain });
    case "outside":
      return t("caution.outside", { domain: caution.domain });
  }
}
