import "@mantine/core/styles/FloatingIndicator.css";
import "@mantine/core/styles/SegmentedControl.css";
import "@mantine/core/styles/Switch.css";
import { Button, Loader, Tabs } from "@mantine/core";
import "@mantine/core/styles/Tabs.css";
import { IconArrowLeft } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useStore } from "../../data/use-store.ts";
import { t } from "../../i18n/t.ts";
import { ChangePassword } from "../../session/ChangePassword.tsx";
import { toast } from "../../ui/toast.tsx";
import { useMail } from "../mail-context.ts";
import { go, routeStore } from "../navigation.ts";
import { HOME } from "../route.ts";
import { HeldLetters } from "./HeldLetters.tsx";
import { IdentityForm } from "./IdentityForm.tsx";
import { ScreenForm } from "./ScreenForm.tsx";
import css from "./SettingsPage.module.css";
import { useHeld } from "./use-held.ts";
import { VacationForm } from "./VacationForm.tsx";

const RulesForm = lazy(() => import("./rules/RulesForm.tsx").then((m) => ({ default: m.RulesForm })));
const ContactsTab = lazy(() => import("./contacts/ContactsTab.tsx").then((m) => ({ default: m.ContactsTab })));
const LinksTab = lazy(() => import("./links/LinksTab.tsx").then((m) => ({ default: m.LinksTab })));
const TemplatesTab = lazy(() => import("./templates/TemplatesTab.tsx").then((m) => ({ default: m.TemplatesTab })));
const SecurityTab = lazy(() => import("./security/SecurityTab.tsx").then((m) => ({ default: m.SecurityTab })));

const TABS = [
  ["chu-ky", "settings.tab.identity"],
  ["vang-mat", "settings.tab.vacation"],
  ["loc-thu", "settings.tab.rules"],
  ["danh-ba", "settings.tab.contacts"],
  ["mau-thu", "settings.tab.templates"],
  ["lien-ket", "settings.tab.links"],
  ["giao-dien", "settings.tab.screen"],
  ["mat-khau", "settings.tab.password"],
  ["duyet-thu", "settings.tab.held"],
  ["bao-mat", "settings.tab.security"],
] as const;

/** Everything the person can set for themselves. */
export function SettingsPage() {
  const { session } = useMail();
  const held = useHeld();
  const tabs = TABS.filter(([value]) => value !== "duyet-thu" || held.moderates);
  const named = useStore(routeStore, (route) => (route.place === "settings" ? route.tab : ""));
  const tab = TABS.some(([value]) => value === named) ? named : TABS[0][0];
  return (
    <main className={css.page} id="main" tabIndex={-1}>
      <div className={css.inner}>
        <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={17} />} onClick={() => go(HOME)}>
          {t("settings.back")}
        </Button>
        <h1>{t("settings.title")}</h1>
        <Tabs value={tab} onChange={(value) => go({ place: "settings", tab: value ?? "" }, { replace: true })}>
          <Tabs.List mb="lg">
            {tabs.map(([value, label]) => (
              <Tabs.Tab key={value} value={value}>
                {t(label)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="chu-ky">
            <IdentityForm />
          </Tabs.Panel>
          <Tabs.Panel value="vang-mat">
            <VacationForm />
          </Tabs.Panel>
          <Tabs.Panel value="loc-thu">
            {tab === "loc-thu" && (
              <Suspense fallback={<Loader />}>
                <RulesForm />
              </Suspense>
            )}
          </Tabs.Panel>
          <Tabs.Panel value="danh-ba">
            {tab === "danh-ba" && (
              <Suspense fallback={<Loader />}>
                <ContactsTab />
              </Suspense>
            )}
          </Tabs.Panel>
          <Tabs.Panel value="mau-thu">
            {tab === "mau-thu" && (
              <Suspense fallback={<Loader />}>
                <TemplatesTab />
              </Suspense>
            )}
          </Tabs.Panel>
          <Tabs.Panel value="lien-ket">
            {tab === "lien-ket" && (
              <Suspense fallback={<Loader />}>
                <LinksTab />
              </Suspense>
            )}
          </Tabs.Panel>
          <Tabs.Panel value="giao-dien">
            <ScreenForm />
          </Tabs.Panel>
          <Tabs.Panel value="duyet-thu">
            <HeldLetters items={held.items} onDecided={held.reload} />
          </Tabs.Panel>
          <Tabs.Panel value="mat-khau">
            <div className={css.narrow}>
              <ChangePassword session={session} onChanged={() => toast(t("password.changed"))} />
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="bao-mat">
            {tab === "bao-mat" && (
              <Suspense fallback={<Loader />}>
                <SecurityTab />
              </Suspense>
            )}
          </Tabs.Panel>
        </Tabs>
      </div>
    </main>
  );
}
