import { Anchor, Button, Loader, Stack, Text, Title } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { errorText } from "../i18n/errors.ts";
import type { Session } from "../session/session.ts";
import { readConsole } from "./api.ts";
import { ConsoleContext } from "./console-context.ts";
import { t } from "./i18n/t.ts";
import { AdminShell } from "./shell/AdminShell.tsx";
import { useLoad } from "./use-load.ts";

/** Asks what the person may do here, then shows the pages for it. */
export function AdminApp({ session }: { session: Session }) {
  const hasRole = session.roles.length > 0;
  const { value: view, error, reload } = useLoad(hasRole ? session.account.id : "", readConsole);
  if (!hasRole)
    return (
      <Notice title={t("admin.noRole")} text={t("admin.noRoleHint")}>
        <Anchor href="/">{t("admin.toMail")}</Anchor>
      </Notice>
    );
  if (error)
    return (
      <Notice title={t("admin.failed")} text={errorText(error)}>
        <Button onClick={reload}>{t("app.retry")}</Button>
      </Notice>
    );
  if (!view)
    return (
      <Stack align="center" justify="center" h="100%" role="status" aria-label={t("admin.loading")}>
        <Loader />
      </Stack>
    );
  return (
    <ConsoleContext value={{ session, view, can: (act) => view.acts.includes(act) }}>
      <ModalsProvider>
        <AdminShell />
      </ModalsProvider>
    </ConsoleContext>
  );
}

function Notice({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  return (
    <Stack align="center" justify="center" h="100%" p="lg" ta="center" role="alert">
      <Title order={1} size="h3">
        {title}
      </Title>
      <Text>{text}</Text>
      {children}
    </Stack>
  );
}
