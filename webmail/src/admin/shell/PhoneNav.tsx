import { UnstyledButton } from "@mantine/core";
import {
  IconBuilding,
  IconChartBar,
  IconClipboardText,
  IconListDetails,
  IconMailShare,
  IconSettings,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import { t } from "../i18n/t.ts";
import { go } from "../navigation.ts";
import type { Page } from "../route.ts";
import css from "./PhoneNav.module.css";
import type { PAGE_LIST } from "./pages.ts";

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

/** On a phone: the pages within reach of the thumb. */
export function PhoneNav({ pages, page }: { pages: typeof PAGE_LIST; page: Page }) {
  return (
    <nav className={css.bar} aria-label={t("nav.label")}>
      {pages.map((p) => {
        const Icon = ICONS[p.page];
        return (
          <UnstyledButton
            key={p.page}
            className={css.item ?? ""}
            data-on={p.page === page || undefined}
            aria-current={p.page === page ? "page" : undefined}
            onClick={() => go({ page: p.page })}
          >
            <Icon size={22} aria-hidden />
            <span>{p.page === "usage" ? t("nav.usageShort") : t(p.label)}</span>
          </UnstyledButton>
        );
      })}
    </nav>
  );
}
