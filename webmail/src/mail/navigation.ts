import { createStore } from "../data/store.ts";
import { formatRoute, parseRoute, type Route } from "./route.ts";

/** Where the person is; follows the address bar. */
export const routeStore = createStore<Route>(parseRoute(location.hash));
addEventListener("hashchange", () => routeStore.set(parseRoute(location.hash)));

/** Goes to a place. `replace`: without a new step for the back button. */
export function go(route: Route, { replace = false } = {}): void {
  const hash = formatRoute(route);
  if (hash === location.hash) return;
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  routeStore.set(parseRoute(hash));
}
