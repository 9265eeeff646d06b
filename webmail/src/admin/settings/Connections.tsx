import type { ConnectionsView } from "@congthu/shared/api/connections";
import { Loader } from "@mantine/core";
import { toast, toastError } from "../../ui/toast.tsx";
import { t } from "../i18n/t.ts";
import { Failure } from "../ui/Failure.tsx";
import { useLoad } from "../use-load.ts";
import { AcmeForm } from "./AcmeForm.tsx";
import { changeAcme, changeLdap, changeOidc, readConnections } from "./connections-api.ts";
import { LdapForm } from "./LdapForm.tsx";
import { OidcForm } from "./OidcForm.tsx";
import css from "./SettingsPage.module.css";

/** Other systems: where people come from, and who vouches for them. */
export function Connections() {
  const { value, error, reload, put } = useLoad("connections", readConnections);
  if (error !== undefined) return <Failure error={error} onRetry={reload} />;
  if (!value) return <Loader m="xl" />;
  const told = (next: Promise<ConnectionsView>) =>
    next.then((view) => {
      put(view);
      toast(t("set.saved"));
    }, toastError);
  return (
    <section aria-label={t("conn.title")} className={css.columns}>
      <LdapForm view={value} onSave={(body) => told(changeLdap(body))} onRun={reload} />
      <AcmeForm view={value} onSave={(settings) => told(changeAcme(settings))} />
      <OidcForm view={value} onSave={(body) => told(changeOidc(body))} />
    </section>
  );
}
