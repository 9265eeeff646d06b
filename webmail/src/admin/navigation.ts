import { createStore } from "../data/store.ts";
import { formatRoute, parseRoute, type Route } from "./route.ts";

/** Where the person is; follows the address bar. */
export const routeStore = createStore<Route>(parseRoute(location.pathname, location.search));
addEventListener("popstate", () => routeStore.set(parseRoute(location.pathname, location.search)));

/** Goes to a place; what is not named stays, but for the choices of another page. `replace`: no new step for the back button. */
export function go(to: Partial<Route>, { replace = false } = {}): void {
  const now = routeStore.get();
  const stays = to.page === undefined || to.page === now.page;
  const next: Route = { ...now, query: stays ? now.query : {}, ...to };
  const url = formatRoute(next);
  if (url === formatRoute(now)) return;
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  routeStore.set(parseRoute(location.pathname, location.search));
}

/** Changes some of the page's own choices. */
export function choose(query: Record<string, string | undefined>, options: { replace?: boolean } = {}): void {
  const merged = { ...routeStore.get().query, ...query };
  const known = Object.entries(merged).filter((pair): pair is [string, string] => pair[1] !== undefined);
  go({ query: Object.fromEntries(known) }, options);
}
