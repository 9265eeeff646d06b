import { REACHES, type Reach } from "@congthu/shared/api/people";
import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { ActionIcon, Button, Checkbox, Loader, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconChevronDown, IconChevronRight, IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { languageStore } from "../../i18n/i18n.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { t } from "../../i18n/t.ts";
import { toastError } from "../../ui/toast.tsx";
import css from "./PeoplePicker.module.css";
import { type Organisation, reachPeople, readOrganisation } from "./people-calls.ts";
import { type AgencyTree, countReached, shownRows, treeOf, withTick, withTier } from "./picker-model.ts";

/** Lets the person choose by the organisation; empty when they choose nobody. `field`: the name of what is being filled in. */
export function pickPeople(field: string): Promise<EmailAddress[]> {
  return new Promise((resolve) => {
    let answer: EmailAddress[] = [];
    const id = modals.open({
      title: t("people.pick", { field }),
      size: "lg",
      closeButtonProps: { "aria-label": t("app.close") },
      onClose: () => resolve(answer),
      children: (
        <PeoplePicker
          onPicked={(people) => {
            answer = people;
            modals.close(id);
          }}
        />
      ),
    });
  });
}

function PeoplePicker({ onPicked }: { onPicked: (people: EmailAddress[]) => void }) {
  const [organisation, setOrganisation] = useState<Organisation>();
  useEffect(() => {
    readOrganisation().then(setOrganisation, toastError);
  }, []);
  return organisation ? <Picker organisation={organisation} onPicked={onPicked} /> : <Loader m="lg" />;
}

type PickerProps = { organisation: Organisation; onPicked: (people: EmailAddress[]) => void };

function Picker({ organisation, onPicked }: PickerProps) {
  const language = useStore(languageStore);
  const tree = useMemo(() => treeOf(organisation.agencies), [organisation]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [reach, setReach] = useState<Reach>("mailbox");
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const total = countReached(tree, ticked, reach);
  const pick = async () => {
    setBusy(true);
    try {
      onPicked(await reachPeople([...ticked], reach));
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <div className={css.picker}>
      <fieldset className={css.tiers} aria-label={t("people.reach")}>
        {REACHES.map((value) => (
          <Button
            key={value}
            size="compact-md"
            variant={value === reach ? "filled" : "default"}
            aria-pressed={value === reach}
            onClick={() => setReach(value)}
          >
            {t(`people.reach.${value}`)}
          </Button>
        ))}
      </fieldset>
      <TextInput
        aria-label={t("people.search")}
        placeholder={t("people.search")}
        leftSection={<IconSearch size={16} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={css.tiers}>
        {organisation.tiers.map(({ tier, label, labelEn }) => (
          <Button
            key={tier}
            size="compact-sm"
            variant="default"
            onClick={() => setTicked(withTier(tree, ticked, tier))}
          >
            {t("people.tier", { tier: language === "en" ? labelEn : label })}
          </Button>
        ))}
      </div>
      <Agencies tree={tree} typed={typed} ticked={ticked} reach={reach} onTicked={setTicked} />
      <div className={css.foot}>
        <span className={css.total} role="status">
          {t("people.total", { n: formatCount(total) })}
        </span>
        <Button disabled={total === 0} loading={busy} onClick={() => void pick()}>
          {t("people.add")}
        </Button>
      </div>
    </div>
  );
}

type AgenciesProps = {
  tree: AgencyTree;
  typed: string;
  ticked: ReadonlySet<string>;
  reach: Reach;
  onTicked: (ticked: ReadonlySet<string>) => void;
};

function Agencies({ tree, typed, ticked, reach, onTicked }: AgenciesProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set((tree.below.get("") ?? []).map(({ id }) => id)),
  );
  const toggle = (id: string) => {
    const next = new Set(opened);
    if (!next.delete(id)) next.add(id);
    setOpened(next);
  };
  return (
    <ul className={css.tree} aria-label={t("people.agencies")}>
      {shownRows(tree, opened, typed).map(({ agency, depth, hasBelow }) => (
        <li key={agency.id} className={css.row} style={{ paddingInlineStart: `${depth * 1.4}rem` }}>
          {hasBelow && typed.trim() === "" ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-expanded={opened.has(agency.id)}
              aria-label={t(opened.has(agency.id) ? "people.collapse" : "people.expand", { name: agency.name })}
              onClick={() => toggle(agency.id)}
            >
              {opened.has(agency.id) ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
            </ActionIcon>
          ) : (
            <span className={css.gap} />
          )}
          <Checkbox
            className={css.name ?? ""}
            label={agency.name}
            checked={ticked.has(agency.id)}
            onChange={(event) => onTicked(withTick(tree, ticked, agency.id, event.currentTarget.checked))}
          />
          <span className={css.count}>{formatCount(agency[reach])}</span>
        </li>
      ))}
    </ul>
  );
}
