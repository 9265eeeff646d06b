import type { AccountDetail } from "@congthu/shared/api/accounts";
import { Checkbox, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { AgencyPicker } from "../agencies/AgencyPicker.tsx";
import { type AccountChange, changeAccount } from "../api.ts";
import { t } from "../i18n/t.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { fromGigabytes, toGigabytes } from "./model.ts";

type Props = { account: AccountDetail; onClose: () => void; onDone: (account: AccountDetail) => void };

/** Changes what is said of an account, its room, or the agency it belongs to. */
export function EditAccount({ account, onClose, onDone }: Props) {
  const [fullName, setFullName] = useState(account.name);
  const [title, setTitle] = useState(account.title);
  const [unit, setUnit] = useState(account.unit);
  const [isLeader, setIsLeader] = useState(account.isLeader);
  const [gigabytes, setGigabytes] = useState<number | string>(toGigabytes(account.quotaBytes));
  const [agency, setAgency] = useState({ id: account.agencyId as string, name: account.agencyName });
  const person = account.kind === "person";
  const submit = async () => {
    const room = Number(gigabytes);
    const change: AccountChange = {
      fullName,
      title,
      unit,
      isLeader,
      ...(room === toGigabytes(account.quotaBytes) ? {} : { quotaBytes: fromGigabytes(room) }),
      ...(agency.id === account.agencyId ? {} : { agencyId: agency.id }),
    };
    onDone(await changeAccount(account.id, change));
    toast(t("account.saved"));
  };
  return (
    <FormDialog
      title={t("account.edit")}
      submit={t("app.save")}
      disabled={fullName.trim() === "" || !(Number(gigabytes) > 0)}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={person ? t("create.fullName") : t("create.mailboxName")}
        value={fullName}
        onChange={(e) => setFullName(e.currentTarget.value)}
        error={fullName.trim() === "" && t("form.required")}
        data-autofocus
      />
      <AgencyPicker label={t("account.agency")} chosen={agency} onChoose={setAgency} />
      {person && (
        <>
          <TextInput label={t("account.jobTitle")} value={title} onChange={(e) => setTitle(e.currentTarget.value)} />
          <TextInput label={t("account.unit")} value={unit} onChange={(e) => setUnit(e.currentTarget.value)} />
          <Checkbox
            label={t("account.isLeader")}
            checked={isLeader}
            onChange={(e) => setIsLeader(e.currentTarget.checked)}
          />
        </>
      )}
      <NumberInput
        label={t("account.quota")}
        value={gigabytes}
        onChange={setGigabytes}
        min={0.1}
        max={1000}
        decimalScale={1}
        decimalSeparator=","
      />
    </FormDialog>
  );
}
