import { agencyShortName } from "@congthu/shared/address-template";
import type { AgencyDetail, TierEntry } from "@congthu/shared/api/agencies";
import { AGENCY_KINDS, type AgencyKind } from "@congthu/shared/directory-words";
import { Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { listAgencies } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { type Named, PeopleField } from "../groups/PeopleField.tsx";
import { t } from "../i18n/t.ts";
import { splitAgency } from "../provisioning/api.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useLoad } from "../use-load.ts";
import { ABBR, KindSelect } from "./agency-dialogs.tsx";
import { TierSelect } from "./record-dialogs.tsx";

type Props = {
  agency: AgencyDetail;
  tiers: readonly TierEntry[];
  onClose: () => void;
  /** With the new agency. */
  onDone: (made: AgencyDetail) => void;
};

/** Takes people and parts of an agency out into a new one beside it; addresses and history go with them. */
export function SplitAgency({ agency, tiers, onClose, onDone }: Props) {
  const { view } = useConsole();
  const parts = useLoad(`parts ${agency.id}`, () => listAgencies(agency.id));
  const [name, setName] = useState("");
  const [abbr, setAbbr] = useState<string>();
  const [kind, setKind] = useState<AgencyKind>(AGENCY_KINDS.find((k) => k === agency.kind) ?? "department");
  const [tier, setTier] = useState(agency.tier);
  const [onDay, setOnDay] = useState(view.today);
  const [document, setDocument] = useState("");
  const [people, setPeople] = useState<Named[]>([]);
  const [childIds, setChildIds] = useState<readonly string[]>([]);
  const short = abbr ?? (name.trim() === "" ? "" : agencyShortName(name));
  const submit = async () => {
    const made = await splitAgency(agency.id, {
      onDay,
      document,
      agency: {
        ...{ parentId: agency.parentId ?? "", name, shortName: "", abbr: short },
        ...{ kind, tier, sinceDay: onDay, withMailbox: true },
      },
      accountIds: people.map((p) => p.id),
      childIds: [...childIds],
    });
    toast(t("agency.splitDone", { name: agency.name, made: made.name }));
    onDone(made);
  };
  return (
    <FormDialog
      title={t("agency.splitTitle", { name: agency.name })}
      submit={t("agency.split")}
      size="lg"
      danger
      disabled={name.trim() === "" || !ABBR.test(short) || onDay === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("agency.splitHint")}</Text>
      <TextInput
        label={t("agency.splitName")}
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
      <PeopleField label={t("agency.splitPeople")} value={people} onChange={setPeople} agencyId={agency.id} />
      {(parts.value?.items.length ?? 0) > 0 && (
        <Checkbox.Group label={t("agency.splitParts")} value={[...childIds]} onChange={setChildIds}>
          <Stack gap="xs" mt="xs">
            {parts.value?.items.map((part) => (
              <Checkbox key={part.id} value={part.id} label={part.name} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <DayField label={t("agency.since")} value={onDay} onChange={setOnDay} />
      <TextInput
        label={t("form.documentNumber")}
        value={document}
        onChange={(e) => setDocument(e.currentTarget.value)}
      />
    </FormDialog>
  );
}
