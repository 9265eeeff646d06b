import type { RoomEntry, StorageView as Storage } from "@congthu/shared/api/storage";
import { Badge, Button, Group, Loader, NumberInput, Progress, Table, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { formatCount, formatSize } from "../../i18n/numbers.ts";
import { toast } from "../../ui/toast.tsx";
import { fromGigabytes, toGigabytes } from "../accounts/model.ts";
import { tableFileUrl } from "../api.ts";
import css from "../groups/GroupsPage.module.css";
import { t } from "../i18n/t.ts";
import { go, routeStore } from "../navigation.ts";
import { readStorage, setPool } from "../operations-api.ts";
import { ExportMenu } from "../ui/ExportMenu.tsx";
import { Facts } from "../ui/Facts.tsx";
import { Failure } from "../ui/Failure.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";

/** Room used and given, by agency; pools are set here. */
export function StorageView() {
  const { agencyId } = useStore(routeStore);
  const { value, error, reload } = useLoad(`storage ${agencyId}`, () =>
    readStorage({ agencyId: agencyId ?? undefined }),
  );
  const [pool, setPoolOf] = useState<RoomEntry>();
  if (error !== undefined) return <Failure error={error} onRetry={reload} />;
  if (!value) return <Loader size="sm" />;
  return (
    <>
      <Sheet
        title={value.whole.name}
        actions={
          <Group gap="xs">
            <ExportMenu
              size="compact-md"
              urlOf={(format) => tableFileUrl("storage", { agencyId: agencyId ?? undefined, format })}
            />
            {value.mayManage && (
              <Button variant="default" size="compact-md" onClick={() => setPoolOf(value.whole)}>
                {t("storage.setPool")}
              </Button>
            )}
          </Group>
        }
      >
        <Facts facts={factsOf(value)} />
      </Sheet>
      {value.below.length > 0 && (
        <Sheet title={t("storage.below")}>
          <Table verticalSpacing="xs" className={css.table ?? ""}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("storage.agency")}</Table.Th>
                <Table.Th>{t("storage.used")}</Table.Th>
                <Table.Th>{t("storage.pool")}</Table.Th>
                <Table.Th>{t("storage.mailboxes")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {value.below.map((room) => (
                <Table.Tr key={room.agencyId}>
                  <Table.Td>
                    <UnstyledButton className={css.name ?? ""} onClick={() => go({ agencyId: room.agencyId })}>
                      {room.name}
                    </UnstyledButton>
                  </Table.Td>
                  <Table.Td>
                    <Used room={room} />
                  </Table.Td>
                  <Table.Td>
                    {room.poolBytes === null ? "–" : formatSize(room.poolBytes)}
                    {room.isFull && (
                      <Badge ml={6} size="sm" color="red" variant="light" tt="none">
                        {t("storage.full")}
                      </Badge>
                    )}
                    {value.mayManage && (
                      <Button ml={6} size="compact-xs" variant="subtle" onClick={() => setPoolOf(room)}>
                        {t("storage.setPool")}
                      </Button>
                    )}
                  </Table.Td>
                  <Table.Td>{t("storage.nMailboxes", { n: formatCount(room.mailboxes) })}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Sheet>
      )}
      {pool && (
        <PoolDialog
          room={pool}
          onClose={() => setPoolOf(undefined)}
          onDone={() => {
            setPoolOf(undefined);
            reload();
          }}
        />
      )}
    </>
  );
}

function Used({ room }: { room: RoomEntry }) {
  const limit = room.poolBytes ?? room.quotaBytes;
  const percent = limit === 0 ? 0 : Math.min(100, (room.usedBytes / limit) * 100);
  return (
    <div style={{ minWidth: "9rem" }}>
      <Text size="sm">{t("accounts.room", { used: formatSize(room.usedBytes), quota: formatSize(limit) })}</Text>
      <Progress
        value={percent}
        size="sm"
        color={percent >= 95 ? "red" : percent >= 80 ? "yellow" : "teal"}
        aria-label={t("storage.used")}
      />
    </div>
  );
}

function PoolDialog({ room, onClose, onDone }: { room: RoomEntry; onClose: () => void; onDone: () => void }) {
  const [gigabytes, setGigabytes] = useState<number | "">(room.poolBytes === null ? "" : toGigabytes(room.poolBytes));
  const submit = async () => {
    await setPool(room.agencyId, gigabytes === "" ? null : fromGigabytes(gigabytes));
    toast(t("storage.poolSaved"));
    onDone();
  };
  return (
    <FormDialog
      title={`${t("storage.setPool")} – ${room.name}`}
      submit={t("app.save")}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("storage.poolHint")}</Text>
      <NumberInput
        label={t("storage.poolGigabytes")}
        value={gigabytes}
        onChange={(n) => setGigabytes(n === "" ? "" : Number(n))}
        min={0.1}
        decimalScale={1}
        decimalSeparator=","
      />
    </FormDialog>
  );
}

function factsOf({ whole, disk }: Storage): [string, string][] {
  return [
    [t("storage.used"), formatSize(whole.usedBytes)],
    [t("storage.given"), formatSize(whole.quotaBytes)],
    [t("storage.pool"), whole.poolBytes === null ? t("storage.noPool") : formatSize(whole.poolBytes)],
    [t("storage.mailboxes"), formatCount(whole.mailboxes)],
    ...(disk
      ? [
          [
            t("storage.disk"),
            t("storage.diskFree", { free: formatSize(disk.freeBytes), total: formatSize(disk.totalBytes) }),
          ] as [string, string],
        ]
      : []),
  ];
}
