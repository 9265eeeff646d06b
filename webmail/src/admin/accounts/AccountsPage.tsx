import type { BulkAct } from "@congthu/shared/import-words";
import { Button, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconMailPlus } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { accountsFileUrl, listAccounts } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose, routeStore } from "../navigation.ts";
import { ExportMenu } from "../ui/ExportMenu.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Page } from "../ui/Page.tsx";
import { Pager } from "../ui/Pager.tsx";
import { useLoad } from "../use-load.ts";
import { AccountCards } from "./AccountCards.tsx";
import { AccountDrawer } from "./AccountDrawer.tsx";
import { AccountFilters } from "./AccountFilters.tsx";
import css from "./AccountsPage.module.css";
import { AccountTable } from "./AccountTable.tsx";
import { BulkBar, useBulkActs } from "./BulkBar.tsx";
import { BulkDialog } from "./BulkDialog.tsx";
import { BulkList } from "./BulkList.tsx";
import { ColumnMenu } from "./ColumnMenu.tsx";
import { CreateAccount } from "./CreateAccount.tsx";
import { type Chosen, NOBODY, toggleChosen } from "./chosen.ts";
import { accountQueryOf } from "./model.ts";
import { useColumns } from "./use-columns.ts";

const PAGE_SIZE = 50;

/** The accounts of the chosen agency and below: searched, filtered and sorted by the server, a page at a time. */
export function AccountsPage() {
  const { can } = useConsole();
  const { agencyId, query } = useStore(routeStore);
  const agencyName = useAgencyName(agencyId);
  const narrow = useMediaQuery("(max-width: 47.99rem)", undefined, { getInitialValueInEffect: false });
  const [creating, setCreating] = useState(false);
  const [chosen, setChosen] = useState<Chosen>(NOBODY);
  const [act, setAct] = useState<BulkAct | null>(null);
  const mayBulk = useBulkActs().length > 0;
  const [columns, toggleColumn] = useColumns();
  const [marks, setMarks] = useState<readonly string[]>([]);
  const asked = accountQueryOf(agencyId, query);
  const askedKey = JSON.stringify(asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question starts at its first page
  useEffect(() => {
    setMarks([]);
    setChosen(NOBODY);
  }, [askedKey]);
  const after = marks.at(-1);
  const page = useLoad(`${askedKey} ${after ?? ""}`, (signal) =>
    listAccounts({ ...asked, after, limit: PAGE_SIZE }, signal),
  );
  const items = page.value?.items ?? [];
  const Rows = narrow ? AccountCards : AccountTable;

  return (
    <Page
      title={t("accounts.title")}
      below={agencyName ?? t("tree.all")}
      actions={
        <>
          <ExportMenu urlOf={(format) => accountsFileUrl({ ...asked, format })} />
          {can("account.create") && (
            <Button leftSection={<IconMailPlus size={18} />} onClick={() => setCreating(true)}>
              {t("accounts.create")}
            </Button>
          )}
        </>
      }
    >
      <AccountFilters query={query}>{!narrow && <ColumnMenu shown={columns} onToggle={toggleColumn} />}</AccountFilters>
      {page.value && (
        <BulkBar
          chosen={chosen}
          total={page.value.total}
          exact={page.value.exact}
          onAll={() => setChosen({ all: true, ids: new Set() })}
          onNone={() => setChosen(NOBODY)}
          onAct={setAct}
        />
      )}
      {page.error !== undefined && <Failure error={page.error} onRetry={page.reload} />}
      <div className={css.sheet} data-loading={page.loading || undefined}>
        <Rows
          {...{ items, query, columns, chosen }}
          waiting={page.value === undefined && page.loading}
          onToggle={mayBulk ? (ids) => setChosen(toggleChosen(chosen, ids)) : undefined}
        />
        {page.value && items.length === 0 && (
          <Text p="lg" ta="center" c="var(--ink-2)" role="status">
            {t("accounts.none")}
          </Text>
        )}
        {page.value && items.length > 0 && (
          <Pager
            from={marks.length * PAGE_SIZE + 1}
            to={marks.length * PAGE_SIZE + items.length}
            total={page.value.total}
            exact={page.value.exact}
            onPrevious={marks.length > 0 ? () => setMarks(marks.slice(0, -1)) : undefined}
            onNext={page.value.next ? () => setMarks([...marks, page.value?.next ?? ""]) : undefined}
          />
        )}
      </div>
      {query.open && (
        <AccountDrawer accountId={query.open} onClose={() => choose({ open: undefined })} onChanged={page.reload} />
      )}
      {act && (
        <BulkDialog
          {...{ act, chosen, asked }}
          onClose={() => setAct(null)}
          onChecked={(list) => {
            setAct(null);
            choose({ list });
          }}
        />
      )}
      {query.list && (
        <BulkList
          listId={query.list}
          onClose={() => {
            choose({ list: undefined });
            setChosen(NOBODY);
            page.reload();
          }}
        />
      )}
      {creating && <CreateAccount agencyId={agencyId} onClose={() => setCreating(false)} onCreated={page.reload} />}
    </Page>
  );
}
