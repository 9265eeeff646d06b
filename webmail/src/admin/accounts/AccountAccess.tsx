import type { AccountDetail } from "@congthu/shared/api/accounts";
import { formatTime } from "@congthu/shared/dates";
import { Button, Group, Loader, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { confirm } from "../../ui/confirm.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import { readAccess, resetFactors, signOutAccount } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Block } from "../ui/Block.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { useLoad } from "../use-load.ts";

const SHOWN = 6;

/** Where somebody is signed in, what beside the password they have, and who has tried; and how to end it. */
export function AccountAccess({ account }: { account: AccountDetail }) {
  const { value, put } = useLoad(`access ${account.id}`, (signal) => readAccess(account.id, signal));
  const [resetting, setResetting] = useState(false);
  if (!value)
    return (
      <Block title={t("access.title")}>
        <Loader size="sm" />
      </Block>
    );
  const signOut = async () => {
    const text = t("access.signOutText", { name: account.name });
    if (!(await confirm({ title: t("access.signOut"), text, confirm: t("access.signOut") }))) return;
    await signOutAccount(account.id).then((next) => {
      put(next);
      toast(t("access.signedOut"));
    }, toastError);
  };
  const hasFactors = value.factors.length > 0 || value.appPasswords > 0;
  return (
    <Block title={t("access.title")}>
      <Text size="sm">
        {t("access.sessions", { n: value.sessions.length })} ·{" "}
        {value.factors.length === 0
          ? t("access.factors.none")
          : t("access.factors", { list: value.factors.map((f) => f.label).join(", ") })}
        {value.appPasswords > 0 && ` · ${t("access.apps", { n: value.appPasswords })}`}
      </Text>
      {value.signIns.length > 0 && (
        <Text size="sm" mt={6} fw={600}>
          {t("access.recent")}
        </Text>
      )}
      {value.signIns.slice(0, SHOWN).map((s) => (
        <Text key={s.id} size="sm" c={s.result === "ok" ? "inherit" : "red"}>
          {formatTime(s.at)} · {s.channel} · {s.ip} · {t(`access.${s.result}`)}
        </Text>
      ))}
      <Group gap="xs" mt="xs">
        <Button size="compact-md" variant="default" onClick={() => void signOut()}>
          {t("access.signOut")}
        </Button>
        {hasFactors && account.may.includes("account.reset") && (
          <Button size="compact-md" variant="default" onClick={() => setResetting(true)}>
            {t("access.resetFactors")}
          </Button>
        )}
      </Group>
      {resetting && (
        <ResetFactors
          account={account}
          onClose={() => setResetting(false)}
          onDone={(next) => {
            setResetting(false);
            put(next);
            toast(t("access.factorsReset"));
          }}
        />
      )}
    </Block>
  );
}

type ResetProps = {
  account: AccountDetail;
  onClose: () => void;
  onDone: (next: Awaited<ReturnType<typeof resetFactors>>) => void;
};

function ResetFactors({ account, onClose, onDone }: ResetProps) {
  const [note, setNote] = useState("");
  return (
    <FormDialog
      title={t("access.resetFactors")}
      submit={t("access.resetFactors")}
      danger
      onClose={onClose}
      onSubmit={async () => onDone(await resetFactors(account.id, note))}
    >
      <Text size="sm">{t("access.resetText", { name: account.name })}</Text>
      <TextInput label={t("access.note")} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
    </FormDialog>
  );
}
