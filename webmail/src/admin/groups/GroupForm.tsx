import { POSTINGS, RULE_WHO } from "@congthu/shared/api/group-words";
import { Checkbox, MultiSelect, Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { formatCount } from "../../i18n/numbers.ts";
import { AgencyPicker } from "../agencies/AgencyPicker.tsx";
import { listTiers } from "../api.ts";
import { t } from "../i18n/t.ts";
import { listGroups, previewGroup } from "../operations-api.ts";
import { Choice } from "../ui/Choice.tsx";
import { useLoad } from "../use-load.ts";
import { contentOf, type GroupDraft } from "./draft.ts";
import { PeopleField } from "./PeopleField.tsx";

type Props = { draft: GroupDraft; onChange: (change: Partial<GroupDraft>) => void; self?: string };

/** Whom a group reaches and who may write to it; below stands how many that are today. */
export function GroupForm({ draft, onChange, self }: Props) {
  const tiers = useLoad("tiers", listTiers);
  const groups = useLoad("groups", (signal) => listGroups({}, signal));
  return (
    <Stack gap="md">
      <TextInput
        label={t("groups.name")}
        required
        value={draft.name}
        onChange={(e) => onChange({ name: e.currentTarget.value })}
      />
      <Choice
        label={t("groups.by")}
        value={draft.by}
        onChange={(by) => onChange({ by })}
        options={[
          { value: "rule", label: t("groups.byRule") },
          { value: "hand", label: t("groups.byHand") },
        ]}
      />
      {draft.by === "rule" && (
        <>
          <Radio.Group
            label={t("groups.who")}
            value={draft.who}
            onChange={(who) => onChange({ who: RULE_WHO.find((w) => w === who) ?? "staff" })}
          >
            <Stack gap={6} mt={4}>
              {RULE_WHO.map((who) => (
                <Radio key={who} value={who} label={t(`groups.who.${who}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <AgencyPicker
            label={t("groups.ruleAgency")}
            chosen={draft.ruleAgency}
            onChoose={(ruleAgency) => onChange({ ruleAgency })}
          />
          <Checkbox
            label={t("groups.below")}
            checked={draft.below}
            onChange={(e) => onChange({ below: e.currentTarget.checked })}
          />
          <MultiSelect
            label={t("groups.tiers")}
            placeholder={draft.tiers.length === 0 ? t("groups.anyTier") : ""}
            value={draft.tiers}
            onChange={(chosen) => onChange({ tiers: chosen })}
            data={(tiers.value?.items ?? []).map((tier) => ({ value: tier.tier, label: tier.label }))}
          />
        </>
      )}
      <PeopleField
        label={draft.by === "rule" ? t("groups.alsoMembers") : t("groups.members")}
        value={draft.members}
        onChange={(members) => onChange({ members })}
      />
      <MultiSelect
        label={t("groups.parts")}
        searchable
        value={[...draft.parts]}
        onChange={(parts) => onChange({ parts })}
        data={(groups.value?.items ?? []).filter((g) => g.id !== self).map((g) => ({ value: g.id, label: g.name }))}
      />
      <Reach draft={draft} />
      <Select
        label={t("groups.posting")}
        value={draft.posting}
        onChange={(posting) => onChange({ posting: POSTINGS.find((p) => p === posting) ?? "internal" })}
        allowDeselect={false}
        data={POSTINGS.map((value) => ({ value, label: t(`groups.posting.${value}`) }))}
      />
      {draft.posting === "writers" && (
        <PeopleField label={t("groups.writers")} value={draft.writers} onChange={(writers) => onChange({ writers })} />
      )}
      <Checkbox
        label={t("groups.moderated")}
        description={t("groups.moderatedHint")}
        checked={draft.moderated}
        onChange={(e) => onChange({ moderated: e.currentTarget.checked })}
      />
      {draft.moderated && (
        <PeopleField
          label={t("groups.moderators")}
          value={draft.moderators}
          onChange={(moderators) => onChange({ moderators })}
        />
      )}
    </Stack>
  );
}

function Reach({ draft }: { draft: GroupDraft }) {
  const { rule, members, parts } = contentOf(draft);
  const key = rule || members.length > 0 || parts.length > 0 ? JSON.stringify({ rule, members, parts }) : "";
  const [asked] = useDebouncedValue(key, 300);
  const { value } = useLoad(asked, () => previewGroup({ rule, members, parts }));
  if (!value || key === "") return null;
  const names = value.first.map((p) => p.name).join(", ");
  return (
    <Text size="sm" role="status">
      <b>{t("groups.reaches", { n: formatCount(value.reach) })}</b>
      {names && `: ${names}${value.reach > value.first.length ? "…" : ""}`}
    </Text>
  );
}
