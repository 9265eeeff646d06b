import { ActionIcon, CloseButton, Popover, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useEffect, useState } from "react";
import { t } from "../../i18n/t.ts";
import { usePlace } from "../desk-context.ts";
import { go } from "../navigation.ts";
import { SEARCH_BOX_ID } from "./focus.ts";
import css from "./SearchBox.module.css";
import { SearchHelp } from "./SearchHelp.tsx";

/** The one box for finding mail. Enter searches all folders of the account; Escape leaves the search. */
export function SearchBox() {
  const { account, search } = usePlace();
  const query = search?.query ?? "";
  const [typed, setTyped] = useState(query);
  const [focused, setFocused] = useState(false);
  useEffect(() => setTyped(query), [query]);

  const leave = () => {
    setTyped("");
    if (search) go({ place: "folder", accountId: account.id, mailboxId: null, emailId: null });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = typed.normalize("NFC").trim();
    if (text === "") return leave();
    setFocused(false);
    go({ place: "search", accountId: account.id, query: text, mailboxId: null, emailId: null });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.currentTarget.blur();
    leave();
  };

  return (
    <search className={css.search}>
      <form onSubmit={submit}>
        <Popover opened={focused && typed === ""} position="bottom-start" width="target" trapFocus={false}>
          <Popover.Target>
            <TextInput
              id={SEARCH_BOX_ID}
              type="search"
              enterKeyHint="search"
              aria-label={t("search.label")}
              placeholder={t("search.placeholder")}
              autoComplete="off"
              value={typed}
              classNames={{ input: css.input ?? "" }}
              leftSection={<IconSearch size={18} aria-hidden />}
              rightSectionWidth={typed ? 66 : 0}
              rightSection={
                typed && (
                  <>
                    <CloseButton size="sm" aria-label={t("search.clear")} onClick={leave} />
                    <ActionIcon type="submit" variant="subtle" size="sm" aria-label={t("search.submit")}>
                      <IconSearch size={16} />
                    </ActionIcon>
                  </>
                )
              }
              onChange={(e) => setTyped(e.currentTarget.value)}
              onFocus={() => setFocused(true)}
              onBlur={() => setFocused(false)}
              onKeyDown={onKeyDown}
            />
          </Popover.Target>
          <Popover.Dropdown>
            <SearchHelp />
          </Popover.Dropdown>
        </Popover>
      </form>
    </search>
  );
}
