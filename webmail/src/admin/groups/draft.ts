import type { GroupDetail, GroupEntry, GroupRuleView } from "@congthu/shared/api/groups";
import type { Picked } from "../agencies/AgencyPicker.tsx";
import type { GroupContent } from "../operations-api.ts";
import type { Named } from "./PeopleField.tsx";

/** A group as it stands in the form. */
export type GroupDraft = {
  name: string;
  posting: GroupEntry["posting"];
  moderated: boolean;
  /** How it is filled. */
  by: "hand" | "rule";
  ruleAgency: Picked | null;
  below: boolean;
  who: GroupRuleView["who"];
  tiers: string[];
  members: readonly Named[];
  parts: readonly string[];
  writers: readonly Named[];
  moderators: readonly Named[];
};

/** The draft of a new group of an agency. */
export function emptyDraft(agency: Picked | null): GroupDraft {
  return {
    ...{ name: "", posting: "internal", moderated: false, by: "rule", ruleAgency: agency, below: true, who: "staff" },
    ...{ tiers: [], members: [], parts: [], writers: [], moderators: [] },
  };
}

/** The draft of a group that is there. */
export function draftOf(group: GroupDetail): GroupDraft {
  const { rule } = group;
  return {
    ...{ name: group.name, posting: group.posting, moderated: group.moderated, by: rule ? "rule" : "hand" },
    ruleAgency: rule
      ? { id: rule.agencyId, name: group.ruleAgencyName }
      : { id: group.agencyId, name: group.agencyName },
    ...{ below: rule?.below ?? true, who: rule?.who ?? "staff", tiers: [...(rule?.tiers ?? [])] },
    ...{ members: group.members, parts: group.parts.map((p) => p.id) },
    ...{ writers: group.writers, moderators: group.moderators },
  };
}

/** What the draft asks the server for. */
export function contentOf(d: GroupDraft): GroupContent {
  const ids = (people: readonly Named[]) => people.map((p) => p.id);
  return {
    name: d.name.trim(),
    posting: d.posting,
    moderated: d.moderated,
    rule:
      d.by === "rule" && d.ruleAgency
        ? { agencyId: d.ruleAgency.id, below: d.below, who: d.who, tiers: d.tiers, kinds: [] }
        : null,
    members: ids(d.members),
    parts: [...d.parts],
    writers: d.posting === "writers" ? ids(d.writers) : [],
    moderators: d.moderated ? ids(d.moderators) : [],
  };
}

/** Whether the draft can be kept. */
export function isWhole(d: GroupDraft): boolean {
  const reaches = (d.by === "rule" && d.ruleAgency !== null) || d.members.length > 0 || d.parts.length > 0;
  return d.name.trim() !== "" && reaches && (!d.moderated || d.moderators.length > 0);
}
