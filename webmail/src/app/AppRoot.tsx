import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { useStore } from "../data/use-store.ts";
import { languageStore } from "../i18n/i18n.ts";
import { styleNonce } from "../security/style-nonce.ts";
import { SessionGate } from "../session/SessionGate.tsx";
import type { Session } from "../session/session.ts";
import { theme } from "../theme/theme.ts";
import { CrashScreen } from "./CrashScreen.tsx";

const colorScheme = localStorageColorSchemeManager({ key: "ui.colorScheme" });

/** What mail and administration share: the look, the language, notices, the session. */
export function AppRoot({ children }: { children: (session: Session) => ReactNode }) {
  const language = useStore(languageStore);
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <CrashScreen>
        <SessionGate key={language}>{children}</SessionGate>
      </CrashScreen>
      <Notifications position="bottom-left" limit={4} />
    </MantineProvider>
  );
}
