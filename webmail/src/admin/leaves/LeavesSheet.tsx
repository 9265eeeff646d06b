import type { AgencyLeave } from "@congthu/shared/api/leaves";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import css from "../agencies/AgencySheets.module.css";
import { listAgencyLeaves } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { ImportLeaves } from "./ImportLeaves.tsx";
import { leaveText } from "./LeaveDialog.tsx";

type Props = { agencyId: string; onOpen: (accountId: string) => void };

/** Who of an agency is, was or will be away for long; a click leads to the account, where leave is changed and ended. */
export function LeavesSheet({ agencyId, onOpen }: Props) {
  const { value, reload } = useLoad(`agency leaves ${agencyId}`, () => listAgencyLeaves(agencyId));
  const [importing, setImporting] = useState(false);
  return (
    <Sheet
      title={t("leave.title")}
      actions={
        <Button size="compact-sm" variant="light" onClick={() => setImporting(true)}>
          {t("leave.import")}
        </Button>
      }
    >
      <Text size="sm" c="var(--ink-2)">
        {t("leave.hint")} {t("leave.where")}
      </Text>
      {value?.items.map((leave) => (
        <Line key={leave.id} leave={leave} onOpen={onOpen} />
      ))}
      {importing && (
        <ImportLeaves
          agencyId={agencyId}
          onClose={() => setImporting(false)}
          onDone={() => {
            setImporting(false);
            reload();
          }}
        />
      )}
    </Sheet>
  );
}

function Line({ leave, onOpen }: { leave: AgencyLeave; onOpen: Props["onOpen"] }) {
  return (
    <button type="button" className={css.box} onClick={() => onOpen(leave.accountId)}>
      <b>{leave.name}</b>
      <span>{leaveText(leave)}</span>
    </button>
  );
}
