import { LIFE_REASONS, type LifeReason, REQUEST_KINDS, type RequestKind } from "@congthu/shared/account-life";
import type { RequestEntry } from "@congthu/shared/api/provisioning";
import { Select, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { AgencyPicker, type Picked } from "../agencies/AgencyPicker.tsx";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { listAccounts } from "../api.ts";
import { t } from "../i18n/t.ts";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useLoad } from "../use-load.ts";
import { decideRequest, submitRequest } from "./api.ts";

/** Asks for something with the number and day of the paper. */
export function SubmitRequest(q: { agencyId: string | null; onClose: () => void; onDone: () => void }) {
  const known = useAgencyName(q.agencyId);
  const [picked, setPicked] = useState<Picked | null>(null);
  const agency = picked ?? (q.agencyId && known ? { id: q.agencyId, name: known } : null);
  const [kind, setKind] = useState<RequestKind>("create");
  const [reason, setReason] = useState<LifeReason>("request");
  const [person, setPerson] = useState<{ id: string; label: string } | null>(null);
  const [wish, setWish] = useState({ fullName: "", title: "", unit: "", phone: "" });
  const [document, setDocument] = useState("");
  const [documentDay, setDocumentDay] = useState("");
  const [note, setNote] = useState("");
  const isNew = kind === "create";
  const saysMore = isNew || kind === "change";
  const submit = async () => {
    if (!agency) return;
    const said = Object.fromEntries(Object.entries(wish).filter(([, value]) => value.trim() !== ""));
    await submitRequest({
      ...{ kind, agencyId: agency.id, accountId: isNew ? null : (person?.id ?? null), reason, document, note },
      ...(documentDay === "" ? {} : { documentDay }),
      wish: { ...(saysMore ? said : {}), ...(kind === "move" ? { agencyId: agency.id } : {}) },
    });
    toast(t("requests.submitted"));
    q.onDone();
  };
  const field = (key: keyof typeof wish, label: string) => (
    <TextInput label={label} value={wish[key]} onChange={(e) => setWish({ ...wish, [key]: e.currentTarget.value })} />
  );
  return (
    <FormDialog
      title={t("requests.submit")}
      submit={t("requests.send")}
      size="lg"
      disabled={!agency || (isNew ? wish.fullName.trim() === "" : person === null)}
      onClose={q.onClose}
      onSubmit={submit}
    >
      <Select
        label={t("requests.kind")}
        value={kind}
        onChange={(value) => setKind(REQUEST_KINDS.find((k) => k === value) ?? "create")}
        allowDeselect={false}
        data={REQUEST_KINDS.map((value) => ({ value, label: t(`requests.kind.${value}`) }))}
      />
      <AgencyPicker
        label={kind === "move" ? t("agency.moveTo") : t("create.agency")}
        chosen={agency}
        onChoose={setPicked}
        key={agency === null ? "none" : "some"}
      />
      {!isNew && <AccountPicker chosen={person} onChoose={setPerson} />}
      {saysMore && field("fullName", t("create.fullName"))}
      {saysMore && field("title", t("account.jobTitle"))}
      {saysMore && field("unit", t("account.unit"))}
      <Select
        label={t("lock.reason")}
        value={reason}
        onChange={(value) => setReason(LIFE_REASONS.find((r) => r === value) ?? "request")}
        allowDeselect={false}
        data={LIFE_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
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

/** Says why a request is not carried out. */
export function RefuseRequest(q: { request: RequestEntry; onClose: () => void; onDone: () => void }) {
  const [answer, setAnswer] = useState("");
  const submit = async () => {
    await decideRequest(q.request.id, { act: "refuse", answer });
    toast(t("requests.refused"));
    q.onDone();
  };
  return (
    <FormDialog
      title={t("requests.refuse")}
      submit={t("requests.refuse")}
      danger
      disabled={answer.trim() === ""}
      onClose={q.onClose}
      onSubmit={submit}
    >
      <Textarea
        label={t("requests.why")}
        rows={3}
        value={answer}
        onChange={(e) => setAnswer(e.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
}

function AccountPicker(q: {
  chosen: { id: string; label: string } | null;
  onChoose: (account: { id: string; label: string }) => void;
}) {
  const [text, setText] = useState("");
  const [searched] = useDebouncedValue(text.trim(), 200);
  const asks = searched !== "" && searched !== q.chosen?.label;
  const found = useLoad(asks ? searched : "", (signal) => listAccounts({ text: searched, limit: 20 }, signal));
  const options = (asks ? (found.value?.items ?? []) : []).map((a) => ({
    value: a.id as string,
    label: `${a.name} – ${a.address}`,
  }));
  if (q.chosen && !options.some((o) => o.value === q.chosen?.id))
    options.unshift({ value: q.chosen.id, label: q.chosen.label });
  return (
    <Select
      label={t("requests.account")}
      placeholder={t("accounts.search")}
      searchable
      allowDeselect={false}
      searchValue={text}
      onSearchChange={setText}
      value={q.chosen?.id ?? null}
      onChange={(id) => {
        const hit = options.find((o) => o.value === id);
        if (hit) q.onChoose({ id: hit.value, label: hit.label });
      }}
      filter={({ options: all }) => all}
      nothingFoundMessage={t("accounts.none")}
      data={options}
    />
  );
}
