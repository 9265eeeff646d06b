import { Modal, TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import type { CachedEmail } from "../../data/cache.ts";
import { t } from "../../i18n/t.ts";
import { useDesk, useDeskState, usePlace } from "../desk-context.ts";
import { useMailboxes } from "../mail-context.ts";
import { moveTo } from "../perform.ts";
import css from "./FolderPicker.module.css";
import { FolderSign } from "./FolderRow.tsx";
import { findFolders, folderTree } from "./model.ts";
import { folderName } from "./names.ts";

/** Asks where letters shall go; typing narrows the folders, arrows and Enter choose. */
export function FolderPicker() {
  const desk = useDesk();
  const letters = useDeskState((s) => s.picking);
  const close = () => desk.store.set((s) => ({ ...s, picking: null }));
  return (
    <Modal
      opened={letters !== null}
      onClose={close}
      title={t("act.move")}
      centered
      size="sm"
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      {letters && <Choice letters={letters} onDone={close} />}
    </Modal>
  );
}

function Choice({ letters, onDone }: { letters: readonly CachedEmail[]; onDone: () => void }) {
  const desk = useDesk();
  const { account, mailbox: current } = usePlace();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const folders = findFolders(folderTree(useMailboxes(account.cache)), typed, folderName).filter(
    ({ mailbox }) => mailbox.id !== current?.id && mailbox.role !== "drafts" && mailbox.myRights.mayAddItems,
  );
  const choose = (id: string | undefined) => {
    if (id === undefined) return;
    onDone();
    moveTo(desk, id, letters);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(folders.length - 1, at + step)));
    }
    if (event.key === "Enter") choose(folders[at]?.mailbox.id);
  };
  return (
    <>
      <TextInput
        role="combobox"
        aria-expanded
        aria-controls="folder-choice"
        aria-activedescendant={`folder-choice-${at}`}
        aria-label={t("folders.search")}
        placeholder={t("folders.search")}
        leftSection={<IconSearch size={17} />}
        data-autofocus
        value={typed}
        onChange={(e) => {
          setTyped(e.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={css.list} role="listbox" id="folder-choice" aria-label={t("folders.label")}>
        {folders.map(({ mailbox, depth }, i) => (
          <UnstyledButton
            key={mailbox.id}
            id={`folder-choice-${i}`}
            className={css.item ?? ""}
            role="option"
            aria-selected={i === at}
            tabIndex={-1}
            style={{ paddingInlineStart: `${0.6 + (typed === "" ? depth : 0) * 0.9}rem` }}
            onClick={() => choose(mailbox.id)}
          >
            <FolderSign mailbox={mailbox} />
            {folderName(mailbox)}
          </UnstyledButton>
        ))}
        {folders.length === 0 && <p className={css.none}>{t("folders.none")}</p>}
      </div>
    </>
  );
}
