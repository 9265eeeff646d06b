import type { AccountDetail } from "@congthu/shared/api/accounts";
import type { LeaveEntry } from "@congthu/shared/api/leaves";
import { addDays, formatDay } from "@congthu/shared/dates";
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { confirm } from "../../ui/confirm.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import { changeLeave, listLeaves, recordLeave, removeLeave } from "../api.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { LeaveDialog, leaveText } from "../leaves/LeaveDialog.tsx";
import { Block } from "../ui/Block.tsx";
import { useLoad } from "../use-load.ts";

/** Long leave of a person on record: reports count nobody on it. Entered, changed, ended, taken off. */
export function AccountLeaves({ account }: { account: AccountDetail }) {
  const { view } = useConsole();
  const { value, put } = useLoad(`leaves ${account.id}`, () => listLeaves(account.id));
  const [edited, setEdited] = useState<LeaveEntry | "new">();
  const act = (done: Promise<{ leaves: LeaveEntry[] }>, text: string) =>
    done.then((next) => {
      put(next);
      toast(text);
    }, toastError);
  const yesterday = addDays(view.today, -1);
  const remove = async (leave: LeaveEntry) => {
    const sure = {
      title: t("leave.remove"),
      text: t("leave.removeText", leaveDays(leave)),
      confirm: t("leave.remove"),
    };
    if (await confirm(sure)) await act(removeLeave(account.id, leave.id), t("leave.removed"));
  };
  return (
    <Block title={t("leave.title")}>
      <Text size="sm" c="var(--ink-2)" mb={6}>
        {t("leave.hint")}
      </Text>
      {value?.leaves.map((leave) => (
        <div key={leave.id}>
          <Text size="sm">{leaveText(leave)}</Text>
          <Group gap="xs" my={4}>
            {leave.from <= yesterday && leave.to > yesterday && (
              <Button
                size="compact-sm"
                variant="light"
                onClick={() => void act(changeLeave(account.id, { ...leave, to: yesterday }), t("leave.ended"))}
              >
                {t("leave.end")}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={() => setEdited(leave)}>
              {t("leave.change")}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => void remove(leave)}>
              {t("leave.remove")}
            </Button>
          </Group>
        </div>
      ))}
      <Button size="compact-md" variant="default" onClick={() => setEdited("new")}>
        {t("leave.add")}
      </Button>
      {edited && (
        <LeaveDialog
          leave={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSubmit={async (leave) => {
            put(
              await (edited === "new"
                ? recordLeave(account.id, leave)
                : changeLeave(account.id, { id: edited.id, ...leave })),
            );
            setEdited(undefined);
            toast(t("leave.saved"));
          }}
        />
      )}
    </Block>
  );
}

function leaveDays({ from, to }: LeaveEntry): { from: string; to: string } {
  return { from: formatDay(from), to: formatDay(to) };
}
