import type { ImportView } from "@congthu/shared/api/imports";
import { formatTime } from "@congthu/shared/dates";
import { Anchor, Badge, Button, FileInput, Group, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconFileSpreadsheet, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { AgencyPicker, type Picked } from "../agencies/AgencyPicker.tsx";
import { useAgencyName } from "../agencies/use-agency-name.ts";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { choose } from "../navigation.ts";
import { DayField } from "../ui/DayField.tsx";
import { Failure } from "../ui/Failure.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Sheet } from "../ui/Page.tsx";
import { useLoad } from "../use-load.ts";
import { checkImport, IMPORT_FORM_URL, listImports } from "./api.ts";
import { ImportDetail } from "./ImportDetail.tsx";
import { listName, stateColor, toBase64 } from "./model.ts";

/** The lists that were handed in; one of them opened. */
export function ImportPanel({ agencyId, listId }: { agencyId: string | null; listId: string | undefined }) {
  const { can } = useConsole();
  const [choosing, setChoosing] = useState(false);
  const lists = useLoad(listId ? "" : "imports", listImports);
  if (listId) return <ImportDetail listId={listId} onBack={() => choose({ list: undefined })} />;
  const items = lists.value?.items ?? [];
  return (
    <Sheet
      title={t("imports.title")}
      actions={
        can("account.create") && (
          <Button leftSection={<IconUpload size={18} />} onClick={() => setChoosing(true)}>
            {t("imports.new")}
          </Button>
        )
      }
    >
      <Text size="sm" c="var(--ink-2)">
        {t("imports.hint")}{" "}
        <Anchor href={IMPORT_FORM_URL} size="sm" download>
          {t("imports.form")}
        </Anchor>
      </Text>
      {lists.error !== undefined && <Failure error={lists.error} onRetry={lists.reload} />}
      {lists.value && items.length === 0 && (
        <Text p="lg" ta="center" c="var(--ink-2)" role="status">
          {t("imports.none")}
        </Text>
      )}
      <Stack gap={0} mt="sm" component="ul" p={0} style={{ listStyle: "none" }}>
        {items.map((list) => (
          <li key={list.id} style={{ borderTop: "1px solid var(--line)" }}>
            <UnstyledButton w="100%" py="sm" onClick={() => choose({ list: list.id })}>
              <ListLine list={list} />
            </UnstyledButton>
          </li>
        ))}
      </Stack>
      {choosing && <ChooseFile agencyId={agencyId} onClose={() => setChoosing(false)} />}
    </Sheet>
  );
}

function ListLine({ list }: { list: ImportView }) {
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Group wrap="nowrap" gap="sm" align="flex-start" style={{ minWidth: 0 }}>
        <IconFileSpreadsheet size={22} aria-hidden />
        <div style={{ minWidth: 0 }}>
          <Text fw={600} style={{ overflowWrap: "anywhere" }}>
            {listName(list)}
          </Text>
          <Text size="sm" c="var(--ink-2)">
            {[list.agency.name, t("imports.rows", { n: list.rows }), formatTime(list.createdAt), list.createdBy ?? ""]
              .filter((x) => x !== "")
              .join(" · ")}
          </Text>
        </div>
      </Group>
      <Badge variant="light" color={stateColor(list.state)} tt="none" style={{ flexShrink: 0 }}>
        {t(`imports.state.${list.state}`)}
      </Badge>
    </Group>
  );
}

/** Hands a file in; what comes next is the dry run. */
function ChooseFile({ agencyId, onClose }: { agencyId: string | null; onClose: () => void }) {
  const { view } = useConsole();
  const start = agencyId ?? view.scopes[0]?.agencyId ?? null;
  const known = useAgencyName(start);
  const [picked, setPicked] = useState<Picked | null>(null);
  const agency = picked ?? (start && known ? { id: start, name: known } : null);
  const [file, setFile] = useState<File | null>(null);
  const [document, setDocument] = useState("");
  const [documentDay, setDocumentDay] = useState("");
  const submit = async () => {
    if (!agency || !file) return;
    const content = toBase64(new Uint8Array(await file.arrayBuffer()));
    const paper = { document, ...(documentDay === "" ? {} : { documentDay }) };
    const list = await checkImport({ agencyId: agency.id, fileName: file.name, content, ...paper });
    onClose();
    choose({ list: list.id });
  };
  return (
    <FormDialog
      title={t("imports.new")}
      submit={t("imports.check")}
      disabled={!agency || !file}
      onClose={onClose}
      onSubmit={submit}
    >
      <FileInput
        label={t("imports.file")}
        description={t("imports.fileHint")}
        placeholder={t("imports.choose")}
        accept=".xlsx,.csv"
        value={file}
        onChange={setFile}
        leftSection={<IconFileSpreadsheet size={17} />}
      />
      <AgencyPicker
        label={t("imports.agency")}
        description={t("imports.agencyHint")}
        chosen={agency}
        onChoose={setPicked}
        key={agency === null ? "none" : "some"}
      />
      <TextInput
        label={t("form.documentNumber")}
        value={document}
        onChange={(e) => setDocument(e.currentTarget.value)}
      />
      <DayField label={t("form.documentDay")} value={documentDay} onChange={setDocumentDay} />
    </FormDialog>
  );
}
