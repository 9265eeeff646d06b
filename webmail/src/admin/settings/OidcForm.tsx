import type { OidcSettings } from "@congthu/shared/api/connection-settings";
import type { ConnectionsView } from "@congthu/shared/api/connections";
import { Checkbox, PasswordInput, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n/t.ts";
import { useDraft } from "./forms.tsx";
import { SettingForm } from "./SettingForm.tsx";

type Props = {
  view: ConnectionsView;
  onSave: (body: { settings: OidcSettings; clientSecret?: string }) => Promise<void>;
};
const WAYS = ["email", "claim"] as const;

/** The provider people may sign in by. */
export function OidcForm({ view, onSave }: Props) {
  const [draft, change, changed] = useDraft(view.oidc);
  const [secret, setSecret] = useState("");
  const save = async () => {
    const strongAs = draft.strongAs.filter((line) => line !== "");
    await onSave({ settings: { ...draft, strongAs }, ...(secret === "" ? {} : { clientSecret: secret }) });
    setSecret("");
  };
  const text = (name: "label" | "issuer" | "clientId" | "scope" | "claim" | "acrValues", hint?: string) => (
    <TextInput
      label={t(`conn.oidc.${name}`)}
      description={hint}
      value={draft[name]}
      onChange={(e) => change({ [name]: e.currentTarget.value })}
    />
  );
  return (
    <SettingForm
      title={t("conn.oidc")}
      hint={t("conn.oidc.hint", {
        back: `${location.origin}/api/auth/provider/callback`,
        home: `${location.origin}/`,
      })}
      changed={changed || secret !== ""}
      onSave={save}
    >
      <Checkbox
        label={t("conn.oidc.isOn")}
        checked={draft.isOn}
        onChange={(e) => change({ isOn: e.currentTarget.checked })}
      />
      {text("label", t("conn.oidc.labelHint"))}
      {text("issuer")}
      {text("clientId")}
      <PasswordInput
        label={t("conn.oidc.secret")}
        description={t(view.hasOidcSecret ? "conn.keep" : "conn.none")}
        autoComplete="off"
        value={secret}
        onChange={(e) => setSecret(e.currentTarget.value)}
      />
      {text("scope")}
      <Radio.Group
        label={t("conn.oidc.matchBy")}
        value={draft.matchBy}
        onChange={(matchBy) => change({ matchBy: WAYS.find((way) => way === matchBy) ?? "email" })}
      >
        <Stack gap={8} mt={6}>
          {WAYS.map((way) => (
            <Radio key={way} value={way} label={t(`conn.oidc.matchBy.${way}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.matchBy === "claim" && text("claim")}
      {text("acrValues")}
      <Textarea
        label={t("conn.oidc.strongAs")}
        autosize
        minRows={2}
        value={draft.strongAs.join("\n")}
        onChange={(e) => change({ strongAs: e.currentTarget.value.split("\n").map((line) => line.trim()) })}
      />
    </SettingForm>
  );
}
