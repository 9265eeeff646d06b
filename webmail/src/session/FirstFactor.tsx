import { Anchor, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n/t.ts";
import { AddFactor } from "./AddFactor.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { loadSession, signOut } from "./session.ts";
import { useConfirmed } from "./use-confirmed.tsx";

/** Whoever must have a second factor sets it up before anything else opens. */
export function FirstFactor() {
  const [codes, setCodes] = useState<string[] | null>(null);
  const { guard, dialog } = useConfirmed();
  const added = (recoveryCodes: string[] | null) => {
    if (recoveryCodes) setCodes(recoveryCodes);
    else void loadSession();
  };
  if (codes) return <RecoveryCodes codes={codes} onDone={() => void loadSession()} />;
  return (
    <Stack gap="md">
      {dialog}
      <div>
        <Title order={1} size="h3">
          {t("factor.first")}
        </Title>
        <Text size="sm" mt={4} c="var(--ink-2)">
          {t("factor.firstHint")}
        </Text>
      </div>
      <AddFactor hasSms={false} guard={guard} onAdded={added} />
      <Anchor component="button" type="button" size="sm" onClick={() => void signOut()}>
        {t("factor.back")}
      </Anchor>
    </Stack>
  );
}
