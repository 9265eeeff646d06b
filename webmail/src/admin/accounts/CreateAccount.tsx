import type { AccountKind } from "@congthu/shared/directory-words";
import { Checkbox, Radio, Stack, Text, TextInput } from "@mantine/core";
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
  const [choice, setChoice] = useState<string | null>(null);
  const [other, setOther] = useState("");
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
  const chosen =
    choice === OTHER || offered.length === 0 ? OTHER : offered.includes(choice ?? "") ? choice : offered[0];
  const localPart = chosen === OTHER ? other.trim().toLowerCase() : (chosen ?? "");
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
      <Radio.Group
        label={t("create.address")}
        description={!ready ? t("create.typeName") : offered.length > 0 ? t("create.proposed") : t("create.noProposal")}
        value={chosen ?? ""}
        onChange={setChoice}
      >
        <Stack gap={6} mt={6}>
          {offered.map((local) => (
            <Radio key={local} value={local} label={`${local}@${domain}`} />
          ))}
          {ready && offered.length > 0 && <Radio value={OTHER} label={t("create.other")} />}
        </Stack>
      </Radio.Group>
      {ready && chosen === OTHER && (
        <TextInput
          aria-label={t("create.other")}
          description={t("create.otherHint")}
          value={other}
          onChange={(e) => setOther(e.currentTarget.value)}
          rightSection={
            <Text size="sm" c="var(--ink-2)">
              @{domain}
            </Text>
          }
          rightSectionWidth={`${domain.length * 0.55 + 1.5}rem`}
        />
      )}
    </FormDialog>
  );
}

/** Stands for an address typed by hand; no local part begins so. */
const OTHER = "@";
