import { ActionIcon, CloseButton, Popover, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from "react";
import { t } from "../../i18n/t.ts";
import { usePlace } from "../desk-context.ts";
import { go } from "../navigation.ts";
import { SEARCH_BOX_ID, SUGGESTIONS_ID } from "./focus.ts";
import { noteSearch } from "./recent.ts";
import css from "./SearchBox.module.css";
import type { PanelKeys } from "./SearchPanel.tsx";

const SearchPanel = lazy(() => import("./SearchPanel.tsx").then((m) => ({ default: m.SearchPanel })));

/** The one box for finding mail. Enter searches all folders of the account; Escape leaves the search. */
export function SearchBox() {
  const { account, search } = usePlace();
  const query = search?.query ?? "";
  const [typed, setTyped] = useState(query);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState<string>();
  const keys = useRef<PanelKeys>(null);
  useEffect(() => setTyped(query), [query]);

  const leave = () => {
    setTyped("");
    if (search) go({ place: "folder", accountId: account.id, mailboxId: null, emailId: null });
  };
  const run = (typedText: string) => {
    const text = typedText.normalize("NFC").trim();
    if (text === "") return leave();
    setOpen(false);
    setTyped(text);
    noteSearch(text);
    go({ place: "search", accountId: account.id, query: text, mailboxId: null, emailId: null });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(typed);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (open && keys.current?.onKey(event)) return event.preventDefault();
    if (event.key === "ArrowDown") setOpen(true);
    if (event.key !== "Escape") return;
    if (open && typed !== "") return setOpen(false);
    event.currentTarget.blur();
    leave();
  };

  return (
    <search className={css.search}>
      <form onSubmit={submit}>
        <Popover opened={open} position="bottom-start" width="target" trapFocus={false} withRoles={false}>
          <Popover.Target>
            <TextInput
              id={SEARCH_BOX_ID}
              type="search"
              enterKeyHint="search"
              aria-label={t("search.label")}
              aria-controls={open ? SUGGESTIONS_ID : undefined}
              aria-activedescendant={open ? active : undefined}
              placeholder={t("search.placeholder")}
              autoComplete="off"
              value={typed}
              classNames={{ input: css.input ?? "" }}
              leftSection={<IconSearch size={18} aria-hidden />}
              rightSectionWidth={typed ? 66 : 0}
              rightSection={
                typed && (
                  <>
                    <CloseButton size={26} aria-label={t("search.clear")} onClick={leave} />
                    <ActionIcon type="submit" variant="subtle" size={26} aria-label={t("search.submit")}>
                      <IconSearch size={16} />
                    </ActionIcon>
                  </>
                )
              }
              onChange={(e) => {
                setTyped(e.currentTarget.value);
                setActive(undefined);
                setOpen(true);
              }}
              onFocus={() => setOpen(true)}
              onBlur={() => setOpen(false)}
              onKeyDown={onKeyDown}
            />
          </Popover.Target>
          <Popover.Dropdown className={css.panel ?? ""}>
            <Suspense>
              {open && (
                <SearchPanel
                  typed={typed}
                  keys={keys}
                  onActive={setActive}
                  onChoose={({ act, text }) => (act === "run" ? run(text) : setTyped(text))}
                />
              )}
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      </form>
    </search>
  );
}
