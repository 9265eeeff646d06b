import type { ContactCard } from "@congthu/shared/jmap/contacts";
import { ActionIcon, Button, Group, Loader, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { IconMail, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { loadRecords, recordsOf, setRecords } from "../../../data/records.ts";
import { w } from "../../../i18n/own-words.ts";
import { t } from "../../../i18n/t.ts";
import { confirm } from "../../../ui/confirm.tsx";
import { toastError } from "../../../ui/toast.tsx";
import { composeNew } from "../../compose/open.ts";
import { askContact } from "../../contacts/ask-contact.tsx";
import { addressesOf, draftOfCard, EMPTY_CONTACT, foundCards, nameOf } from "../../contacts/model.ts";
import { useCache, useMail } from "../../mail-context.ts";
import css from "../rules/Rules.module.css";

/** Rows shown at once; more are found by typing. */
const MOST = 200;

/** The person's own contacts, which are suggested as recipients before the directory. */
export function ContactsTab() {
  const mail = useMail();
  const account = mail.account(null);
  const cards = useCache(account.cache, (cache) => recordsOf(cache, "ContactCard"));
  const [typed, setTyped] = useState("");
  const [ready, setReady] = useState(false);
  useEffect(() => {
    loadRecords(account, ["ContactCard"]).then(() => setReady(true), toastError);
  }, [account]);
  if (!ready) return <Loader size="sm" aria-label={t("app.loading")} />;
  const found = foundCards(cards, typed);
  const remove = async (card: ContactCard) => {
    const title = w("contacts.remove", { name: titleOf(card) });
    if (!(await confirm({ title, text: w("contacts.removeConfirm"), confirm: w("contacts.removeIt") }))) return;
    await setRecords(account, "ContactCard", { destroy: [card.id] }).catch(toastError);
  };
  return (
    <Stack gap="md">
      <Text size="sm" c="var(--ink-2)">
        {w("contacts.hint")}
      </Text>
      <Group align="end">
        <TextInput
          style={{ flex: 1 }}
          type="search"
          label={w("contacts.find")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          leftSection={<IconPlus size={18} />}
          onClick={() => askContact({ account, card: null, draft: EMPTY_CONTACT })}
        >
          {w("contacts.create")}
        </Button>
      </Group>
      {found.length === 0 && (
        <Text role="status">{cards.length === 0 ? w("contacts.none") : w("contacts.notFound")}</Text>
      )}
      <ul className={css.rules} aria-label={w("contacts.list")}>
        {found.slice(0, MOST).map((card) => (
          <li key={card.id} className={css.rule}>
            <div className={css.name}>
              {titleOf(card)}
              <Text size="sm" c="var(--ink-2)">
                {linesOf(card).join(" · ")}
              </Text>
            </div>
            <Act
              label={w("contacts.write", { name: titleOf(card) })}
              disabled={addressesOf(card).length === 0}
              onClick={() =>
                composeNew(mail, account, [{ name: nameOf(card) || null, email: addressesOf(card)[0] ?? "" }])
              }
            >
              <IconMail size={18} />
            </Act>
            <Act
              label={w("contacts.edit", { name: titleOf(card) })}
              onClick={() => askContact({ account, card, draft: draftOfCard(card) })}
            >
              <IconPencil size={18} />
            </Act>
            <Act label={w("contacts.remove", { name: titleOf(card) })} onClick={() => void remove(card)}>
              <IconTrash size={18} />
            </Act>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function Act(q: { label: string; disabled?: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={q.label}>
      <ActionIcon variant="subtle" color="gray" aria-label={q.label} disabled={q.disabled ?? false} onClick={q.onClick}>
        {q.children}
      </ActionIcon>
    </Tooltip>
  );
}

function titleOf(card: ContactCard): string {
  return nameOf(card) || (addressesOf(card)[0] ?? "");
}

function linesOf(card: ContactCard): string[] {
  const { emails, phones, organization } = draftOfCard(card);
  const all = [...(nameOf(card) === "" ? [] : emails.split("\n")), ...phones.split("\n"), organization];
  return all.filter((line) => line !== "");
}
