import { Modal, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { listAccounts, searchAgencies } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { go } from "../navigation.ts";
import { pagesFor } from "../shell/pages.ts";
import { useLoad } from "../use-load.ts";
import { type Command, matching } from "./model.ts";
import css from "./Palette.module.css";

/** Ctrl+K: a page, an agency or a person, by a few letters with marks or without. */
export function Palette() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((is) => !is);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  if (!open) return null;
  return (
    <Modal
      opened
      onClose={() => setOpen(false)}
      withCloseButton={false}
      size="lg"
      title={t("palette.title")}
      yOffset="10vh"
    >
      <Commands onDone={() => setOpen(false)} />
    </Modal>
  );
}

function Commands({ onDone }: { onDone: () => void }) {
  const { view, can } = useConsole();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [searched] = useDebouncedValue(text.trim(), 180);
  const agencies = useLoad(searched, (signal) => searchAgencies(searched, signal));
  const people = useLoad(searched === "" || !can("people.view") ? "" : `p ${searched}`, (signal) =>
    listAccounts({ text: searched, limit: 8 }, signal),
  );
  const pages: Command[] = pagesFor(view.acts).map((p) => ({
    kind: "page",
    id: p.page,
    label: t(p.label),
    to: { page: p.page },
  }));
  const tools: Command[] = (
    [
      ["queue", "queue.view", "operations.queue"],
      ["trace", "trace.view", "operations.trace"],
      ["storage", "people.view", "operations.storage"],
      ["health", "operations.view", "operations.health"],
    ] as const
  )
    .filter(([, act]) => can(act))
    .map(([tab, , label]) => ({ kind: "page", id: tab, label: t(label), to: { page: "operations", query: { tab } } }));
  const found: Command[] = [
    ...matching([...pages, ...tools], text),
    ...(searched === "" ? [] : (agencies.value?.items ?? []))
      .slice(0, 6)
      .map((a): Command => ({ kind: "agency", id: a.id, label: a.name, to: { page: "agencies", agencyId: a.id } })),
    ...(searched === "" ? [] : (people.value?.items ?? [])).map(
      (p): Command => ({
        kind: "person",
        id: p.id,
        label: `${p.name} – ${p.address}`,
        to: { page: "accounts", query: { open: p.id, text: p.address } },
      }),
    ),
  ];
  const run = (command: Command | undefined) => {
    if (!command) return;
    onDone();
    go(command.to);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t("palette.title")}
        placeholder={t("palette.hint")}
        leftSection={<IconSearch size={17} />}
        value={text}
        onChange={(e) => {
          setText(e.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul className={css.list} aria-label={t("palette.title")}>
        {found.map((command, i) => (
          <li key={`${command.kind} ${command.id}`}>
            <UnstyledButton className={css.item ?? ""} data-on={i === at || undefined} onClick={() => run(command)}>
              <span>{command.label}</span>
              <span className={css.kind}>{t(`palette.${command.kind}`)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <Text size="sm" c="var(--ink-2)" p="sm" role="status">
          {t("palette.none")}
        </Text>
      )}
    </>
  );
}
