import { Input } from "@mantine/core";
import { useState } from "react";
import { t } from "../../i18n/t.ts";
import { askName } from "../../ui/ask-name.tsx";
import { confirm } from "../../ui/confirm.tsx";
import { prefer, preferencesStore } from "../preferences.ts";
import { LABEL_COLORS, type Label, type LabelColor, newLabel } from "./label.ts";
import css from "./label-acts.module.css";

/** Asks for a new label; `then` is for what was being done with it. */
export function makeLabel(then: (label: Label) => void = () => {}): void {
  const labels = () => preferencesStore.get().labels;
  let color: LabelColor = LABEL_COLORS[labels().length % LABEL_COLORS.length] ?? "navy";
  askName({
    title: t("labels.create"),
    label: t("labels.name"),
    value: "",
    more: <ColorChoice first={color} onChoose={(next) => (color = next)} />,
    async save(name) {
      const label = newLabel(labels(), name, color);
      prefer({ labels: [...labels(), label] });
      then(label);
    },
  });
}

/** Asks for another name and colour of a label; letters keep it. */
export function changeLabel(label: Label): void {
  let { color } = label;
  askName({
    title: t("labels.change"),
    label: t("labels.name"),
    value: label.name,
    more: <ColorChoice first={color} onChoose={(next) => (color = next)} />,
    async save(name) {
      const { labels } = preferencesStore.get();
      prefer({ labels: labels.map((one) => (one.keyword === label.keyword ? { ...one, name, color } : one)) });
    },
  });
}

/** Forgets a label after a question. The letters keep its keyword: made again under the same name, it is back on them. */
export async function removeLabel(label: Label): Promise<void> {
  const text = t("labels.removeConfirm", { name: label.name });
  if (!(await confirm({ title: t("labels.remove"), text, confirm: t("labels.remove") }))) return;
  prefer({ labels: preferencesStore.get().labels.filter((one) => one.keyword !== label.keyword) });
}

function ColorChoice({ first, onChoose }: { first: LabelColor; onChoose: (color: LabelColor) => void }) {
  const [chosen, setChosen] = useState(first);
  return (
    <fieldset className={css.colors}>
      <Input.Label component="legend">{t("labels.color")}</Input.Label>
      {LABEL_COLORS.map((color) => (
        <label key={color} className={css.color} data-color={color} title={t(`labels.color.${color}`)}>
          <input
            type="radio"
            name="label-color"
            aria-label={t(`labels.color.${color}`)}
            checked={chosen === color}
            onChange={() => {
              setChosen(color);
              onChoose(color);
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}
