import type { AdminAct } from "@congthu/shared/admin-acts";
import { IconChartBar } from "@tabler/icons-react";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { vi } from "./i18n/vi.ts";

export type Page = {
  /** Below /admin/. */
  path: string;
  label: Extract<keyof typeof vi, `page.${string}`>;
  icon: ComponentType<{ size?: number }>;
  /** Shown to whoever may do this somewhere. */
  act: AdminAct;
  screen: LazyExoticComponent<ComponentType>;
};

/** The sections of the console in their order; a new one is a folder and an entry. */
export const PAGES: readonly Page[] = [
  {
    path: "usage",
    label: "page.usage",
    icon: IconChartBar,
    act: "usage.view",
    screen: lazy(() => import("./reports/UsagePage.tsx").then((m) => ({ default: m.UsagePage }))),
  },
];
