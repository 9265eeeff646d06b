import type { GroupEntry } from "@congthu/shared/api/groups";
import { Badge, Button, Loader, Table, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch, IconUsersPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { tableFileUrl } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { listGroups } from "../operations-api.ts";
import { ExportMenu } from "../ui/ExportMenu.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { CreateGroup } from "./CreateGroup.tsx";
import { GroupDrawer } from "./GroupDrawer.tsx";
import css from "./GroupsPage.module.css";

/** The addresses that reach many. */
export function GroupsPage() {
  const { can } = useConsole();
  const { agencyId, query } = useStore(routeStore);
  const agencyName = useAgencyName(agencyId);
  const [text, setText] = useState(query.text ?? "");
  const [searched] = useDebouncedValue(text.trim(), 250);
  const [creating, setCreating] = useState(false);
  const asked = { agencyId: agencyId ?? undefined, text: searched };
  const { value, error, loading, reload } = useLoad(JSON.stringify(asked), (signal) => listGroups(asked, signal));
  const items = value?.items ?? [];
  return (
    <Page
      title={t("nav.groups")}
      below={agencyName ?? t("tree.all")}
      actions={
        <>
          <ExportMenu urlOf={(format) => tableFileUrl("groups", { ...asked, format })} />
          {can("group.manage") && (
            <Button leftSection={<IconUsersPlus size={18} />} onClick={() => setCreating(true)}>
              {t("groups.create")}
            </Button>
          )}
        </>
      }
    >
      <TextInput
        maw="28rem"
        mb="md"
        aria-label={t("groups.search")}
        placeholder={t("groups.search")}
        leftSection={<IconSearch size={16} />}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
      />
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      <Sheet>
        {loading && !value && <Loader size="sm" />}
        {value && items.length === 0 && (
          <Text ta="center" c="var(--ink-2)" role="status">
            {t("groups.none")}
          </Text>
        )}
        {items.length > 0 && <Groups items={items} />}
      </Sheet>
      {query.open && (
        <GroupDrawer groupId={query.open} onClose={() => choose({ open: undefined })} onChanged={reload} />
      )}
      {creating && (
        <CreateGroup
          agency={agencyId !== null && agencyName !== null ? { id: agencyId, name: agencyName } : null}
          onClose={() => setCreating(false)}
          onCreated={(id) => {
            setCreating(false);
            reload();
            choose({ open: id });
          }}
        />
      )}
    </Page>
  );
}

function Groups({ items }: { items: readonly GroupEntry[] }) {
  return (
    <Table verticalSpacing="xs" highlightOnHover className={css.table ?? ""}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("groups.name")}</Table.Th>
          <Table.Th>{t("groups.reach")}</Table.Th>
          <Table.Th>{t("groups.posting")}</Table.Th>
          <Table.Th>{t("groups.agency")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((g) => (
          <Table.Tr key={g.id} className={css.row ?? ""} onClick={() => choose({ open: g.id })}>
            <Table.Td>
              <UnstyledButton className={css.name ?? ""}>{g.name}</UnstyledButton>
              <div className={css.sub}>{g.address}</div>
            </Table.Td>
            <Table.Td>
              {t("groups.reaches", { n: formatCount(g.reach) })}
              <div className={css.sub}>{g.byRule ? t("groups.byRule") : t("groups.byHand")}</div>
            </Table.Td>
            <Table.Td>
              {t(`groups.posting.${g.posting}`)}
              {g.moderated && (
                <Badge ml={6} size="sm" variant="light" color="gold" tt="none">
                  {t("groups.moderatedTag")}
                </Badge>
              )}
            </Table.Td>
            <Table.Td>{g.agencyName}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
