import type { AccountDetail } from "@congthu/shared/api/accounts";
import type { Role } from "@congthu/shared/api/route";
import { ActionIcon, Button, Group, Select, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { confirm } from "../../ui/confirm.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import { AgencyPicker } from "../agencies/AgencyPicker.tsx";
import { grantRole, revokeRole } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Block } from "../ui/Block.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";

const ROLES: readonly Role[] = ["agency", "reviewer", "helpdesk", "auditor", "system"];
type Props = { account: AccountDetail; onChanged: (account: AccountDetail) => void };

/** The administrative roles of an account, each over a part of the tree. */
export function AccountRoles({ account, onChanged }: Props) {
  const [adding, setAdding] = useState(false);
  const mayGrant = account.may.includes("role.grant");
  const revoke = async (role: Role, agency: { id: string; name: string }) => {
    const text = t("account.roles.revokeText", { role: t(`role.${role}`), agency: agency.name });
    if (!(await confirm({ title: t("account.roles.revoke"), text, confirm: t("account.roles.revoke") }))) return;
    try {
      onChanged(await revokeRole(account.id, role, agency.id));
      toast(t("account.roles.revoked"));
    } catch (error) {
      toastError(error);
    }
  };
  if (!mayGrant && account.grants.length === 0) return null;
  return (
    <Block title={t("account.roles")}>
      {account.grants.length === 0 && (
        <Text size="sm" c="var(--ink-2)">
          {t("account.roles.none")}
        </Text>
      )}
      {account.grants.map((grant) => (
        <Group key={`${grant.role}${grant.agencyId}`} justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm">
            <b>{t(`role.${grant.role}`)}</b> · {grant.agencyName}
          </Text>
          {mayGrant && (
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={t("account.roles.revoke")}
              onClick={() => void revoke(grant.role, { id: grant.agencyId, name: grant.agencyName })}
            >
              <IconX size={17} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {mayGrant && (
        <Button
          mt="xs"
          size="compact-md"
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
        >
          {t("account.roles.add")}
        </Button>
      )}
      {adding && <AddRole account={account} onClose={() => setAdding(false)} onChanged={onChanged} />}
    </Block>
  );
}

function AddRole({ account, onClose, onChanged }: Props & { onClose: () => void }) {
  const [role, setRole] = useState<Role>("agency");
  const [agency, setAgency] = useState({ id: account.agencyId as string, name: account.agencyName });
  const submit = async () => {
    onChanged(await grantRole(account.id, { role, agencyId: agency.id }));
    toast(t("account.roles.granted"));
    onClose();
  };
  return (
    <FormDialog title={t("account.roles.add")} submit={t("account.roles.add")} onClose={onClose} onSubmit={submit}>
      <Select
        label={t("account.roles.role")}
        value={role}
        allowDeselect={false}
        onChange={(value) => setRole(ROLES.find((r) => r === value) ?? "agency")}
        data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
      />
      <AgencyPicker label={t("account.roles.over")} chosen={agency} onChoose={setAgency} />
    </FormDialog>
  );
}
