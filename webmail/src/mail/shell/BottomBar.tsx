import { UnstyledButton } from "@mantine/core";
import { IconFolder, IconInbox, IconPencil, IconSearch, IconSettings } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useStore } from "../../data/use-store.ts";
import { t } from "../../i18n/t.ts";
import { useDesk, usePlace } from "../desk-context.ts";
import { routeStore } from "../navigation.ts";
import css from "./BottomBar.module.css";

/** On a phone: the five ways within reach of the thumb. A letter that is open has its own bar instead. */
export function BottomBar() {
  const { store, perform } = useDesk();
  const { emailId, mailbox } = usePlace();
  const place = useStore(routeStore, (route) => route.place);
  if (emailId !== null) return null;
  return (
    <nav className={css.bar} aria-label={t("shell.navigation")}>
      <Item
        label={t("folder.inbox")}
        on={mailbox?.role === "inbox"}
        onClick={() => perform({ do: "goTo", role: "inbox" })}
      >
        <IconInbox size={22} />
      </Item>
      <Item label={t("folders.label")} onClick={() => store.set((s) => ({ ...s, foldersOpen: true }))}>
        <IconFolder size={22} />
      </Item>
      <Item label={t("act.compose")} strong onClick={() => perform({ do: "compose" })}>
        <IconPencil size={24} />
      </Item>
      <Item label={t("act.search")} on={place === "search"} onClick={() => perform({ do: "search" })}>
        <IconSearch size={22} />
      </Item>
      <Item label={t("act.settings")} on={place === "settings"} onClick={() => perform({ do: "settings" })}>
        <IconSettings size={22} />
      </Item>
    </nav>
  );
}

type ItemProps = { label: string; onClick: () => void; children: ReactNode; on?: boolean; strong?: boolean };

function Item({ label, onClick, children, on = false, strong = false }: ItemProps) {
  return (
    <UnstyledButton
      className={css.item ?? ""}
      data-on={on || undefined}
      data-strong={strong || undefined}
      aria-current={on ? "page" : undefined}
      onClick={onClick}
    >
      <span className={css.icon}>{children}</span>
      <span>{label}</span>
    </UnstyledButton>
  );
}
