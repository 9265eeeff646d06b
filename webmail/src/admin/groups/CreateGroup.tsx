import { TextInput } from "@mantine/core";
import { useState } from "react";
import { toast } from "../../ui/toast.tsx";
import { AgencyPicker, type Picked } from "../agencies/AgencyPicker.tsx";
import { t } from "../i18n/t.ts";
import { createGroup } from "../operations-api.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { contentOf, emptyDraft, isWhole } from "./draft.ts";
import { GroupForm } from "./GroupForm.tsx";

type Props = { agency: Picked | null; onClose: () => void; onCreated: (id: string) => void };

/** Opens a group with its address. */
export function CreateGroup({ agency, onClose, onCreated }: Props) {
  const [owner, setOwner] = useState(agency);
  const [localPart, setLocalPart] = useState("");
  const [draft, setDraft] = useState(() => emptyDraft(agency));
  const submit = async () => {
    if (!owner) return;
    const made = await createGroup({ ...contentOf(draft), agencyId: owner.id, localPart });
    toast(t("groups.created", { name: made.name }));
    onCreated(made.id);
  };
  return (
    <FormDialog
      title={t("groups.create")}
      submit={t("groups.create")}
      size="lg"
      disabled={!owner || !/^[a-z0-9]+([._-][a-z0-9]+)*$/.test(localPart) || !isWhole(draft)}
      onClose={onClose}
      onSubmit={submit}
    >
      <AgencyPicker label={t("groups.agency")} chosen={owner} onChoose={setOwner} />
      <TextInput
        label={t("groups.localPart")}
        description={t("groups.localPartHint")}
        required
        value={localPart}
        onChange={(e) => setLocalPart(e.currentTarget.value.toLowerCase().trim())}
      />
      <GroupForm draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
    </FormDialog>
  );
}
