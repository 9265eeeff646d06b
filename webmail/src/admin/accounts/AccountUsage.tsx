import type { AccountDetail } from "@congthu/shared/api/accounts";
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { saveFile } from "../../data/save-file.ts";
import { confirm } from "../../ui/confirm.tsx";
import { toast, toastError } from "../../ui/toast.tsx";
import { erasePersonUsage, readPersonUsage } from "../api.ts";
import { t } from "../i18n/t.ts";
import { Block } from "../ui/Block.tsx";

/** The usage facts of one person, on the person's request (Law 91/2025): taken out as a file, or erased. Both are in the audit. */
export function AccountUsage({ account }: { account: AccountDetail }) {
  const [busy, setBusy] = useState(false);
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    await work().catch(toastError);
    setBusy(false);
  };
  const take = () =>
    during(async () => {
      const facts = await readPersonUsage(account.id);
      const name = `so-lieu-su-dung_${account.address.split("@")[0]}.json`;
      saveFile(new Blob([JSON.stringify(facts, null, 2)], { type: "application/json" }), name);
    });
  const erase = async () => {
    const text = t("facts.eraseText", { name: account.name });
    if (!(await confirm({ title: t("facts.erase"), text, confirm: t("facts.erase") }))) return;
    await during(async () => {
      await erasePersonUsage(account.id);
      toast(t("facts.erased"));
    });
  };
  return (
    <Block title={t("facts.title")}>
      <Text size="sm" c="var(--ink-2)" mb={6}>
        {t("facts.hint")}
      </Text>
      <Group gap="xs">
        <Button size="compact-md" variant="default" loading={busy} onClick={() => void take()}>
          {t("facts.take")}
        </Button>
        <Button size="compact-md" variant="default" color="red" disabled={busy} onClick={() => void erase()}>
          {t("facts.erase")}
        </Button>
      </Group>
    </Block>
  );
}
