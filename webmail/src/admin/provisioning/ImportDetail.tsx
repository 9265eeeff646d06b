import type { ImportView } from "@congthu/shared/api/imports";
import { Alert, Anchor, Button, Group, Loader, Progress, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconDownload, IconPlayerPlay, IconPrinter, IconRotate2 } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { saveFile } from "../../data/save-file.ts";
import { confirm } from "../../ui/confirm.tsx";
import { toastError } from "../../ui/toast.tsx";
import { t } from "../i18n/t.ts";
import { Choice } from "../ui/Choice.tsx";
import { Failure } from "../ui/Failure.tsx";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { importFileUrl, printSlips, readImport, readImportRows, startImport, undoImport } from "./api.ts";
import { ImportRows } from "./ImportRows.tsx";
import { hasSlips, listName, progressOf, rowsIn } from "./model.ts";

const WATCH_MS = 1_000;

/** One list: what would happen row by row, its run with progress, the slips, and back. */
export function ImportDetail({ listId, onBack }: { listId: string; onBack?: () => void }) {
  const list = useLoad(listId, () => readImport(listId));
  const [shown, setShown] = useState<"all" | "faulty">("all");
  const [after, setAfter] = useState(0);
  const [busy, setBusy] = useState(false);
  const value = list.value;
  const going = value?.state === "running" || value?.state === "undoing";
  const rows = useLoad(value ? `${listId} ${shown} ${after} ${value.state}` : "", () =>
    readImportRows(listId, { state: shown === "faulty" ? "faulty" : undefined, after }),
  );
  const { reload } = list;
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(reload, WATCH_MS);
    return () => clearInterval(timer);
  }, [going, reload]);
  if (list.error !== undefined) return <Failure error={list.error} onRetry={list.reload} />;
  if (!value) return <Loader m="xl" />;
  const act = (work: Promise<typeof value>) => {
    setBusy(true);
    void work.then(list.put, toastError).finally(() => setBusy(false));
  };
  const slips = () => {
    setBusy(true);
    void printSlips(listId)
      .then((file) => saveFile(file, `phieu-ban-giao-${listId}.pdf`), toastError)
      .finally(() => setBusy(false));
  };
  const undo = async () => {
    if (
      await confirm({
        title: t("imports.undo"),
        text: t(value.origin === "choice" ? "bulk.undoText" : "imports.undoText"),
        confirm: t("imports.undo"),
        danger: true,
      })
    )
      act(undoImport(listId));
  };
  const ready = rowsIn(value, "ready");
  return (
    <Sheet
      title={listName(value)}
      actions={
        onBack && (
          <Button variant="subtle" leftSection={<IconArrowLeft size={17} />} onClick={onBack}>
            {t("imports.back")}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <Text size="sm" c="var(--ink-2)">
          {[value.agency.name, value.document, t(`imports.state.${value.state}`)].filter((x) => x !== "").join(" · ")}
        </Text>
        <Tally list={value} />
        {value.failure && (
          <Alert color="red" variant="light" role="alert">
            {t("imports.failure", { row: value.failure.row, code: value.failure.code })}
          </Alert>
        )}
        {going && (
          <div role="status">
            <Progress value={progressOf(value)} animated aria-label={t(`imports.state.${value.state}`)} />
            <Text size="sm" mt={4}>
              {t("imports.progress", { done: value.done, percent: progressOf(value) })}
            </Text>
          </div>
        )}
        <Group gap="xs">
          {value.state === "checked" && ready > 0 && (
            <Button
              leftSection={<IconPlayerPlay size={17} />}
              loading={busy}
              onClick={() => act(startImport(listId, value.faulty > 0))}
            >
              {value.faulty > 0 ? t("imports.runRest", { n: ready }) : t("imports.run", { n: ready })}
            </Button>
          )}
          {value.state === "done" && hasSlips(value) && (
            <Button leftSection={<IconPrinter size={17} />} loading={busy} onClick={slips}>
              {t("imports.slips")}
            </Button>
          )}
          {value.state === "done" && (
            <Button variant="default" leftSection={<IconRotate2 size={17} />} onClick={() => void undo()}>
              {t("imports.undo")}
            </Button>
          )}
          <Anchor href={importFileUrl(listId)} download size="sm">
            <Group gap={6} component="span">
              <IconDownload size={17} aria-hidden />
              {t("imports.result")}
            </Group>
          </Anchor>
        </Group>
        {value.state === "done" && hasSlips(value) && (
          <Text size="sm" c="var(--ink-2)">
            {t("imports.slipsHint")}
          </Text>
        )}
        {value.faulty > 0 && (
          <Choice
            label={t("imports.show")}
            value={shown}
            onChange={(next) => {
              setShown(next);
              setAfter(0);
            }}
            options={[
              { value: "all", label: t("imports.show.all", { n: value.rows }) },
              { value: "faulty", label: t("imports.show.faulty", { n: value.faulty }) },
            ]}
          />
        )}
        {rows.value && <ImportRows {...value} rows={rows.value.items} />}
        {(after > 0 || rows.value?.next) && (
          <Group justify="space-between">
            <Button variant="default" disabled={after === 0} onClick={() => setAfter(0)}>
              {t("imports.first")}
            </Button>
            <Button variant="default" disabled={!rows.value?.next} onClick={() => setAfter(rows.value?.next ?? 0)}>
              {t("table.next")}
            </Button>
          </Group>
        )}
      </Stack>
    </Sheet>
  );
}

function Tally({ list }: { list: Pick<ImportView, "tally"> }) {
  const said = list.tally.map(({ n, act, state }) =>
    t("imports.tally", { n, act: t(`requests.kind.${act}`), state: t(`imports.row.${state}`) }),
  );
  return <Text>{said.join(" · ")}</Text>;
}
