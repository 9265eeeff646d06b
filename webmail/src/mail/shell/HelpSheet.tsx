import { Kbd, Modal, Text } from "@mantine/core";
import { ACTION_NAMES, ACTIONS, type Action, type ActionGroup } from "../../actions/actions.ts";
import { useStore } from "../../data/use-store.ts";
import { t } from "../../i18n/t.ts";
import { sceneOf } from "../desk.ts";
import { useDesk, useDeskState } from "../desk-context.ts";
import { preferencesStore } from "../preferences.ts";
import css from "./HelpSheet.module.css";
import { KEY_SIGNS } from "./key-signs.ts";

const GROUPS: ActionGroup[] = ["letter", "list", "go", "other"];

/** Every shortcut of the chosen set, drawn from the actions themselves. */
export function HelpSheet() {
  const desk = useDesk();
  const opened = useDeskState((s) => s.help);
  const chosen = useStore(preferencesStore, (p) => p.shortcuts);
  const set = chosen === "off" ? "gmail" : chosen;
  const close = () => desk.store.set((s) => ({ ...s, help: false }));
  if (!opened) return null;
  const scene = sceneOf(desk);
  const actions = ACTION_NAMES.map((name): Action => ACTIONS[name]).filter((action) => action.keys[set].length > 0);
  return (
    <Modal opened onClose={close} title={t("keys.title")} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      <Text size="sm" c="var(--ink-2)" mb="md">
        {t("keys.hint")}
      </Text>
      <div className={css.groups}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h2>{t(`keys.group.${group}`)}</h2>
            <dl>
              {actions
                .filter((action) => action.group === group)
                .map((action) => (
                  <div key={action.id}>
                    <dt>{t(action.label(scene))}</dt>
                    <dd>
                      {action.keys[set].map((key) => (
                        <KeyName key={key} name={key} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function KeyName({ name }: { name: string }) {
  const presses = name === " " ? [" "] : name.split(" ");
  return (
    <span className={css.key}>
      {presses.map((press, i) => (
        <span key={press}>
          {i > 0 && <small> {t("keys.then")} </small>}
          <Kbd>{press.replace(/[^+]+/g, (part) => KEY_SIGNS[part] ?? part)}</Kbd>
        </span>
      ))}
    </span>
  );
}
