import { Input, SegmentedControl, Stack, Switch, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { useStore } from "../../data/use-store.ts";
import { languageStore } from "../../i18n/i18n.ts";
import { savePreferredLanguage } from "../../i18n/preferred-language.ts";
import { t } from "../../i18n/t.ts";
import { DENSITIES, PANES, type Preferences, prefer, preferencesStore } from "../preferences.ts";

const UNDO: Preferences["undoSeconds"][] = [0, 5, 10, 30];

/** How the page looks and answers on this machine. */
export function ScreenForm() {
  const preferences = useStore(preferencesStore);
  const language = useStore(languageStore);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Stack gap="lg">
      <Choice label={t("language.label")}>
        <SegmentedControl
          aria-label={t("language.label")}
          value={language}
          onChange={(value) => void savePreferredLanguage(value)}
          data={[
            { value: "vi", label: t("language.vi") },
            { value: "en", label: t("language.en") },
          ]}
        />
      </Choice>
      <Choice label={t("settings.scheme")}>
        <SegmentedControl
          aria-label={t("settings.scheme")}
          value={colorScheme}
          onChange={setColorScheme}
          data={[
            { value: "light", label: t("settings.light") },
            { value: "dark", label: t("settings.dark") },
            { value: "auto", label: t("settings.auto") },
          ]}
        />
      </Choice>
      <Choice label={t("settings.density")}>
        <SegmentedControl
          aria-label={t("settings.density")}
          value={preferences.density}
          onChange={(density) => prefer({ density })}
          data={DENSITIES.map((value) => ({
            value,
            label: t(`settings.density.${value}`),
          }))}
        />
      </Choice>
      <Choice label={t("settings.pane")}>
        <SegmentedControl
          aria-label={t("settings.pane")}
          value={preferences.pane}
          onChange={(pane) => prefer({ pane })}
          data={PANES.map((value) => ({ value, label: t(`settings.pane.${value}`) }))}
        />
      </Choice>
      <Switch
        label={t("settings.conversations")}
        description={t("settings.conversationsHint")}
        checked={preferences.conversations}
        onChange={(event) => prefer({ conversations: event.currentTarget.checked })}
      />
      <Choice label={t("settings.undo")}>
        <SegmentedControl
          aria-label={t("settings.undo")}
          value={String(preferences.undoSeconds)}
          onChange={(value) => prefer({ undoSeconds: UNDO.find((n) => String(n) === value) ?? 10 })}
          data={UNDO.map((n) => ({
            value: String(n),
            label: n === 0 ? t("settings.undo.none") : t("settings.undo.seconds", { n }),
          }))}
        />
      </Choice>
      <Choice label={t("settings.shortcuts")}>
        <SegmentedControl
          aria-label={t("settings.shortcuts")}
          value={preferences.shortcuts}
          onChange={(shortcuts) => prefer({ shortcuts })}
          data={(["gmail", "outlook", "off"] as const).map((value) => ({
            value,
            label: t(`settings.shortcuts.${value}`),
          }))}
        />
      </Choice>
    </Stack>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Input.Label labelElement="div" mb={4}>
        {label}
      </Input.Label>
      <div>{children}</div>
    </div>
  );
}
