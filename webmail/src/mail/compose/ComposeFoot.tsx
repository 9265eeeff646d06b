import { formatTime } from "@congthu/shared/dates";
import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconCheck, IconChevronUp, IconClock, IconEye, IconPaperclip, IconSend2, IconTrash } from "@tabler/icons-react";
import { t } from "../../i18n/t.ts";
import css from "./ComposeFoot.module.css";
import { pickFiles } from "./pick-files.ts";
import type { SaveState } from "./use-autosave.ts";
import type { Writing } from "./use-composer.ts";

/** Send, attach, discard; and whether the draft is stored. */
export function ComposeFoot({ writing }: { writing: Writing }) {
  return (
    <div className={css.foot}>
      <Button.Group>
        <Tooltip label={t("compose.sendHint")}>
          <Button rightSection={<IconSend2 size={18} />} onClick={() => void writing.send()}>
            {t("compose.send")}
          </Button>
        </Tooltip>
        <Menu position="top-start">
          <Menu.Target>
            <Button className={css.ways ?? ""} aria-label={t("compose.moreSend")} title={t("compose.moreSend")}>
              <IconChevronUp size={18} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconClock size={18} />} onClick={() => void writing.sendLater()}>
              {t("schedule.action")}
            </Menu.Item>
            <Menu.Item
              leftSection={writing.draft.receipt ? <IconCheck size={18} /> : <IconEye size={18} />}
              aria-checked={writing.draft.receipt}
              role="menuitemcheckbox"
              onClick={() => writing.change((draft) => ({ ...draft, receipt: !draft.receipt }))}
            >
              {t("compose.receipt")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Button.Group>
      <Button
        className={css.attach ?? ""}
        variant="subtle"
        color="gray"
        leftSection={<IconPaperclip size={18} />}
        onClick={() => void pickFiles().then(writing.files.attach)}
      >
        {t("compose.attach")}
      </Button>
      <span className={css.state} role="status">
        {stateText(writing.saveState)}
      </span>
      <Tooltip label={t("compose.discard")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("compose.discard")}
          onClick={() => void writing.discard()}
        >
          <IconTrash size={19} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function stateText(state: SaveState): string {
  if (state.is === "saving") return t("compose.saving");
  if (state.is === "failed") return t("compose.saveFailed");
  return state.is === "saved" ? t("compose.saved", { time: formatTime(state.at).slice(-5) }) : "";
}
