import type { FoundPerson } from "@congthu/shared/api/people";
import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { Combobox, Pill, PillsInput, UnstyledButton, useCombobox } from "@mantine/core";
import { IconSitemap } from "@tabler/icons-react";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { t } from "../../i18n/t.ts";
import { toastError } from "../../ui/toast.tsx";
import { displayName, formatAddress } from "../people.ts";
import { PersonOption } from "./PersonOption.tsx";
import css from "./RecipientField.module.css";
import { addRecipients, isAddress, outsiders, parseRecipients } from "./recipients.ts";
import { usePatientBackspace } from "./use-patient-backspace.ts";
import { usePeople } from "./use-people.ts";

type Props = {
  label: string;
  people: EmailAddress[];
  senderEmail: string;
  onChange: (people: EmailAddress[]) => void;
  autoFocus?: boolean;
};

/** Recipients as pills, with suggestions from the directory. What is typed becomes a pill by Enter, Tab, comma or leaving. */
export function RecipientField({ label, people, senderEmail, onChange, autoFocus = false }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const { found, done } = usePeople(typed);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const removeLast = () => onChange(people.slice(0, -1));
  const backspace = usePatientBackspace(removeLast, people.length > 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first suggestion is marked whenever there are new ones for what is typed
  useEffect(() => {
    if (found.length > 0 && typed.trim() !== "") combobox.selectFirstOption();
    else combobox.resetSelectedOption();
  }, [found]);
  const outside = new Set(outsiders(people, senderEmail).map((o) => o.email));

  const take = (more: EmailAddress[]) => {
    if (more.length > 0) onChange(addRecipients(people, more));
    setTyped("");
    combobox.closeDropdown();
  };
  const takePerson = (person: FoundPerson | undefined) =>
    person && take([{ name: person.name.normalize("NFC"), email: person.email }]);

  const pick = async () => {
    try {
      const { pickPeople } = await import("../people/PeoplePicker.tsx");
      const chosen = await pickPeople(label);
      if (chosen.length > 0) onChange(addRecipients(people, chosen));
    } catch (error) {
      toastError(error);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    backspace.onKeyDown(event.key, typed);
    const ends = event.key === "Enter" || event.key === "," || event.key === ";" || event.key === "Tab";
    if (!ends || typed.trim() === "") return;
    // The kit itself takes the option that is marked.
    if (event.key === "Enter" && found.length > 0 && combobox.dropdownOpened && combobox.getSelectedOptionIndex() >= 0)
      return;
    if (event.key !== "Tab") event.preventDefault();
    if (typed.includes("@") || (done && found.length === 0)) take(parseRecipients(typed));
    else if (done && (event.key === "Enter" || found.length === 1)) takePerson(found[0]);
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text/plain");
    if (!text.includes("@") || !/[,;\n<]/.test(text)) return;
    event.preventDefault();
    take(parseRecipients(`${typed}${text}`));
  };

  return (
    <div className={css.field}>
      <UnstyledButton
        className={css.label ?? ""}
        aria-label={t("people.open", { field: label })}
        title={t("people.open", { field: label })}
        onClick={() => void pick()}
      >
        {label}
        <IconSitemap size={15} aria-hidden />
      </UnstyledButton>
      <Combobox
        store={combobox}
        position="bottom-start"
        width={Math.min(440, innerWidth - 24)}
        onOptionSubmit={(address) => takePerson(found.find((p) => p.email === address))}
      >
        <Combobox.DropdownTarget>
          <PillsInput variant="unstyled" className={css.input ?? ""} onClick={() => field.current?.focus()}>
            <Pill.Group>
              {people.map((person) => (
                <Pill
                  key={person.email}
                  withRemoveButton
                  className={css.pill ?? ""}
                  data-bad={!isAddress(person) || undefined}
                  data-outside={outside.has(person.email) || undefined}
                  data-armed={(backspace.armed && person === people.at(-1)) || undefined}
                  title={isAddress(person) ? formatAddress(person) : t("compose.invalidAddress")}
                  removeButtonProps={{
                    "aria-hidden": false,
                    "aria-label": t("compose.removeRecipient", { name: displayName(person) }),
                  }}
                  onRemove={() => onChange(people.filter((p) => p !== person))}
                >
                  {displayName(person)}
                </Pill>
              ))}
              <Combobox.EventsTarget>
                <PillsInput.Field
                  ref={field}
                  className={css.typing ?? ""}
                  aria-label={label}
                  autoFocus={autoFocus}
                  autoComplete="off"
                  spellCheck={false}
                  placeholder={people.length === 0 ? t("compose.recipientHint") : ""}
                  value={typed}
                  onChange={(event) => {
                    backspace.onInput();
                    setTyped(event.currentTarget.value);
                    combobox.openDropdown();
                  }}
                  onFocus={() => (typed !== "" || found.length > 0) && combobox.openDropdown()}
                  onBlur={() => take(parseRecipients(typed))}
                  onKeyDown={onKeyDown}
                  onPaste={onPaste}
                />
              </Combobox.EventsTarget>
            </Pill.Group>
          </PillsInput>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown hidden={found.length === 0 && (typed.trim().length < 2 || !done)}>
          <Combobox.Options aria-label={t("compose.people")} mah={280} style={{ overflowY: "auto" }}>
            {found.map((person) => (
              <PersonOption key={person.email} person={person} />
            ))}
            {found.length === 0 && <Combobox.Empty>{t("compose.noPeople")}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}
