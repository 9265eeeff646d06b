import type { Identity } from "@congthu/shared/jmap/submission";
import { NativeSelect, TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../i18n/t.ts";
import { agentOf, identitiesOf, type MailAccount } from "../mail.ts";
import { useMail } from "../mail-context.ts";
import { displayName, formatAddress } from "../people.ts";
import css from "./ComposeFields.module.css";
import { RecipientField } from "./RecipientField.tsx";
import { identityOf } from "./save.ts";
import type { Writing } from "./use-composer.ts";

/** From, To, Cc, Bcc and the subject. */
export function ComposeFields({ writing }: { writing: Writing }) {
  const { draft, account, change } = writing;
  const [ccOpen, setCc] = useState(draft.cc.length > 0);
  const [bccOpen, setBcc] = useState(draft.bcc.length > 0);
  const senderEmail = identityOf(account, draft).email;
  return (
    <div className={css.fields}>
      <Sender writing={writing} />
      <div className={css.line}>
        <RecipientField
          label={t("compose.to")}
          people={draft.to}
          senderEmail={senderEmail}
          autoFocus={draft.to.length === 0}
          onChange={(to) => change({ to })}
        />
        <span className={css.more}>
          {!ccOpen && (
            <UnstyledButton aria-label={t("compose.addCc")} onClick={() => setCc(true)}>
              {t("compose.cc")}
            </UnstyledButton>
          )}
          {!bccOpen && (
            <UnstyledButton aria-label={t("compose.addBcc")} onClick={() => setBcc(true)}>
              {t("compose.bcc")}
            </UnstyledButton>
          )}
        </span>
      </div>
      {ccOpen && (
        <div className={css.line}>
          <RecipientField
            label={t("compose.cc")}
            people={draft.cc}
            senderEmail={senderEmail}
            onChange={(cc) => change({ cc })}
          />
        </div>
      )}
      {bccOpen && (
        <div className={css.line}>
          <RecipientField
            label={t("compose.bcc")}
            people={draft.bcc}
            senderEmail={senderEmail}
            onChange={(bcc) => change({ bcc })}
          />
        </div>
      )}
      <TextInput
        className={css.subject ?? ""}
        variant="unstyled"
        aria-label={t("compose.subject")}
        placeholder={t("compose.subject")}
        value={draft.subject}
        autoComplete="off"
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
    </div>
  );
}

/** The choice of the address to write from, where there is a choice. */
function Sender({ writing }: { writing: Writing }) {
  const mail = useMail();
  const { draft } = writing;
  const senders = identitiesOf(mail, draft.accountId);
  if (senders.length < 2) return null;
  return (
    <div className={css.line}>
      <span className={css.label} id="compose-from">
        {t("compose.from")}
      </span>
      <NativeSelect
        variant="unstyled"
        size="sm"
        aria-label={t("compose.from")}
        className={css.sender ?? ""}
        value={`${draft.accountId} ${draft.identityId}`}
        data={senders.map(({ account, identity }) => ({
          value: `${account.id} ${identity.id}`,
          label: senderLabel(account, identity),
        }))}
        onChange={(event) => {
          const [accountId = "", identityId = ""] = event.currentTarget.value.split(" ");
          void writing.changeSender(accountId, identityId);
        }}
      />
    </div>
  );
}

/** An address as its reader will see it: "Sở Nội vụ – Đỗ Văn Bình thay mặt <sonv@…>" where it is not the own one. */
function senderLabel(account: MailAccount, { name, email }: Identity): string {
  const agent = agentOf(account);
  const words = agent ? t("read.onBehalf", { name: displayName({ name, email }), agent: displayName(agent) }) : name;
  return formatAddress({ name: words, email });
}
