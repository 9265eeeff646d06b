import { Drawer, UnstyledButton } from "@mantine/core";
import {
  IconBuilding,
  IconChartBar,
  IconClipboardText,
  IconDots,
  IconListDetails,
  IconMailShare,
  IconSettings,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../i18n/t.ts";
import { go } from "../navigation.ts";
import type { Page } from "../route.ts";
import css from "./PhoneNav.module.css";
import { nearPages, type PageEntry } from "./pages.ts";

const ICONS: Record<Page, typeof IconUsers> = {
  accounts: IconUsers,
  agencies: IconBuilding,
  usage: IconChartBar,
  reports: IconClipboardText,
  audit: IconListDetails,
  groups: IconUsersGroup,
  operations: IconMailShare,
  provisioning: IconUserPlus,
  settings: IconSettings,
};

type Props = { pages: readonly PageEntry[]; page: Page };

/** On a phone: the pages most used within reach of the thumb, the others on a sheet that comes up from below. */
export function PhoneNav({ pages, page }: Props) {
  const [open, setOpen] = useState(false);
  const near = nearPages(pages);
  const far = pages.filter((p) => !near.includes(p));
  const isFar = far.some((p) => p.page === page);
  const goTo = (to: Page) => {
    setOpen(false);
    go({ page: to });
  };
  return (
    <nav className={css.bar} aria-label={t("nav.label")}>
      {near.map((p) => (
        <Item
          key={p.page}
          icon={ICONS[p.page]}
          label={p.page === "usage" ? t("nav.usageShort") : t(p.label)}
          on={p.page === page}
          onClick={() => goTo(p.page)}
        />
      ))}
      {far.length > 0 && <Item icon={IconDots} label={t("nav.more")} on={isFar} opens onClick={() => setOpen(true)} />}
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        classNames={{ content: css.sheet ?? "" }}
        title={t("nav.more")}
        closeButtonProps={{ "aria-label": t("app.close") }}
      >
        {far.map((p) => {
          const Icon = ICONS[p.page];
          return (
            <UnstyledButton
              key={p.page}
              className={css.line ?? ""}
              data-on={p.page === page || undefined}
              aria-current={p.page === page ? "page" : undefined}
              onClick={() => goTo(p.page)}
            >
              <Icon size={22} aria-hidden />
              {t(p.label)}
            </UnstyledButton>
          );
        })}
      </Drawer>
    </nav>
  );
}

type ItemProps = { icon: typeof IconUsers; label: string; on: boolean; opens?: boolean; onClick: () => void };

function Item({ icon: Icon, label, on, opens, onClick }: ItemProps) {
  return (
    <UnstyledButton
      className={css.item ?? ""}
      data-on={on || undefined}
      aria-current={on && !opens ? "page" : undefined}
      {...(opens ? { "aria-haspopup": "dialog" as const } : {})}
      onClick={onClick}
    >
      <Icon size={22} aria-hidden />
      <span>{label}</span>
    </UnstyledButton>
  );
}
