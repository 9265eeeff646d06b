/** The pages of the administration, by what the address bar calls them below /admin/. */
export const PAGES = [
  "accounts",
  "agencies",
  "provisioning",
  "usage",
  "reports",
  "audit",
  "groups",
  "operations",
  "settings",
] as const;
export type Page = (typeof PAGES)[number];

/** Where the person is: a page, the agency it is about (null: all they may see), and the page's own choices. */
export type Route = { page: Page | null; agencyId: string | null; query: Readonly<Record<string, string>> };

/** Reads `/admin/accounts` with `?agency=…&text=…`; without a page the first allowed one is shown. */
export function parseRoute(pathname: string, search: string): Route {
  const [, , name] = pathname.split("/");
  const pairs = [...new URLSearchParams(search)].map(([key, value]) => [key, value.normalize("NFC")]);
  const { agency = "", ...query } = Object.fromEntries(pairs) as Record<string, string>;
  return {
    page: PAGES.find((p) => p === name) ?? null,
    agencyId: /^g[0-9a-v]{15}$/.test(agency) ? agency : null,
    query,
  };
}

/** The inverse of `parseRoute`. Empty values are left out. */
export function formatRoute({ page, agencyId, query }: Route): string {
  const pairs = Object.entries({ agency: agencyId ?? "", ...query }).filter(([, value]) => value !== "");
  const search = pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
  return `/admin${page === null ? "" : `/${page}`}${search}`;
}
