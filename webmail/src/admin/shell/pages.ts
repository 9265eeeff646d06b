import type { AdminAct } from "@congthu/shared/admin-acts";
import type { TextKey } from "../i18n/t.ts";
import type { Page } from "../route.ts";

export type PageEntry = { page: Page; label: TextKey; act: AdminAct; aboutAgency: boolean };

/** The pages in the order of the bar, with the act that opens each. */
const PAGE_LIST: readonly PageEntry[] = [
  { page: "accounts", label: "nav.accounts", act: "people.view", aboutAgency: true },
  { page: "agencies", label: "nav.agency", act: "agency.view", aboutAgency: true },
  { page: "groups", label: "nav.groups", act: "people.view", aboutAgency: true },
  { page: "provisioning", label: "nav.provisioning", act: "request.submit", aboutAgency: true },
  { page: "usage", label: "nav.usage", act: "usage.view", aboutAgency: true },
  { page: "reports", label: "nav.reports", act: "usage.view", aboutAgency: true },
  { page: "audit", label: "nav.audit", act: "audit.view", aboutAgency: true },
  { page: "operations", label: "nav.operations", act: "queue.view", aboutAgency: true },
  { page: "settings", label: "nav.settings", act: "settings.change", aboutAgency: false },
];

/** The pages somebody with these acts sees; the first is where they begin: reviewers at the usage page, others at the accounts. */
export function pagesFor(acts: readonly AdminAct[]): readonly PageEntry[] {
  return PAGE_LIST.filter(({ act }) => acts.includes(act));
}

/** What a bar for the thumb holds, in the order of the pages: all of them when they are few, else those most used. */
export function nearPages(pages: readonly PageEntry[]): readonly PageEntry[] {
  if (pages.length <= 5) return pages;
  const near = pages.toSorted((a, b) => rank(a) - rank(b)).slice(0, 4);
  return pages.filter((p) => near.includes(p));
}

const MOST_USED: readonly Page[] = ["accounts", "provisioning", "usage", "operations", "agencies", "audit"];

function rank({ page }: PageEntry): number {
  const at = MOST_USED.indexOf(page);
  return at < 0 ? MOST_USED.length : at;
}

/** Where somebody begins who named no page. */
export function firstPage(acts: readonly AdminAct[]): Page {
  if (acts.includes("people.view")) return "accounts";
  return acts.includes("usage.view") ? "usage" : "agencies";
}
