import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { ActionSign } from "../../actions/ActionSign.tsx";
import { ACTIONS, type ActionName } from "../../actions/actions.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { sceneOf } from "../desk.ts";
import { useDesk, useDeskState, usePlace } from "../desk-context.ts";
import { LabelMenu } from "../labels/LabelMenu.tsx";
import { useCache } from "../mail-context.ts";
import css from "./BulkBar.module.css";

const BULK: ActionName[] = ["archive", "delete", "move", "read", "flag", "junk"];

/** Stands in place of the list's head while letters are ticked. */
export function BulkBar() {
  const desk = useDesk();
  const count = useDeskState((s) => s.ticked.size);
  useCache(usePlace().account.cache, (cache) => cache.edits);
  const scene = sceneOf(desk);
  return (
    <div className={css.bar} role="toolbar" aria-label={t("list.selected", { n: formatCount(count) })}>
      <ActionIcon
        variant="subtle"
        aria-label={t("list.clearSelection")}
        onClick={() => desk.store.set((s) => ({ ...s, ticked: new Set() }))}
      >
        <IconX size={19} />
      </ActionIcon>
      <span className={css.count} role="status">
        {t("list.selected", { n: formatCount(count) })}
      </span>
      {BULK.map((name) => {
        const action = ACTIONS[name];
        if (!action.when(scene)) return null;
        const label = t(action.label(scene));
        return (
          <Tooltip key={name} label={label}>
            <ActionIcon variant="subtle" size="lg" aria-label={label} onClick={() => action.run(scene)}>
              <ActionSign name={name} scene={scene} />
            </ActionIcon>
          </Tooltip>
        );
      })}
      {!scene.readOnly && <LabelMenu letters={scene.letters} />}
    </div>
  );
}
