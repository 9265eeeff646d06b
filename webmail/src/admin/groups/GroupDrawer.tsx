import type { GroupDetail } from "@congthu/shared/api/groups";
import { Button, Drawer, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { formatCount } from "../../i18n/numbers.ts";
import { confirm } from "../../ui/confirm.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import { t } from "../i18n/t.ts";
import { changeGroup, closeGroup, readGroup } from "../operations-api.ts";
import { Facts } from "../ui/Facts.tsx";
import { Failure } from "../ui/Failure.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useLoad } from "../use-load.ts";
import { contentOf, draftOf, isWhole } from "./draft.ts";
import { GroupForm } from "./GroupForm.tsx";

type Props = { groupId: string; onClose: () => void; onChanged: () => void };

/** One group: whom it reaches, who may write to it. */
export function GroupDrawer({ groupId, onClose, onChanged }: Props) {
  const { value: group, error, reload, put } = useLoad(groupId, () => readGroup(groupId));
  const [editing, setEditing] = useState(false);
  const close = async () => {
    const text = t("groups.closeText", { name: group?.name ?? "" });
    if (!(await confirm({ title: t("groups.close"), text, confirm: t("groups.close") }))) return;
    closeGroup(groupId).then(() => {
      toast(t("groups.closed"));
      onChanged();
      onClose();
    }, toastError);
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="34rem"
      title={t("groups.title")}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {!group && error === undefined && <Loader size="sm" />}
      {group && (
        <Stack gap="lg">
          <div>
            <Title order={2} size="h4">
              {group.name}
            </Title>
            <Text size="sm">{group.address}</Text>
          </div>
          {group.mayChange && (
            <Group gap="xs">
              <Button variant="light" leftSection={<IconPencil size={17} />} onClick={() => setEditing(true)}>
                {t("groups.edit")}
              </Button>
              <Button variant="light" color="red" leftSection={<IconTrash size={17} />} onClick={() => void close()}>
                {t("groups.close")}
              </Button>
            </Group>
          )}
          <Facts facts={factsOf(group)} />
        </Stack>
      )}
      {group && editing && (
        <EditGroup
          group={group}
          onClose={() => setEditing(false)}
          onDone={(changed) => {
            setEditing(false);
            put(changed);
            onChanged();
          }}
        />
      )}
    </Drawer>
  );
}

function EditGroup({
  group,
  onClose,
  onDone,
}: {
  group: GroupDetail;
  onClose: () => void;
  onDone: (g: GroupDetail) => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(group));
  const submit = async () => {
    onDone(await changeGroup(group.id, contentOf(draft)));
    toast(t("groups.changed"));
  };
  return (
    <FormDialog
      title={group.name}
      submit={t("app.save")}
      size="lg"
      disabled={!isWhole(draft)}
      onClose={onClose}
      onSubmit={submit}
    >
      <GroupForm draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} self={group.id} />
    </FormDialog>
  );
}

function factsOf(group: GroupDetail): [string, string][] {
  const names = (list: readonly { name: string }[]) =>
    list.length === 0
      ? "–"
      : `${list
          .slice(0, 30)
          .map((p) => p.name)
          .join(", ")}${list.length > 30 ? "…" : ""}`;
  const { rule } = group;
  const ruled = rule
    ? [t(`groups.who.${rule.who}`), group.ruleAgencyName, rule.below ? t("groups.below") : ""]
        .filter(Boolean)
        .join(" · ")
    : t("groups.byHand");
  return [
    [t("groups.reach"), t("groups.reaches", { n: formatCount(group.reach) })],
    [t("groups.by"), ruled],
    [t("groups.agency"), group.agencyName],
    [t("groups.posting"), t(`groups.posting.${group.posting}`)],
    ...(group.posting === "writers" ? [[t("groups.writers"), names(group.writers)] as [string, string]] : []),
    ...(group.moderated ? [[t("groups.moderators"), names(group.moderators)] as [string, string]] : []),
    ...(group.members.length > 0
      ? [[`${t("groups.members")} (${formatCount(group.members.length)})`, names(group.members)] as [string, string]]
      : []),
    ...(group.parts.length > 0 ? [[t("groups.parts"), names(group.parts)] as [string, string]] : []),
  ];
}
