import { Button, Stack, Text, Title } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { useEffect, useState } from "react";
import { errorText } from "../i18n/errors.ts";
import { t } from "../i18n/t.ts";
import type { Session } from "../session/session.ts";
import { toastRefusal } from "../ui/toast.tsx";
import { takeUpUnfinished } from "./compose/unfinished.ts";
import { type Desk, newDeskStore } from "./desk.ts";
import { DeskContext } from "./desk-context.ts";
import { openMail } from "./mail.ts";
import { MailContext } from "./mail-context.ts";
import { newDesk } from "./perform.ts";
import { Shell } from "./shell/Shell.tsx";
import { ShellSkeleton } from "./shell/ShellSkeleton.tsx";

/** Opens the post office for the person, then shows it. */
export function MailApp({ session }: { session: Session }) {
  const [desk, setDesk] = useState<Desk>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const accountId = session.account.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another session object of the same account changes nothing here
  useEffect(() => {
    let opened: Desk | undefined;
    let left = false;
    let leaveUnfinished: (() => void) | undefined;
    setFailure(undefined);
    openMail(session, { onRefused: tellRefused, onLineLost: () => void opened?.mail.accounts[0]?.sync.refresh() })
      .then((mail) => {
        if (left) return mail.close();
        opened = newDesk(mail, newDeskStore());
        setDesk(opened);
        leaveUnfinished = takeUpUnfinished(mail);
      })
      .catch((error: unknown) => setFailure(errorText(error)));
    return () => {
      left = true;
      leaveUnfinished?.();
      opened?.mail.close();
    };
  }, [accountId, attempt]);

  if (failure) return <Failure reason={failure} onRetry={() => setAttempt(attempt + 1)} />;
  if (!desk) return <ShellSkeleton />;
  return (
    <MailContext value={desk.mail}>
      <DeskContext value={desk}>
        <ModalsProvider>
          <Shell />
        </ModalsProvider>
      </DeskContext>
    </MailContext>
  );
}

function tellRefused(error: unknown, n: number): void {
  toastRefusal(t("refused.edits", { n, reason: errorText(error) }));
}

function Failure({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <Stack align="center" justify="center" h="100%" p="lg" ta="center" role="alert">
      <Title order={1} size="h3">
        {t("shell.failed")}
      </Title>
      <Text>{reason}</Text>
      <Button onClick={onRetry}>{t("app.retry")}</Button>
    </Stack>
  );
}
