import { type LifeReason, REASONS_FOR } from "@congthu/shared/account-life";
import type { AccountDetail } from "@congthu/shared/api/accounts";
import { Select, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { type Grounds, lockAccount, readAccount, resetPassword, unlockAccount } from "../api.ts";
import { t } from "../i18n/t.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { OneTimePassword } from "./OneTimePassword.tsx";

type Props = { account: AccountDetail; onClose: () => void; onDone: (account: AccountDetail) => void };

/** Locks an account for a time, with the reason. */
export function LockAccount({ account, onClose, onDone }: Props) {
  const [reason, setReason] = useState<LifeReason>("request");
  const [grounds, setGrounds] = useState<Grounds>({ document: "", note: "" });
  const submit = async () => {
    onDone(await lockAccount(account.id, { reason, ...grounds }));
    toast(t("account.locked", { name: account.name }));
  };
  return (
    <FormDialog
      title={t("lock.title", { name: account.name })}
      submit={t("account.lock")}
      danger
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("lock.hint")}</Text>
      <Select
        label={t("lock.reason")}
        value={reason}
        onChange={(value) => setReason(REASONS_FOR.lock.find((r) => r === value) ?? "request")}
        allowDeselect={false}
        data={REASONS_FOR.lock.map((value) => ({ value, label: t(`reason.${value}`) }))}
      />
      <GroundFields grounds={grounds} onChange={setGrounds} />
    </FormDialog>
  );
}

/** Opens a locked account again. */
export function UnlockAccount({ account, onClose, onDone }: Props) {
  const [grounds, setGrounds] = useState<Grounds>({ document: "", note: "" });
  const submit = async () => {
    onDone(await unlockAccount(account.id, grounds));
    toast(t("account.unlocked", { name: account.name }));
  };
  return (
    <FormDialog
      title={t("unlock.title", { name: account.name })}
      submit={t("account.unlock")}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("unlock.hint")}</Text>
      <GroundFields grounds={grounds} onChange={setGrounds} />
    </FormDialog>
  );
}

/** Gives a new one-time password and shows it. */
export function ResetPassword({ account, onClose, onDone }: Props) {
  const [grounds, setGrounds] = useState<Grounds>({ document: "", note: "" });
  const [given, setGiven] = useState("");
  const submit = async () => {
    const { oneTimePassword } = await resetPassword(account.id, grounds);
    setGiven(oneTimePassword);
  };
  if (given)
    return (
      <OneTimePassword
        name={account.name}
        address={account.address}
        password={given}
        onClose={() => void readAccount(account.id).then(onDone, onClose)}
      />
    );
  return (
    <FormDialog
      title={t("reset.title", { name: account.name })}
      submit={t("account.reset")}
      danger
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("reset.hint")}</Text>
      <GroundFields grounds={grounds} onChange={setGrounds} />
    </FormDialog>
  );
}

function GroundFields({ grounds, onChange }: { grounds: Grounds; onChange: (grounds: Grounds) => void }) {
  return (
    <>
      <TextInput
        label={t("form.document")}
        description={t("form.documentHint")}
        value={grounds.document}
        onChange={(e) => onChange({ ...grounds, document: e.currentTarget.value })}
      />
      <Textarea
        label={t("form.note")}
        rows={2}
        value={grounds.note}
        onChange={(e) => onChange({ ...grounds, note: e.currentTarget.value })}
      />
    </>
  );
}
