import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconBinaryTree2 } from "@tabler/icons-react";
import { BrandMark } from "../../ui/BrandMark.tsx";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { go } from "../navigation.ts";
import type { Page } from "../route.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import type { PageEntry } from "./pages.ts";
import css from "./TopBar.module.css";

type Props = { pages: readonly PageEntry[]; page: Page; onOpenTree: (() => void) | undefined };

/** The name of the house and of the province, the pages, and who is signed in. */
export function TopBar({ pages, page, onOpenTree }: Props) {
  const { view } = useConsole();
  return (
    <header className={css.bar}>
      {onOpenTree && (
        <ActionIcon
          variant="transparent"
          color="white"
          size="lg"
          aria-label={t("tree.choose")}
          className={css.tree ?? ""}
          onClick={onOpenTree}
        >
          <IconBinaryTree2 size={22} />
        </ActionIcon>
      )}
      <div className={css.brand}>
        <BrandMark />
        <div className={css.names}>
          <span className={css.title}>{t("admin.title")}</span>
          {view.provinceName && <span className={css.province}>{view.provinceName}</span>}
        </div>
      </div>
      <nav className={css.pages} aria-label={t("nav.label")}>
        {pages.map((p) => (
          <UnstyledButton
            key={p.page}
            className={css.page ?? ""}
            data-on={p.page === page || undefined}
            aria-current={p.page === page ? "page" : undefined}
            onClick={() => go({ page: p.page })}
          >
            {t(p.label)}
          </UnstyledButton>
        ))}
      </nav>
      <AccountMenu />
    </header>
  );
}
