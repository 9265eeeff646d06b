import type { AccountKind } from "@congthu/shared/directory-words";
import { Checkbox, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { AgencyPicker, type Picked } from "../agencies/AgencyPicker.tsx";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { createAccount, proposeAddresses } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Choice } from "../ui/Choice.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useLoad } from "../use-load.ts";
import { AddressChoice, useAddressChoice } from "./AddressChoice.tsx";
import { OneTimePassword } from "./OneTimePassword.tsx";

type Props = { agencyId: string | null; onClose: () => void; onCreated: () => void };
type Made = { name: string; address: string; password: string };

/** Opens a mailbox: who, where, and one of the addresses the province's rule proposes. */
export function CreateAccount({ agencyId, onClose, onCreated }: Props) {
  const known = useAgencyName(agencyId);
  const [picked, setPicked] = useState<Picked | null>(null);
  const agency = picked ?? (agencyId && known ? { id: agencyId, name: known } : null);
  const [kind, setKind] = useState<AccountKind>("person");
  const [fullName, setFullName] = useState("");
  const [title, setTitle] = useState("");
  const [unit, setUnit] = useState("");
  const [isLeader, setIsLeader] = useState(false);
  const [born, setBorn] = useState("");
  const [cccd, setCccd] = useState("");
  const [made, setMade] = useState<Made>();
  const [settled] = useDebouncedValue(
    JSON.stringify([agency?.id, kind, fullName.trim(), unit.trim(), born, cccd]),
    300,
  );
  const ready = agency !== null && fullName.trim() !== "";
  const proposals = useLoad(ready ? settled : "", (signal) =>
    proposeAddresses(
      {
        agencyId: agency?.id ?? "",
        kind,
        fullName: fullName.trim(),
        unit: unit.trim(),
        ...(/^\d{4}(-\d{2}(-\d{2})?)?$/.test(born) ? { born } : {}),
        ...(/^\d{3,12}$/.test(cccd) ? { cccd } : {}),
      },
      signal,
    ),
  );
  const offered = ready ? (proposals.value?.localParts ?? []) : [];
  const wants = proposals.value?.wants ?? [];
  const choice = useAddressChoice(offered);
  const { localPart } = choice;
  const domain = proposals.value?.domain ?? "";

  const submit = async () => {
    if (!agency) return;
    const body = { kind, agencyId: agency.id, fullName, localPart, title, unit, isLeader };
    const { account, oneTimePassword } = await createAccount(body);
    onCreated();
    if (oneTimePassword !== null) {
      setMade({ name: account.name, address: account.address, password: oneTimePassword });
      return;
    }
    toast(t("create.done", { address: account.address }));
    onClose();
  };
  if (made) return <OneTimePassword {...made} onClose={onClose} />;
  return (
    <FormDialog
      title={t("create.title")}
      submit={t("create.submit")}
      size="lg"
      disabled={!ready || localPart === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <Choice
        label={t("accounts.kind")}
        value={kind}
        onChange={setKind}
        options={(["person", "agency", "technical"] as const).map((value) => ({
          value,
          label: t(`accounts.kind.${value}`),
        }))}
      />
      <AgencyPicker
        label={t("create.agency")}
        chosen={agency}
        onChoose={setPicked}
        key={agency === null ? "none" : "some"}
      />
      <TextInput
        label={kind === "person" ? t("create.fullName") : t("create.mailboxName")}
        value={fullName}
        onChange={(e) => setFullName(e.currentTarget.value)}
        data-autofocus
      />
      {kind === "person" && (
        <TextInput label={t("account.jobTitle")} value={title} onChange={(e) => setTitle(e.currentTarget.value)} />
      )}
      <TextInput
        label={`${t("account.unit")} ${t("form.optional")}`}
        value={unit}
        onChange={(e) => setUnit(e.currentTarget.value)}
      />
      {kind === "person" && (
        <Checkbox
          label={t("account.isLeader")}
          checked={isLeader}
          onChange={(e) => setIsLeader(e.currentTarget.checked)}
        />
      )}
      {wants.includes("born") && (
        <TextInput
          label={t("create.born")}
          description={t("create.bornHint")}
          value={born}
          onChange={(e) => setBorn(e.currentTarget.value)}
        />
      )}
      {wants.includes("cccd") && (
        <TextInput
          label={t("create.cccd")}
          description={t("create.cccdHint")}
          value={cccd}
          onChange={(e) => setCccd(e.currentTarget.value)}
        />
      )}
      <AddressChoice label={t("create.address")} {...{ ready, offered, domain, choice }} />
    </FormDialog>
  );
}
