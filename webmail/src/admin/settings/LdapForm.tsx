import { LDAP_PRESETS, type LdapSettings } from "@congthu/shared/api/connection-settings";
import type { ConnectionsView, SyncOutcome } from "@congthu/shared/api/connections";
import { formatTime } from "@congthu/shared/dates";
import {
  Alert,
  Button,
  Checkbox,
  Group,
  NumberInput,
  PasswordInput,
  SimpleGrid,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useState } from "react";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { toastError } from "../../ui/toast.tsx";
import { t } from "../i18n/t.ts";
import { PlanSteps } from "../provisioning/PlanSteps.tsx";
import { Sheet } from "../ui/Page.tsx";
import { syncDirectory } from "./connections-api.ts";
import { useDraft } from "./forms.tsx";
import { SettingForm } from "./SettingForm.tsx";

type Props = {
  view: ConnectionsView;
  onSave: (body: { settings: LdapSettings; password?: string }) => Promise<void>;
  onRun: () => void;
};
const PRESETS = ["activeDirectory", "openLdap"] as const;
const ATTRIBUTES = ["id", "address", "name", "title", "unit", "disabled"] as const;
const NUMBERS = [
  ["everyMinutes", 5, 10_080],
  ["departAfterDays", 0, 3_650],
  ["stopPercent", 1, 100],
] as const;

/** A directory of people kept elsewhere, and a run over it. */
export function LdapForm({ view, onSave, onRun }: Props) {
  const [draft, change, changed] = useDraft(view.ldap);
  const [password, setPassword] = useState("");
  const [names, setNames] = useState(() => view.ldap.agencyNames.map(({ from, to }) => `${from} = ${to}`).join("\n"));
  const agencyNames = namesIn(names);
  const save = async () => {
    await onSave({ settings: { ...draft, agencyNames }, ...(password === "" ? {} : { password }) });
    setPassword("");
  };
  const isNew = JSON.stringify(agencyNames) !== JSON.stringify(view.ldap.agencyNames);
  const text = (name: "url" | "bindDn" | "base" | "filter" | "agencyAttribute", hint?: string) => (
    <TextInput
      label={t(`conn.ldap.${name}`)}
      description={hint}
      value={draft[name]}
      onChange={(e) => change({ [name]: e.currentTarget.value.trim() })}
    />
  );
  const box = (name: "isOn" | "startTls" | "passwordByBind") => (
    <Checkbox
      label={t(`conn.ldap.${name}`)}
      checked={draft[name]}
      onChange={(e) => change({ [name]: e.currentTarget.checked })}
    />
  );
  return (
    <>
      <SettingForm
        title={t("conn.ldap")}
        hint={t("conn.ldap.hint")}
        changed={changed || password !== "" || isNew}
        onSave={save}
      >
        {box("isOn")}
        {text("url", t("conn.ldap.urlHint"))}
        {box("startTls")}
        <Textarea
          label={t("conn.ldap.ca")}
          description={t("conn.ldap.caHint")}
          autosize
          minRows={1}
          maxRows={4}
          value={draft.ca}
          onChange={(e) => change({ ca: e.currentTarget.value })}
        />
        {text("bindDn")}
        <PasswordInput
          label={t("conn.ldap.password")}
          description={t(view.hasLdapPassword ? "conn.keep" : "conn.none")}
          autoComplete="off"
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
        />
        {text("base")}
        <Group gap="xs">
          <Text size="sm">{t("conn.ldap.preset")}</Text>
          {PRESETS.map((preset) => (
            <Button key={preset} size="compact-sm" variant="default" onClick={() => change(LDAP_PRESETS[preset])}>
              {t(`conn.ldap.preset.${preset}`)}
            </Button>
          ))}
        </Group>
        {text("filter")}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" style={{ alignItems: "end" }}>
          {ATTRIBUTES.map((name) => (
            <TextInput
              key={name}
              label={t(`conn.ldap.attribute.${name}`)}
              value={draft.attributes[name]}
              onChange={(e) => change({ attributes: { ...draft.attributes, [name]: e.currentTarget.value.trim() } })}
            />
          ))}
        </SimpleGrid>
        {text("agencyAttribute", t("conn.ldap.agencyHint"))}
        <Textarea
          label={t("conn.ldap.agencyNames")}
          autosize
          minRows={1}
          maxRows={8}
          value={names}
          onChange={(e) => setNames(e.currentTarget.value)}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" style={{ alignItems: "end" }}>
          {NUMBERS.map(([name, min, max]) => (
            <NumberInput
              key={name}
              label={t(`conn.ldap.${name}`)}
              value={draft[name]}
              onChange={(n) => change({ [name]: Number(n) })}
              min={min}
              max={max}
              allowDecimal={false}
            />
          ))}
        </SimpleGrid>
        {box("passwordByBind")}
      </SettingForm>
      {view.ldap.url !== "" && <SyncSheet last={view.ldapRun} onRun={onRun} />}
    </>
  );
}

