import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconUserPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { OpenedEmail } from "../../data/cache.ts";
import { fullDate, shortDate } from "../../i18n/dates.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { PersonSign } from "../../ui/PersonSign.tsx";
import { toastError } from "../../ui/toast.tsx";
import { useMail } from "../mail-context.ts";
import { agentIn, displayName, sameAddress } from "../people.ts";
import css from "./LetterHead.module.css";

/** Names shown before "and N others". */
const SHORT_LIST = 3;

type Props = { letter: OpenedEmail; onClose?: (() => void) | undefined; menu?: ReactNode };

/** Who wrote to whom and when; everything on request. In a conversation a click on the name closes the letter. */
export function LetterHead({ letter, onClose, menu }: Props) {
  const [details, setDetails] = useState(false);
  const from = letter.from?.[0] ?? { name: null, email: "?" };
  const label = t(details ? "read.hideDetails" : "read.showDetails");
  const agent = agentIn(letter);
  const author = agent ? t("read.onBehalf", { name: displayName(from), agent: displayName(agent) }) : displayName(from);
  const date = letter.sentAt ?? letter.receivedAt;
  return (
    <header className={css.head}>
      <PersonSign person={from} size={42} />
      <div className={css.who}>
        <div className={css.from}>
          {onClose ? (
            <UnstyledButton className={css.close ?? ""} aria-expanded onClick={onClose}>
              <strong>{author}</strong>
            </UnstyledButton>
          ) : (
            <strong>{author}</strong>
          )}
          {from.name && <span className={css.address}>&lt;{from.email}&gt;</span>}
        </div>
        <UnstyledButton className={css.to ?? ""} aria-expanded={details} onClick={() => setDetails(!details)}>
          {t("read.toShort", { names: useShortList([...(letter.to ?? []), ...(letter.cc ?? [])]) })}
          {details ? <IconChevronUp size={15} aria-hidden /> : <IconChevronDown size={15} aria-hidden />}
        </UnstyledButton>
      </div>
      <time className={css.date} dateTime={date}>
        <span className={css.full}>{fullDate(date)}</span>
        <span className={css.short} aria-hidden="true">
          {shortDate(date, Date.now())}
        </span>
      </time>
      <div className={css.tools}>
        {menu}
        <ActionIcon
          className={css.toggle ?? ""}
          variant="subtle"
          color="gray"
          aria-label={label}
          aria-expanded={details}
          onClick={() => setDetails(!details)}
        >
          {details ? <IconChevronUp size={18} /> : <IconChevronDown size={18} />}
        </ActionIcon>
      </div>
      {details && <Details letter={letter} />}
    </header>
  );
}

function useShortList(people: readonly EmailAddress[]): string {
  const { account } = useMail().session;
  if (people.length === 0) return t("read.undisclosed");
  const own = { email: account.address };
  const names = people.slice(0, SHORT_LIST).map((p) => (sameAddress(p, own) ? t("read.me") : displayName(p)));
  const more = people.length - SHORT_LIST;
  return more > 0 ? `${names.join(", ")} ${t("read.andMore", { n: formatCount(more) })}` : names.join(", ");
}

function Details({ letter }: { letter: OpenedEmail }) {
  const rows = [
    ["read.from", letter.from],
    ["read.sender", letter.sender],
    ["read.replyTo", letter.replyTo],
    ["read.to", letter.to],
    ["read.cc", letter.cc],
    ["read.bcc", letter.bcc],
  ] as const;
  return (
    <dl className={css.details}>
      {rows.map(([label, people]) =>
        people?.length ? (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>
              <ul>
                {people.map((person) => (
                  <li key={person.email}>
                    {person.name && <span>{person.name.normalize("NFC")} </span>}
                    <span className={css.address}>&lt;{person.email}&gt;</span>
                    <AddContact person={person} />
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ) : null,
      )}
      <div>
        <dt>{t("read.date")}</dt>
        <dd>{fullDate(letter.sentAt ?? letter.receivedAt)}</dd>
      </div>
    </dl>
  );
}

/** Keeps somebody of the letter among the own contacts. */
function AddContact({ person }: { person: EmailAddress }) {
  const account = useMail().account(null);
  const label = t("read.addContact", { name: displayName(person) });
  const ask = async () => {
    const [{ askContact }, { EMPTY_CONTACT }] = await Promise.all([
      import("../contacts/ask-contact.tsx"),
      import("../contacts/model.ts"),
    ]);
    askContact({
      account,
      card: null,
      draft: { ...EMPTY_CONTACT, name: person.name?.normalize("NFC") ?? "", emails: person.email },
    });
  };
  return (
    <ActionIcon
      size="sm"
      ml={4}
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      onClick={() => void ask().catch(toastError)}
    >
      <IconUserPlus size={15} />
    </ActionIcon>
  );
}
