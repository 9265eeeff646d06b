import { agencyShortName } from "@congthu/shared/address-template";
import type { AgencyDetail, TierEntry } from "@congthu/shared/api/agencies";
import { AGENCY_KINDS, type AgencyKind } from "@congthu/shared/directory-words";
import { Checkbox, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { changeAgency, createAgency, moveAgency } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { AgencyPicker, type Picked } from "./AgencyPicker.tsx";
import { TierSelect } from "./record-dialogs.tsx";

type Props = { agency: AgencyDetail; onClose: () => void; onDone: (agency: AgencyDetail) => void };

export const ABBR = /^[a-z0-9]+(\.[a-z0-9]+)*$/;

/** Adds an agency below this one. */
export function AddAgency({ agency, tiers, onClose, onDone }: Props & { tiers: readonly TierEntry[] }) {
  const { view } = useConsole();
  const [name, setName] = useState("");
  const [abbr, setAbbr] = useState<string>();
  const [kind, setKind] = useState<AgencyKind>(agency.kind === "province" ? "department" : "division");
  const [tier, setTier] = useState(agency.tier);
  const [sinceDay, setSinceDay] = useState(view.today);
  const [withMailbox, setWithMailbox] = useState(true);
  const proposed = name.trim() === "" ? "" : agencyShortName(name);
  const short = abbr ?? (kind === "division" && proposed ? `${proposed}.${agency.abbr}` : proposed);
  const submit = async () => {
    const body = { parentId: agency.id, name, shortName: "", abbr: short, kind, tier, sinceDay, withMailbox };
    const made = await createAgency(body);
    toast(t("agency.created", { name: made.name }));
    onDone(made);
  };
  return (
    <FormDialog
      title={`${t("agency.add")} – ${agency.name}`}
      submit={t("agency.add")}
      size="lg"
      disabled={name.trim() === "" || !ABBR.test(short) || sinceDay === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={t("agency.name")}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        data-autofocus
      />
      <KindSelect value={kind} onChange={setKind} />
      <TierSelect tiers={tiers} value={tier} onChange={setTier} />
      <TextInput
        label={t("agency.abbr")}
        description={t("agency.abbrHint", { address: `${short || "…"}@${agency.domain}` })}
        value={short}
        onChange={(e) => setAbbr(e.currentTarget.value.toLowerCase())}
      />
      <DayField label={t("agency.since")} value={sinceDay} onChange={setSinceDay} />
      <Checkbox
        label={t("agency.withMailbox")}
        checked={withMailbox}
        onChange={(e) => setWithMailbox(e.currentTarget.checked)}
      />
    </FormDialog>
  );
}

/** Renames an agency, or changes its kind and abbreviation; addresses that exist stay. */
export function EditAgency({ agency, onClose, onDone }: Props) {
  const [name, setName] = useState(agency.name);
  const [shortName, setShortName] = useState(agency.shortName);
  const [abbr, setAbbr] = useState(agency.abbr);
  const [kind, setKind] = useState<AgencyKind>(AGENCY_KINDS.find((k) => k === agency.kind) ?? "department");
  const submit = async () => {
    onDone(await changeAgency(agency.id, { name, shortName, abbr, kind }));
    toast(t("agency.changed"));
  };
  return (
    <FormDialog
      title={t("agency.edit")}
      submit={t("app.save")}
      disabled={name.trim() === "" || !ABBR.test(abbr)}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={t("agency.name")}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label={t("agency.shortName")}
        value={shortName}
        onChange={(e) => setShortName(e.currentTarget.value)}
      />
      <TextInput label={t("agency.abbr")} value={abbr} onChange={(e) => setAbbr(e.currentTarget.value.toLowerCase())} />
      <KindSelect value={kind} onChange={setKind} />
    </FormDialog>
  );
}

/** Hangs an agency with all below it under another. */
export function MoveAgency({ agency, onClose, onDone }: Props) {
  const [parent, setParent] = useState<Picked | null>(null);
  const submit = async () => {
    if (!parent) return;
    onDone(await moveAgency(agency.id, parent.id));
    toast(t("agency.moved"));
  };
  return (
    <FormDialog
      title={`${t("agency.move")}: ${agency.name}`}
      submit={t("agency.move")}
      disabled={parent === null}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("agency.moveHint")}</Text>
      <AgencyPicker label={t("agency.moveTo")} chosen={parent} onChoose={setParent} />
    </FormDialog>
  );
}

/** What an agency is. */
export function KindSelect({ value, onChange }: { value: AgencyKind; onChange: (kind: AgencyKind) => void }) {
  return (
    <Select
      label={t("agency.kind")}
      value={value}
      allowDeselect={false}
      onChange={(next) => onChange(AGENCY_KINDS.find((k) => k === next) ?? value)}
      data={AGENCY_KINDS.map((kind) => ({ value: kind, label: t(`agency.kind.${kind}`) }))}
    />
  );
}
