import type { AcmeSettings } from "@congthu/shared/api/connection-settings";
import type { ConnectionsView } from "@congthu/shared/api/connections";
import { formatTime } from "@congthu/shared/dates";
import { Alert, Button, Checkbox, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { languageStore } from "../../i18n/i18n.ts";
import { toast, toastError } from "../../ui/toast.tsx";
import { t } from "../i18n/t.ts";
import { askForCertificate } from "./connections-api.ts";
import { useDraft } from "./forms.tsx";
import { SettingForm } from "./SettingForm.tsx";

type Props = { view: ConnectionsView; onSave: (settings: AcmeSettings) => Promise<void> };

/** The certificate as it is, and the authority that renews it. */
export function AcmeForm({ view, onSave }: Props) {
  const [draft, change, changed] = useDraft(view.acme);
  const [busy, setBusy] = useState(false);
  const { acmeRun: last, certificate } = view;
  const order = async () => {
    setBusy(true);
    await askForCertificate().then(() => toast(t("conn.acme.ordered")), toastError);
    setBusy(false);
  };
  const lines = (text: string) => text.split("\n").map((line) => line.trim().toLowerCase());
  return (
    <SettingForm
      title={t("conn.acme")}
      hint={t("conn.acme.hint")}
      changed={changed}
      onSave={() => onSave({ ...draft, names: draft.names.filter((name) => name !== "") })}
    >
      {certificate && (
        <Text size="sm">
          {t(certificate.selfSigned ? "conn.acme.self" : "conn.acme.issued", {
            when: formatTime(certificate.expiresAt),
          })}
        </Text>
      )}
      {last?.problem && (
        <Alert color="red" variant="light" role="alert">
          {last.problem[languageStore.get()]}
        </Alert>
      )}
      {last && !last.problem && <Text size="sm">{t("conn.acme.done", { when: formatTime(last.at) })}</Text>}
      <Checkbox
        label={t("conn.acme.isOn")}
        checked={draft.isOn}
        onChange={(e) => change({ isOn: e.currentTarget.checked })}
      />
      <TextInput
        label={t("conn.acme.directoryUrl")}
        value={draft.directoryUrl}
        onChange={(e) => change({ directoryUrl: e.currentTarget.value.trim() })}
      />
      <Textarea
        label={t("conn.acme.ca")}
        description={t("conn.ldap.caHint")}
        autosize
        minRows={1}
        maxRows={4}
        value={draft.ca}
        onChange={(e) => change({ ca: e.currentTarget.value })}
      />
      <TextInput
        label={t("conn.acme.email")}
        value={draft.email}
        onChange={(e) => change({ email: e.currentTarget.value.trim() })}
      />
      <Textarea
        label={t("conn.acme.names")}
        autosize
        minRows={1}
        value={draft.names.join("\n")}
        onChange={(e) => change({ names: lines(e.currentTarget.value) })}
      />
      {view.acme.isOn && (
        <div>
          <Button variant="default" loading={busy} onClick={() => void order()}>
            {t("conn.acme.order")}
          </Button>
        </div>
      )}
    </SettingForm>
  );
}
