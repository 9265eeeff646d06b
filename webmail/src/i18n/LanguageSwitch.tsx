import { Button, Group } from "@mantine/core";
import { useStore } from "../data/use-store.ts";
import { type Language, languageStore } from "./i18n.ts";
import { savePreferredLanguage } from "./preferred-language.ts";
import { t } from "./t.ts";

const LANGUAGES: Language[] = ["vi", "en"];

/** Two small buttons, each in its own language. */
export function LanguageSwitch() {
  const now = useStore(languageStore);
  return (
    <Group gap={4} role="group" aria-label={t("language.label")}>
      {LANGUAGES.map((language) => (
        <Button
          key={language}
          size="compact-sm"
          variant={now === language ? "light" : "subtle"}
          color={now === language ? "navy" : "gray"}
          aria-pressed={now === language}
          lang={language}
          onClick={() => void savePreferredLanguage(language)}
        >
          {t(`language.${language}`)}
        </Button>
      ))}
    </Group>
  );
}
