import type { ConsoleView } from "@congthu/shared/api/console";
import { Button, Center, Loader, Stack, Text } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { callApi } from "../data/api-client.ts";
import { errorText } from "../i18n/errors.ts";
import type { Session } from "../session/session.ts";
import { ConsoleContext } from "./console-context.ts";
import { t } from "./i18n/t.ts";
import { PAGES } from "./pages.ts";
import { AdminShell } from "./shell/AdminShell.tsx";
import { useLoad } from "./use-load.ts";

/** Asks what the person may do, then shows the console. */
export function AdminApp({ session }: { session: Session }) {
  const isNobody = session.roles.length === 0;
  const { value, error, reload } = useLoad(session.account.id, (signal) =>
    isNobody ? Promise.resolve(null) : callApi<ConsoleView>("GET", "/api/console", { signal }),
  );
  if (isNobody) return <Notice text={t("console.nothing")} />;
  if (error !== undefined) return <Notice text={errorText(error)} onRetry={reload} />;
  if (!value)
    return (
      <Center h="100%">
        <Loader aria-label={t("console.loading")} />
      </Center>
    );
  const pages = PAGES.filter((page) => value.acts.includes(page.act));
  return (
    <ConsoleContext value={value}>
      <ModalsProvider>
        <AdminShell session={session} pages={pages} />
      </ModalsProvider>
    </ConsoleContext>
  );
}

function Notice({ text, onRetry }: { text: string; onRetry?: () => void }) {
  return (
    <Stack align="center" justify="center" h="100%" p="lg" ta="center" role="alert">
      <Text>{text}</Text>
      {onRetry ? (
        <Button onClick={onRetry}>{t("console.retry")}</Button>
      ) : (
        <Button component="a" href="/">
          {t("console.mail")}
        </Button>
      )}
    </Stack>
  );
}
