import { type LifeReason, REASONS_FOR } from "@congthu/shared/account-life";
import type { AccountDetail } from "@congthu/shared/api/accounts";
import { Select, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { t } from "../i18n/t.ts";
import { endAccount, restoreAccount } from "../provisioning/api.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { OneTimePassword } from "./OneTimePassword.tsx";

type Props = { account: AccountDetail; onClose: () => void; onDone: (account: AccountDetail) => void };
export type EndAct = "depart" | "revoke" | "restore";

/** Ends the use of an account whose owner left, starts the deletion of its mail, or brings it back; with reason and paper. */
export function EndAccount({ account, act, onClose, onDone }: Props & { act: EndAct }) {
  const reasons = REASONS_FOR[act];
  const [reason, setReason] = useState<LifeReason>(reasons[0] ?? "request");
  const [document, setDocument] = useState("");
  const [documentDay, setDocumentDay] = useState("");
  const [note, setNote] = useState("");
  const [given, setGiven] = useState<{ account: AccountDetail; password: string }>();
  const submit = async () => {
    const ground = { reason, document, note, ...(documentDay === "" ? {} : { documentDay }) };
    if (act !== "restore") {
      onDone(await endAccount(account.id, { act, ...ground }));
      toast(t(`end.${act}.done`, { name: account.name }));
      return;
    }
    const back = await restoreAccount(account.id, ground);
    if (back.oneTimePassword === null) onDone(back.account);
    else setGiven({ account: back.account, password: back.oneTimePassword });
  };
  if (given)
    return (
      <OneTimePassword
        name={given.account.name}
        address={given.account.address}
        password={given.password}
        onClose={() => onDone(given.account)}
      />
    );
  return (
    <FormDialog
      title={t(`end.${act}.title`, { name: account.name })}
      submit={t(`end.${act}`)}
      danger={act !== "restore"}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t(`end.${act}.hint`)}</Text>
      <Select
        label={t("lock.reason")}
        value={reason}
        onChange={(value) => setReason(reasons.find((r) => r === value) ?? "request")}
        allowDeselect={false}
        data={reasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
      />
      <TextInput
        label={t("form.documentNumber")}
        value={document}
        onChange={(e) => setDocument(e.currentTarget.value)}
      />
      <DayField label={t("form.documentDay")} value={documentDay} onChange={setDocumentDay} />
      <Textarea label={t("form.note")} rows={2} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
    </FormDialog>
  );
}
