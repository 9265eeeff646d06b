import "../theme/styles.ts";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyPreferredLanguage } from "../i18n/preferred-language.ts";
import { shareStyleNonce } from "../security/style-nonce.ts";
import { installTrustedTypes } from "../security/trusted-types.ts";
import type { Session } from "../session/session.ts";
import { AppRoot } from "./AppRoot.tsx";

/** Whether this is the page of that name, as its HTML says. */
export function isPage(name: "mail" | "admin"): boolean {
  return document.getElementById("root")?.dataset.page === name;
}

/** Starts a page: `screen` is drawn for the person who is signed in. */
export async function mount(screen: (session: Session) => ReactNode): Promise<void> {
  installTrustedTypes();
  shareStyleNonce();
  await applyPreferredLanguage();
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no #root");
  createRoot(root).render(
    <StrictMode>
      <AppRoot>{screen}</AppRoot>
    </StrictMode>,
  );
}
