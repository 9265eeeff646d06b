import type { AccountDetail, OpenWork } from "@congthu/shared/api/accounts";
import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { formatCount } from "../../i18n/numbers.ts";
import { handOverMailbox } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Facts } from "../ui/Facts.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { ClerkSelect } from "./ClerkSelect.tsx";

type Props = {
  account: AccountDetail;
  from: AccountDetail["clerks"][number];
  onClose: () => void;
  onChanged: (account: AccountDetail) => void;
};

/** Passes an agency's mailbox from one clerk to the next, and shows what lay open. */
export function HandOver({ account, from, onClose, onChanged }: Props) {
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [done, setDone] = useState<{ account: AccountDetail; open: OpenWork }>();
  const close = () => {
    onClose();
    if (done) onChanged(done.account);
  };
  if (done)
    return (
      <Modal
        opened
        centered
        onClose={close}
        title={t("handOver.record")}
        closeButtonProps={{ "aria-label": t("app.close") }}
      >
        <Stack gap="md">
          <Text size="sm">
            {t("handOver.done", {
              mailbox: account.address,
              from: from.name,
              to: done.account.clerks.find((c) => c.accountId === to)?.name ?? "",
            })}
          </Text>
          <Facts facts={factsOf(done.open)} />
          <Text size="sm" c="var(--ink-2)">
            {t("handOver.kept")}
          </Text>
          <Group justify="flex-end">
            <Button onClick={close}>{t("app.close")}</Button>
          </Group>
        </Stack>
      </Modal>
    );
  return (
    <FormDialog
      title={t("handOver.title", { name: from.name })}
      submit={t("handOver.act")}
      disabled={to === null || to === from.accountId}
      onClose={onClose}
      onSubmit={async () => {
        if (to !== null) setDone(await handOverMailbox(account.id, from.accountId, { toId: to, note }));
      }}
    >
      <Text size="sm">{t("handOver.hint", { name: from.name })}</Text>
      <ClerkSelect agencyId={account.agencyId} value={to} onChange={setTo} />
      <Textarea label={t("form.note")} rows={2} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
    </FormDialog>
  );
}

function factsOf(open: OpenWork): [string, string][] {
  return [
    [t("handOver.unread"), formatCount(open.unread)],
    [t("handOver.drafts"), formatCount(open.drafts)],
    [t("handOver.scheduled"), formatCount(open.scheduled)],
    [t("handOver.putAside"), formatCount(open.putAside)],
    [t("handOver.inCare"), formatCount(open.inCare)],
  ];
}
