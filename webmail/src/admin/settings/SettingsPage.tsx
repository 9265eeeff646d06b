import type { EditableSetting, SettingValues } from "@congthu/shared/api/setting-values";
import { Loader } from "@mantine/core";
import { toast, toastError } from "../../ui/toast.tsx";
import { changeSetting, changeUsageDefinition, readSettings } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Failure } from "../ui/Failure.tsx";
import { Page } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { CalendarForm } from "./CalendarForm.tsx";
import { Connections } from "./Connections.tsx";
import { FileLinksForm } from "./FileLinksForm.tsx";
import { AdministratorsForm, NamingForm, ProvinceForm, QuotasForm } from "./forms.tsx";
import { LogsForm } from "./LogsForm.tsx";
import { OpenDataForm } from "./OpenDataForm.tsx";
import { InactivityForm, LifeCycleForm } from "./provisioning-forms.tsx";
import { PapersForm, ReportingForm } from "./report-forms.tsx";
import css from "./SettingsPage.module.css";
import { FactorForm, PasswordsForm, SignInForm } from "./sign-in-forms.tsx";
import { UsageForm } from "./UsageForm.tsx";
import { PublicMailForm, UsageRetentionForm, UsageViewsForm } from "./UsageViewsForm.tsx";

/** What every form gets: the value now, and how to put another. */
export type FormProps<N extends keyof SettingValues> = {
  value: SettingValues[N];
  onSave: (value: SettingValues[N]) => Promise<void>;
};

/** Everything on which provinces differ. */
export function SettingsPage() {
  const { value, error, reload, put } = useLoad("settings", readSettings);
  if (error !== undefined) return <Failure error={error} onRetry={reload} />;
  if (!value) return <Loader m="xl" />;
  const told = (next: Promise<SettingValues>) =>
    next.then((values) => {
      put(values);
      toast(t("set.saved"));
    }, toastError);
  const save =
    <N extends EditableSetting>(name: N) =>
    (next: SettingValues[N]) =>
      told(changeSetting(name, next));
  return (
    <Page title={t("set.title")}>
      <div className={css.columns}>
        <ProvinceForm value={value.province} onSave={save("province")} />
        <UsageForm
          value={value.usage}
          onSave={({ acts, rule, since }) => told(changeUsageDefinition({ acts, rule, since }))}
        />
        <UsageViewsForm value={value.usageViews} onSave={save("usageViews")} />
        <PublicMailForm value={value.publicMail} onSave={save("publicMail")} />
        <OpenDataForm value={value.openData} onSave={save("openData")} />
        <UsageRetentionForm value={value.usageRetention} onSave={save("usageRetention")} />
        <NamingForm value={value.naming} onSave={save("naming")} />
        <AdministratorsForm value={value.agencyAdministrators} onSave={save("agencyAdministrators")} />
        <PasswordsForm value={value.passwords} onSave={save("passwords")} />
        <SignInForm value={value.signIn} onSave={save("signIn")} />
        <FactorForm value={value.secondFactor} onSave={save("secondFactor")} />
        <LifeCycleForm value={value.lifeCycle} onSave={save("lifeCycle")} />
        <InactivityForm value={value.inactivity} onSave={save("inactivity")} />
        <QuotasForm value={value.quotas} onSave={save("quotas")} />
        <FileLinksForm value={value.fileLinks} onSave={save("fileLinks")} />
        <LogsForm value={value.logs} onSave={save("logs")} />
      </div>
      <div className={css.columns}>
        <PapersForm value={value.papers} onSave={save("papers")} />
        <ReportingForm value={value.reporting} onSave={save("reporting")} />
      </div>
      <CalendarForm value={value.calendar} onSave={save("calendar")} />
      <Connections />
    </Page>
  );
}
