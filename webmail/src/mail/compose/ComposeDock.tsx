import "@mantine/core/styles/ColorSwatch.css";
import "@mantine/core/styles/List.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import "@mantine/core/styles/SimpleGrid.css";
import "@mantine/core/styles/Typography.css";
import { useStore } from "../../data/use-store.ts";
import { t } from "../../i18n/t.ts";
import css from "./ComposeDock.module.css";
import { ComposeWindow } from "./ComposeWindow.tsx";
import { composersStore } from "./composers.ts";

/** The writing windows, side by side at the foot of the page. */
export function ComposeDock() {
  const composers = useStore(composersStore);
  return (
    <section className={css.dock} aria-label={t("compose.windows")}>
      {composers.map((composer) => (
        <ComposeWindow key={composer.key} composer={composer} />
      ))}
    </section>
  );
}
