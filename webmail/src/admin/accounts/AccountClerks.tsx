import type { AccountDetail } from "@congthu/shared/api/accounts";
import type { MailboxRights } from "@congthu/shared/directory-words";
import { ActionIcon, Button, Group, Text } from "@mantine/core";
import { IconArrowsExchange, IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { confirm } from "../../ui/confirm.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import { appointClerk, dismissClerk } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Block } from "../ui/Block.tsx";
import { Choice } from "../ui/Choice.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ClerkSelect } from "./ClerkSelect.tsx";
import { HandOver } from "./HandOver.tsx";

type Props = { account: AccountDetail; onChanged: (account: AccountDetail) => void };

/** Who works in an agency's mailbox. */
export function AccountClerks({ account, onChanged }: Props) {
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<AccountDetail["clerks"][number]>();
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
            <Group gap={4} wrap="nowrap">
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconArrowsExchange size={16} />}
                onClick={() => setLeaving(clerk)}
              >
                {t("handOver.act")}
              </Button>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={`${t("account.clerks.dismiss")}: ${clerk.name}`}
                onClick={() => void dismiss(clerk.accountId, clerk.name)}
              >
                <IconX size={17} />
              </ActionIcon>
            </Group>
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
      {leaving && (
        <HandOver account={account} from={leaving} onClose={() => setLeaving(undefined)} onChanged={onChanged} />
      )}
      {adding && <Appoint account={account} onClose={() => setAdding(false)} onChanged={onChanged} />}
    </Block>
  );
}

function Appoint({ account, onClose, onChanged }: Props & { onClose: () => void }) {
  const [clerk, setClerk] = useState<string | null>(null);
  const [rights, setRights] = useState<MailboxRights>("full");
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
      <ClerkSelect agencyId={account.agencyId} value={clerk} onChange={setClerk} />
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
