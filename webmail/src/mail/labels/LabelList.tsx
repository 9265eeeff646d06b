import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconTag } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { LABEL_OPERATOR } from "../../i18n/search-operators.ts";
import { t } from "../../i18n/t.ts";
import { useDesk, usePlace } from "../desk-context.ts";
import { draggedAccount, draggedLetters } from "../list/drag.ts";
import menuCss from "../mailboxes/FolderMenu.module.css";
import paneCss from "../mailboxes/FolderPane.module.css";
import rowCss from "../mailboxes/FolderRow.module.css";
import { go } from "../navigation.ts";
import { preferencesStore } from "../preferences.ts";
import { formatRoute, type Route } from "../route.ts";
import { LabelDot } from "./LabelTag.tsx";
import type { Label } from "./label.ts";
import { changeLabel, makeLabel, removeLabel } from "./label-acts.tsx";

/** The person's labels: each leads to its letters, and takes letters that are dropped on it. */
export function LabelList({ onChosen }: { onChosen?: (() => void) | undefined }) {
  const labels = useStore(preferencesStore, (p) => p.labels);
  return (
    <section aria-label={t("labels.title")}>
      <h2 className={paneCss.account}>{t("labels.title")}</h2>
      <ul className={paneCss.tree}>
        {labels.map((label) => (
          <LabelRow key={label.keyword} label={label} onChosen={onChosen} />
        ))}
      </ul>
      <Button
        className={paneCss.create ?? ""}
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconTag size={17} />}
        onClick={() => makeLabel()}
      >
        {t("labels.create")}
      </Button>
    </section>
  );
}

function LabelRow({ label, onChosen }: { label: Label; onChosen: (() => void) | undefined }) {
  const { account, search } = usePlace();
  const drop = useLabelDrop(label);
  const query = `${LABEL_OPERATOR}"${label.name}"`;
  const route: Route = { place: "search", accountId: account.id, query, mailboxId: null, emailId: null };
  const current = search?.query === query;
  return (
    <li>
      <div
        className={rowCss.row}
        data-current={current || undefined}
        data-over={drop.over || undefined}
        {...drop.handlers}
      >
        <span className={rowCss.gap} />
        <a
          className={rowCss.link}
          href={formatRoute(route)}
          aria-current={current ? "page" : undefined}
          onClick={(event) => {
            event.preventDefault();
            onChosen?.();
            go(route);
          }}
        >
          <LabelDot color={label.color} />
          <span className={rowCss.name} title={label.name}>
            {label.name}
          </span>
        </a>
        <Menu position="bottom-end" withArrow>
          <Menu.Target>
            <ActionIcon
              className={menuCss.button ?? ""}
              variant="subtle"
              color="gray"
              size={26}
              aria-label={t("labels.actions", { name: label.name })}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => changeLabel(label)}>{t("labels.change")}</Menu.Item>
            <Menu.Item c="var(--danger-ink)" onClick={() => void removeLabel(label)}>
              {t("labels.remove")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  );
}

function useLabelDrop(label: Label) {
  const desk = useDesk();
  const { account } = usePlace();
  const [over, setOver] = useState(false);
  const takes = () => draggedAccount() === account.id && !account.isReadOnly;
  const handlers = {
    onDragOver(event: DragEvent) {
      if (!takes()) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      setOver(false);
      if (!takes()) return;
      event.preventDefault();
      desk.perform({ do: "keyword", keyword: label.keyword, on: true, letters: draggedLetters(desk) });
    },
  };
  return { over, handlers };
}
