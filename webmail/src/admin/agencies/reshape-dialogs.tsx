import type { AgencyDetail } from "@congthu/shared/api/agencies";
import { Checkbox, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { closeAgency, mergeAgencies } from "../provisioning/api.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { AgencyPicker, type Picked } from "./AgencyPicker.tsx";

type Props = { agency: AgencyDetail; onClose: () => void; onDone: (agency: AgencyDetail) => void };

/** Makes this agency part of another, which takes over its people and parts. */
export function MergeAgency({ agency, onClose, onDone }: Props) {
  const { view } = useConsole();
  const [into, setInto] = useState<Picked | null>(null);
  const [onDay, setOnDay] = useState(view.today);
  const [document, setDocument] = useState("");
  const [readdress, setReaddress] = useState(false);
  const submit = async () => {
    if (!into) return;
    const merged = await mergeAgencies(into.id, { fromIds: [agency.id], onDay, document, readdress });
    toast(t("agency.merged", { name: agency.name, into: merged.name }));
    onDone(merged);
  };
  return (
    <FormDialog
      title={t("agency.mergeTitle", { name: agency.name })}
      submit={t("agency.merge")}
      danger
      disabled={!into || into.id === agency.id || onDay === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("agency.mergeHint", { n: agency.accounts })}</Text>
      <AgencyPicker label={t("agency.mergeInto")} chosen={into} onChoose={setInto} />
      <DayField label={t("agency.since")} value={onDay} onChange={setOnDay} />
      <TextInput
        label={t("form.documentNumber")}
        value={document}
        onChange={(e) => setDocument(e.currentTarget.value)}
      />
      <Checkbox
        label={t("agency.readdress")}
        checked={readdress}
        onChange={(e) => setReaddress(e.currentTarget.checked)}
      />
    </FormDialog>
  );
}

/** Closes an agency in which nobody is left. */
export function CloseAgency({ agency, onClose, onDone }: Props) {
  const { view } = useConsole();
  const [onDay, setOnDay] = useState(view.today);
  const [document, setDocument] = useState("");
  const submit = async () => {
    onDone(await closeAgency(agency.id, { onDay, document }));
    toast(t("agency.closed", { name: agency.name }));
  };
  return (
    <FormDialog
      title={t("agency.closeTitle", { name: agency.name })}
      submit={t("agency.close")}
      danger
      disabled={onDay === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("agency.closeHint")}</Text>
      <DayField label={t("agency.since")} value={onDay} onChange={setOnDay} />
      <TextInput
        label={t("form.documentNumber")}
        value={document}
        onChange={(e) => setDocument(e.currentTarget.value)}
      />
    </FormDialog>
  );
}
