import { Button, Loader, Modal, Stack, Text, Title } from "@mantine/core";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useStore } from "../data/use-store.ts";
import { t } from "../i18n/t.ts";
import { ChangePassword } from "./ChangePassword.tsx";
import { SignInForm } from "./SignIn.tsx";
import { SignInPage } from "./SignInPage.tsx";
import { beginSession, loadSession, type Session, sessionStore } from "./session.ts";

/** Few people meet it, and once. */
const FirstFactor = lazy(() => import("./FirstFactor.tsx").then((m) => ({ default: m.FirstFactor })));

/** Shows `children` to whoever is signed in with a password of their own, and what is needed to get there to the rest. */
export function SessionGate({ children }: { children: (session: Session) => ReactNode }) {
  const state = useStore(sessionStore);
  useEffect(() => {
    if (sessionStore.get().status === "loading") void beginSession();
  }, []);

  if (state.status === "loading") return <Waiting />;
  if (state.status === "unreachable") return <Unreachable />;
  if (state.status === "out")
    return (
      <SignInPage>
        <SignInForm heading={t("signin.title")} returned={state} />
      </SignInPage>
    );
  if (state.session.mustChangePassword)
    return (
      <SignInPage>
        <ChangePassword session={state.session} due={state.session.passwordDue ?? "first"} />
      </SignInPage>
    );
  if (state.session.factorDue)
    return (
      <SignInPage>
        <Suspense fallback={<Waiting />}>
          <FirstFactor />
        </Suspense>
      </SignInPage>
    );
  return (
    <>
      {children(state.session)}
      <Modal
        opened={state.expired}
        onClose={() => {}}
        withCloseButton={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
        zIndex={1000}
        centered
      >
        <SignInForm login={state.session.account.address} heading={t("signin.expired")} />
        <Text size="sm" mt="sm">
          {t("signin.expiredHint")}
        </Text>
      </Modal>
    </>
  );
}

function Waiting() {
  return (
    <Stack align="center" justify="center" h="100%" role="status" aria-label={t("app.loading")}>
      <Loader />
    </Stack>
  );
}

function Unreachable() {
  return (
    <Stack align="center" justify="center" h="100%" p="lg" ta="center" role="alert">
      <Title order={1} size="h3">
        {t("line.unreachable")}
      </Title>
      <Text>{t("line.unreachableHint")}</Text>
      <Button onClick={() => void loadSession()}>{t("app.retry")}</Button>
    </Stack>
  );
}