type SyncProps = { last: ConnectionsView["ldapRun"]; onRun: () => void };

/** Plans a run, carries it out, and shows what it was. */
function SyncSheet({ last, onRun }: SyncProps) {
  const [shown, setShown] = useState<{ outcome: SyncOutcome; planOnly: boolean }>();
  const [busy, setBusy] = useState<"plan" | "run">();
  const run = async (planOnly: boolean) => {
    setBusy(planOnly ? "plan" : "run");
    await syncDirectory(planOnly).then((outcome) => setShown({ outcome, planOnly }), toastError);
    setBusy(undefined);
    if (!planOnly) onRun();
  };
  const outcome = shown?.outcome;
  const problem = outcome ? outcome.problem : last?.problem;
  return (
    <Sheet title={t("conn.ldap.run")}>
      {last && !shown && (
        <Text size="sm" mb="sm">
          {t("conn.ldap.last", { when: formatTime(last.at), ...figures(last) })}
        </Text>
      )}
      {problem && (
        <Alert color="red" variant="light" role="alert" mb="sm">
          {problem[languageStore.get()]}
        </Alert>
      )}
      {shown && !shown.outcome.problem && (
        <Text size="sm" mb="sm" role="status">
          {t(shown.planOnly ? "conn.ldap.planned" : "conn.ldap.done", figures(shown.outcome))}
        </Text>
      )}
      <Group gap="xs" mb="sm">
        <Button variant="default" loading={busy === "plan"} onClick={() => void run(true)}>
          {t("conn.ldap.plan")}
        </Button>
        <Button variant="light" loading={busy === "run"} onClick={() => void run(false)}>
          {t("conn.ldap.run")}
        </Button>
      </Group>
      {outcome && outcome.steps.length > 0 && <PlanSteps steps={outcome.steps} />}
      {outcome && outcome.faults.length > 0 && (
        <details style={{ marginTop: "0.75rem" }}>
          <summary>{t("conn.ldap.faults")}</summary>
          <ul>
            {outcome.faults.map((f) => (
              <li key={`${f.whom} ${f.fault} ${f.x}`}>
                {f.whom}: {t(`conn.fault.${f.fault}`)} ({f.x})
              </li>
            ))}
          </ul>
        </details>
      )}
    </Sheet>
  );
}

function figures(run: Pick<SyncOutcome, "people" | "counts" | "faultCount">) {
  const steps = Object.values(run.counts).reduce((sum, n) => sum + n, 0);
  return { people: formatCount(run.people), steps: formatCount(steps), faults: formatCount(run.faultCount) };
}

/** "Ban Lạ = binhan", a line each; lines without both sides are left out. */
function namesIn(text: string): LdapSettings["agencyNames"] {
  return text.split("\n").flatMap((line) => {
    const [from = "", to = ""] = line.split("=").map((part) => part.trim());
    return from === "" || to === "" ? [] : [{ from, to }];
  });
}
