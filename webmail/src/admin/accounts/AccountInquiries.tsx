import type { AccountDetail } from "@congthu/shared/api/accounts";
import { formatDay, startOfLocalDay } from "@congthu/shared/dates";
import { Button, Group, Select, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { toast, toastError } from "../../ui/toast.tsx";
import { askInquiry, decideInquiry, endInquiry, listAccounts, listInquiries } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Block } from "../ui/Block.tsx";
import { DayField } from "../ui/DayField.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useLoad } from "../use-load.ts";

/** Leave to read this mailbox: asked for, granted by another, ended. */
export function AccountInquiries({ account }: { account: AccountDetail }) {
  const { value, reload } = useLoad(`inquiries ${account.id}`, (signal) => listInquiries(account.id, signal));
  const [asking, setAsking] = useState(false);
  const act = (done: Promise<null>) => void done.then(reload, toastError);
  return (
    <Block title={t("inquiry.title")}>
      <Text size="sm" c="var(--ink-2)" mb={6}>
        {t("inquiry.hint")}
      </Text>
      {value?.items.map((i) => (
        <div key={i.id}>
          <Text size="sm">
            <b>{t(`inquiry.state.${i.state}`)}</b> ·{" "}
            {t("inquiry.line", {
              reader: i.reader.name,
              day: formatDay(startOfLocalDay(i.untilDay)),
              asker: i.askedBy.name,
              document: i.document,
            })}
            <Text span size="sm" c="var(--ink-2)" display="block">
              {i.reason}
            </Text>
          </Text>
          <Group gap="xs" my={4}>
            {i.mayDecide && (
              <>
                <Button size="compact-sm" onClick={() => act(decideInquiry(i.id, true))}>
                  {t("inquiry.grant")}
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => act(decideInquiry(i.id, false))}>
                  {t("inquiry.refuse")}
                </Button>
              </>
            )}
            {i.mayEnd && (
              <Button size="compact-sm" variant="default" onClick={() => act(endInquiry(i.id))}>
                {t("inquiry.end")}
              </Button>
            )}
          </Group>
        </div>
      ))}
      {account.may.includes("inquiry.ask") && (
        <Button size="compact-md" variant="default" onClick={() => setAsking(true)}>
          {t("inquiry.ask")}
        </Button>
      )}
      {asking && (
        <Ask
          account={account}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            toast(t("inquiry.asked"));
            reload();
          }}
        />
      )}
    </Block>
  );
}

function Ask({ account, onClose, onDone }: { account: AccountDetail; onClose: () => void; onDone: () => void }) {
  const [text, setText] = useState("");
  const [searched] = useDebouncedValue(text, 200);
  const [readerId, setReaderId] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [document, setDocument] = useState("");
  const [untilDay, setUntilDay] = useState("");
  const found = useLoad(`readers ${searched}`, (signal) =>
    listAccounts({ kind: "person", status: "active", text: searched, limit: 20 }, signal),
  );
  const people = (found.value?.items ?? []).filter((p) => p.id !== account.id);
  const ready = readerId !== null && reason.trim().length >= 10 && document.trim() !== "" && untilDay !== "";
  const submit = async () => {
    if (readerId === null) return;
    await askInquiry(account.id, { readerId, reason, document, untilDay });
    onDone();
  };
  return (
    <FormDialog
      title={t("inquiry.ask")}
      submit={t("inquiry.ask")}
      disabled={!ready}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{t("inquiry.hint")}</Text>
      <Select
        label={t("inquiry.reader")}
        searchable
        filter={({ options }) => options}
        searchValue={text}
        onSearchChange={setText}
        value={readerId}
        onChange={setReaderId}
        data={people.map((p) => ({ value: p.id, label: `${p.name} · ${p.address}` }))}
      />
      <Textarea
        label={t("inquiry.reason")}
        minRows={2}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <TextInput label={t("inquiry.document")} value={document} onChange={(e) => setDocument(e.currentTarget.value)} />
      <DayField label={t("inquiry.until")} value={untilDay} onChange={setUntilDay} />
    </FormDialog>
  );
}
