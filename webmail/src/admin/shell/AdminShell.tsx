import { ActionIcon, Alert, Avatar, Drawer, Menu, Skeleton } from "@mantine/core";
import { IconLogout, IconMail, IconMenu2 } from "@tabler/icons-react";
import { type MouseEvent, Suspense, useEffect, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { LanguageSwitch } from "../../i18n/LanguageSwitch.tsx";
import { type Session, signOut } from "../../session/session.ts";
import { BrandMark } from "../../ui/BrandMark.tsx";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import { goTo, placeStore } from "../navigation.ts";
import type { Page } from "../pages.ts";
import css from "./AdminShell.module.css";

/** The frame of the console: name, sections at the left (behind a button where there is no room), the section. */
export function AdminShell({ session, pages }: { session: Session; pages: readonly Page[] }) {
  const { provinceName } = useConsole();
  const path = useStore(placeStore, (place) => place.page);
  const [open, setOpen] = useState(false);
  const page = pages.find((p) => p.path === path) ?? pages[0];
  useEffect(() => {
    document.title = page ? `${t(page.label)} – ${t("console.name")}` : t("console.name");
  }, [page]);
  return (
    <div className={css.shell}>
      <button type="button" className={css.skip} onClick={() => document.getElementById("main")?.focus()}>
        {t("console.skip")}
      </button>
      <header className={css.bar}>
        <ActionIcon
          className={css.burger ?? ""}
          variant="transparent"
          color="white"
          size="lg"
          aria-label={t("console.menu")}
          onClick={() => setOpen(true)}
        >
          <IconMenu2 size={22} />
        </ActionIcon>
        <BrandMark />
        <span className={css.name}>{t("console.name")}</span>
        <span className={css.province}>{provinceName}</span>
        <PersonMenu session={session} />
      </header>
      <div className={css.body}>
        <Nav pages={pages} current={page} />
        <Drawer opened={open} onClose={() => setOpen(false)} size="17rem" padding="xs" title={t("console.name")}>
          <Nav pages={pages} current={page} onChosen={() => setOpen(false)} />
        </Drawer>
        <main id="main" className={css.main} tabIndex={-1}>
          <Suspense fallback={<Skeleton h="20rem" />}>
            {page ? <page.screen /> : <Alert>{t("console.nothing")}</Alert>}
          </Suspense>
        </main>
      </div>
    </div>
  );
}

type NavProps = { pages: readonly Page[]; current: Page | undefined; onChosen?: () => void };

function Nav({ pages, current, onChosen }: NavProps) {
  const choose = (event: MouseEvent, page: Page) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(page.path);
    onChosen?.();
  };
  return (
    <nav className={css.nav} aria-label={t("console.nav")}>
      {pages.map((page) => (
        <a
          key={page.path}
          href={`/admin/${page.path}`}
          className={css.link}
          aria-current={page === current ? "page" : undefined}
          onClick={(event) => choose(event, page)}
        >
          <page.icon size={20} />
          {t(page.label)}
        </a>
      ))}
    </nav>
  );
}

function PersonMenu({ session }: { session: Session }) {
  return (
    <Menu position="bottom-end" width="16rem">
      <Menu.Target>
        <ActionIcon variant="transparent" size="xl" aria-label={session.account.name}>
          <Avatar name={session.account.name} color="gold" size={34} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {session.account.name}
          <br />
          {session.account.address}
        </Menu.Label>
        <Menu.Item component="a" href="/" leftSection={<IconMail size={18} />}>
          {t("console.mail")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void signOut()}>
          {t("console.signOut")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label component="div">
          <LanguageSwitch />
        </Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
