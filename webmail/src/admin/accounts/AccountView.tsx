import type { AccountDetail } from "@congthu/shared/api/accounts";
import { formatDay } from "@congthu/shared/dates";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAt, IconKey, IconLock, IconLockOpen, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { formatSize } from "../../i18n/numbers.ts";
import { PersonSign } from "../../ui/PersonSign.tsx";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { Facts } from "../ui/Facts.tsx";
import { AccountAccess } from "./AccountAccess.tsx";
import { AccountClerks } from "./AccountClerks.tsx";
import { AccountHistory } from "./AccountHistory.tsx";
import { AccountInquiries } from "./AccountInquiries.tsx";
import { AccountLeaves } from "./AccountLeaves.tsx";
import { AccountLife } from "./AccountLife.tsx";
import { AccountRoles } from "./AccountRoles.tsx";
import { AccountUsage } from "./AccountUsage.tsx";
import { ChangeAddress } from "./ChangeAddress.tsx";
import { EditAccount } from "./EditAccount.tsx";
import { EndAccount, type EndAct } from "./end-dialogs.tsx";
import { LockAccount, ResetPassword, UnlockAccount } from "./keep-dialogs.tsx";
import { lastUsedText } from "./names.ts";
import { StatusBadge } from "./StatusBadge.tsx";

type Dialog = "edit" | "address" | "lock" | "unlock" | "reset" | EndAct | null;
type Props = { account: AccountDetail; onChanged: (account: AccountDetail) => void };

/** All about one account, and what may be done with it. */
export function AccountView({ account, onChanged }: Props) {
  const { can } = useConsole();
  const [dialog, setDialog] = useState<Dialog>(null);
  const may = (act: AccountDetail["may"][number]) => account.may.includes(act);
  const close = () => setDialog(null);
  const done = (changed: AccountDetail) => {
    setDialog(null);
    onChanged(changed);
  };
  const isKept = account.grants.length > 0 && !may("account.lock") && can("account.lock");
  return (
    <Stack gap="lg">
      <Group wrap="nowrap" align="flex-start" gap="md">
        <PersonSign person={{ name: account.name, email: account.address }} size={44} />
        <div style={{ minWidth: 0 }}>
          <Title order={2} size="h4">
            {account.name}
          </Title>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {account.address}
          </Text>
          <Group gap="xs" mt={4}>
            <StatusBadge status={account.status} />
            {account.mustChangePassword && <Text size="sm">{t("accounts.mustChange")}</Text>}
          </Group>
        </div>
      </Group>
      <Group gap="xs">
        {may("account.edit") && (
          <Button variant="light" leftSection={<IconPencil size={17} />} onClick={() => setDialog("edit")}>
            {t("account.edit")}
          </Button>
        )}
        {may("account.edit") && account.status !== "revoked" && (
          <Button variant="light" leftSection={<IconAt size={17} />} onClick={() => setDialog("address")}>
            {t("address.change")}
          </Button>
        )}
        {may("account.reset") && (
          <Button variant="light" leftSection={<IconKey size={17} />} onClick={() => setDialog("reset")}>
            {t("account.reset")}
          </Button>
        )}
        {may("account.lock") && account.status === "active" && (
          <Button variant="light" color="red" leftSection={<IconLock size={17} />} onClick={() => setDialog("lock")}>
            {t("account.lock")}
          </Button>
        )}
        {may("account.lock") && account.status === "locked" && (
          <Button variant="light" leftSection={<IconLockOpen size={17} />} onClick={() => setDialog("unlock")}>
            {t("account.unlock")}
          </Button>
        )}
        {may("account.depart") &&
          endActsOf(account.status).map((act) => (
            <Button key={act} variant="default" onClick={() => setDialog(act)}>
              {t(`end.${act}`)}
            </Button>
          ))}
      </Group>
      {isKept && (
        <Text size="sm" c="var(--ink-2)">
          {t("account.protected")}
        </Text>
      )}
      <Facts facts={factsOf(account)} />
      {account.kind === "agency" && <AccountClerks account={account} onChanged={onChanged} />}
      {account.kind !== "agency" && <AccountRoles account={account} onChanged={onChanged} />}
      <AccountLife account={account} />
      {account.kind === "person" && may("agency.headcount") && <AccountLeaves account={account} />}
      {account.kind === "person" && (may("usage.people") || can("settings.change")) && (
        <AccountUsage account={account} />
      )}
      {account.kind !== "agency" && may("account.lock") && <AccountAccess account={account} />}
      {(may("inquiry.ask") || may("inquiry.decide")) && <AccountInquiries account={account} />}
      {may("audit.view") && <AccountHistory account={account} />}
      {dialog === "edit" && <EditAccount account={account} onClose={close} onDone={done} />}
      {dialog === "address" && <ChangeAddress account={account} onClose={close} onDone={done} />}
      {dialog === "lock" && <LockAccount account={account} onClose={close} onDone={done} />}
      {dialog === "unlock" && <UnlockAccount account={account} onClose={close} onDone={done} />}
      {dialog === "reset" && <ResetPassword account={account} onClose={close} onDone={done} />}
      {(dialog === "depart" || dialog === "revoke" || dialog === "restore") && (
        <EndAccount account={account} act={dialog} onClose={close} onDone={done} />
      )}
    </Stack>
  );
}

/** What can be done when the owner leaves or comes back. */
function endActsOf(status: AccountDetail["status"]): EndAct[] {
  if (status === "departed") return ["restore", "revoke"];
  return status === "revoked" ? ["restore"] : ["depart"];
}

function factsOf(account: AccountDetail): [string, string][] {
  const person = account.kind === "person";
  return [
    [t("accounts.kind"), t(`accounts.kind.${account.kind}`)],
    [t("account.agency"), account.agencyName],
    ...(account.title ? [[t("account.jobTitle"), account.title] as [string, string]] : []),
    ...(account.unit ? [[t("account.unit"), account.unit] as [string, string]] : []),
    ...(person
      ? [[t("account.isLeader"), account.isLeader ? t("account.yes") : t("account.no")] as [string, string]]
      : []),
    ...(account.addresses.length > 1
      ? [[t("account.addresses"), account.addresses.map((a) => a.address).join(", ")] as [string, string]]
      : []),
    [
      t("accounts.column.room"),
      `${t("accounts.room", { used: formatSize(account.usedBytes), quota: formatSize(account.quotaBytes) })} · ${t("account.messages", { n: account.messages })}`,
    ],
    ...(person ? [[t("accounts.column.lastUsed"), lastUsedText(account.lastUsed)] as [string, string]] : []),
    [t("account.created"), formatDay(account.createdAt)],
    [t("account.statusSince"), formatDay(account.statusAt)],
    ...(account.kind === "agency"
      ? []
      : [[t("account.passwordSince"), formatDay(account.passwordAt)] as [string, string]]),
  ];
}
