import { NativeSelect, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { t } from "../../i18n/t.ts";
import type { MailAccount } from "../mail.ts";
import { useMail } from "../mail-context.ts";

/** Settings of one of the mailboxes the person answers for, with the choice among them where there is one. */
export function AccountChoice({ children }: { children: (account: MailAccount) => ReactNode }) {
  const { accounts } = useMail();
  const own = accounts.filter((account) => !account.isReadOnly);
  const [chosen, setChosen] = useState(0);
  const account = own[chosen];
  if (!account) return null;
  return (
    <Stack gap="md">
      {own.length > 1 && (
        <NativeSelect
          label={t("identity.for")}
          value={chosen}
          data={own.map(({ name }, i) => ({ value: String(i), label: name }))}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        />
      )}
      {children(account)}
    </Stack>
  );
}
