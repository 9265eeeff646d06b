import type { AccountDetail } from "@congthu/shared/api/accounts";
import type { MailboxRights } from "@congthu/shared/directory-words";
import { ActionIcon, Button, Group, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { confirm } from "../../ui/confirm.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import { appointClerk, dismissClerk, listAccounts } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Block } from "../ui/Block.tsx";
import { Choice } from "../ui/Choice.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useLoad } from "../use-load.ts";

type Props = { account: AccountDetail; onChanged: (account: AccountDetail) => void };

/** Who works in an agency's mailbox. */
export function AccountClerks({ account, onChanged }: Props) {
  const [adding, setAdding] = useState(false);
  const mayAppoint = account.may.includes("mailbox.clerks");
  const dismiss = async (clerkId: string, name: string) => {
    const text = t("account.clerks.dismissText", { name });
    if (!(await confirm({ title: t("account.clerks.dismiss"), text, confirm: t("account.clerks.dismiss") }))) return;
    try {
      onChanged(await dismissClerk(account.id, clerkId));
      toast(t("account.clerks.dismissed"));
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Block title={t("account.clerks")}>
      {account.clerks.length === 0 && (
        <Text size="sm" c="var(--ink-2)">
          {t("account.clerks.none")}
        </Text>
      )}
      {account.clerks.map((clerk) => (
        <Group key={clerk.accountId} justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm">
            <b>{clerk.name}</b> · {t(`account.clerks.${clerk.rights}`)}
            <br />
            <Text span size="sm" c="var(--ink-2)">
              {clerk.address}
            </Text>
          </Text>
          {mayAppoint && (
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={`${t("account.clerks.dismiss")}: ${clerk.name}`}
              onClick={() => void dismiss(clerk.accountId, clerk.name)}
            >
              <IconX size={17} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {mayAppoint && (
        <Button
          mt="xs"
          size="compact-md"
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
        >
          {t("account.clerks.add")}
        </Button>
      )}
      {adding && <Appoint account={account} onClose={() => setAdding(false)} onChanged={onChanged} />}
    </Block>
  );
}

function Appoint({ account, onClose, onChanged }: Props & { onClose: () => void }) {
  const [text, setText] = useState("");
  const [searched] = useDebouncedValue(text, 200);
  const [clerk, setClerk] = useState<string | null>(null);
  const [rights, setRights] = useState<MailboxRights>("full");
  const found = useLoad(`${account.agencyId} ${searched}`, (signal) =>
    listAccounts(
      {
        kind: "person",
        status: "active",
        text: searched,
        limit: 20,
        agencyId: searched ? undefined : account.agencyId,
      },
      signal,
    ),
  );
  const people = found.value?.items ?? [];
  const submit = async () => {
    if (clerk === null) return;
    const changed = await appointClerk(account.id, clerk, rights);
    onChanged(changed);
    const name = changed.clerks.find((c) => c.accountId === clerk)?.name ?? "";
    toast(t("account.clerks.appointed", { name }));
    onClose();
  };
  return (
    <FormDialog
      title={t("account.clerks.add")}
      submit={t("account.clerks.add")}
      disabled={clerk === null}
      onClose={onClose}
      onSubmit={submit}
    >
      <Select
        label={t("account.clerks.person")}
        placeholder={t("account.clerks.personHint")}
        searchable
        searchValue={text}
        onSearchChange={setText}
        value={clerk}
        onChange={setClerk}
        // The server has found them already, with marks or without.
        filter={({ options }) => options}
        nothingFoundMessage={t("accounts.none")}
        data={people.map((p) => ({ value: p.id, label: `${p.name} – ${p.title || p.address}` }))}
      />
      <Choice
        label={t("account.clerks.rights")}
        value={rights}
        onChange={setRights}
        options={[
          { value: "full", label: t("account.clerks.full") },
          { value: "read", label: t("account.clerks.read") },
        ]}
      />
    </FormDialog>
  );
}
