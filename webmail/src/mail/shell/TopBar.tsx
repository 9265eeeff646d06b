import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHelpCircle, IconMenu2, IconSettings } from "@tabler/icons-react";
import { t } from "../../i18n/t.ts";
import { BrandMark } from "../../ui/BrandMark.tsx";
import { useDesk } from "../desk-context.ts";
import { SearchBox } from "../search/SearchBox.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import css from "./TopBar.module.css";

/** The name of the house, the search box, and what concerns the person. */
export function TopBar() {
  const { store, perform } = useDesk();
  return (
    <header className={css.bar}>
      <ActionIcon
        className={css.menu ?? ""}
        variant="transparent"
        color="white"
        size="lg"
        aria-label={t("folders.open")}
        onClick={() => store.set((s) => ({ ...s, foldersOpen: true }))}
      >
        <IconMenu2 size={22} />
      </ActionIcon>
      <div className={css.brand}>
        <BrandMark />
        <span>{t("app.name")}</span>
      </div>
      <SearchBox />
      <div className={css.tools}>
        <BarButton label={t("act.help")} onClick={() => perform({ do: "help" })} extra>
          <IconHelpCircle size={21} />
        </BarButton>
        <BarButton label={t("act.settings")} onClick={() => perform({ do: "settings" })} extra>
          <IconSettings size={21} />
        </BarButton>
        <AccountMenu />
      </div>
    </header>
  );
}

type BarButtonProps = { label: string; onClick: () => void; children: React.ReactNode; extra?: boolean };

function BarButton({ label, onClick, children, extra = false }: BarButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={(extra ? css.extra : "") ?? ""}
        variant="transparent"
        color="white"
        size="lg"
        aria-label={label}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
