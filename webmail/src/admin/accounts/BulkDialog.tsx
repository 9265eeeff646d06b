import { type LifeReason, REASONS_FOR } from "@congthu/shared/account-life";
import type { BulkAct } from "@congthu/shared/import-words";
import { NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { AgencyPicker, type Picked } from "../agencies/AgencyPicker.tsx";
import type { AccountQuery } from "../api.ts";
import { t } from "../i18n/t.ts";
import { listGroups } from "../operations-api.ts";
import { checkBulk } from "../provisioning/api.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useLoad } from "../use-load.ts";
import { type Chosen, choiceOf } from "./chosen.ts";
import { fromGigabytes } from "./model.ts";

type Props = {
  act: BulkAct;
  chosen: Chosen;
  asked: AccountQuery;
  onClose: () => void;
  /** With the id of the list that says what would happen. */
  onChecked: (listId: string) => void;
};

/** Asks what an act upon many accounts needs to know; what comes next is its dry run. */
export function BulkDialog({ act, chosen, asked, onClose, onChecked }: Props) {
  const reasons: readonly LifeReason[] = act === "lock" || act === "depart" ? REASONS_FOR[act] : [];
  const [reason, setReason] = useState<LifeReason>(reasons[0] ?? "request");
  const [agency, setAgency] = useState<Picked | null>(null);
  const [groupId, setGroupId] = useState<string | null>(null);
  const [gigabytes, setGigabytes] = useState<number | string>(2);
  const [document, setDocument] = useState("");
  const [documentDay, setDocumentDay] = useState("");
  const missing =
    (act === "move" && !agency) || (act === "group" && !groupId) || (act === "quota" && !(Number(gigabytes) > 0));
  const submit = async () => {
    const ask = {
      act,
      ...(act === "lock" || act === "unlock" || act === "depart" ? { reason } : {}),
      ...(act === "move" ? { agencyId: agency?.id } : {}),
      ...(act === "group" ? { groupId } : {}),
      ...(act === "quota" ? { quotaBytes: fromGigabytes(Number(gigabytes)) } : {}),
    };
    const list = await checkBulk({
      choice: choiceOf(chosen, asked),
      ask,
      document,
      ...(documentDay === "" ? {} : { documentDay }),
    });
    onChecked(list.id);
  };
  return (
    <FormDialog
      title={t("bulk.title", { act: t(`requests.kind.${act}`) })}
      submit={t("bulk.preview")}
      disabled={missing}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t(`bulk.hint.${act}`)}</Text>
      {reasons.length > 0 && (
        <Select
          label={t("lock.reason")}
          value={reason}
          onChange={(value) => setReason(reasons.find((r) => r === value) ?? "request")}
          allowDeselect={false}
          data={reasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
        />
      )}
      {act === "move" && <AgencyPicker label={t("bulk.moveTo")} chosen={agency} onChoose={setAgency} />}
      {act === "group" && <GroupSelect value={groupId} onChange={setGroupId} />}
      {act === "quota" && (
        <NumberInput
          label={t("account.quota")}
          value={gigabytes}
          onChange={setGigabytes}
          min={0.1}
          max={1000}
          decimalScale={1}
          decimalSeparator=","
        />
      )}
      <TextInput
        label={t("form.documentNumber")}
        value={document}
        onChange={(e) => setDocument(e.currentTarget.value)}
      />
      <DayField label={t("form.documentDay")} value={documentDay} onChange={setDocumentDay} />
    </FormDialog>
  );
}

function GroupSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const groups = useLoad("groups", (signal) => listGroups({ text: "" }, signal));
  return (
    <Select
      label={t("bulk.group")}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t("groups.none")}
      value={value}
      onChange={onChange}
      data={(groups.value?.items ?? []).map((g) => ({ value: g.id, label: `${g.name} – ${g.address}` }))}
    />
  );
}
