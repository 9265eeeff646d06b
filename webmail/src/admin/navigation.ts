import { createStore } from "../data/store.ts";

const PREFIX = "/admin/";

/** The address below /admin/, with its query. */
export const placeStore = createStore(here());

function here(): { page: string; query: string } {
  const { pathname, search } = location;
  return { page: pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length).replace(/\/$/, "") : "", query: search };
}

addEventListener("popstate", () => placeStore.set(here()));

/** Goes to a section, or to another question in it; the address can be kept and sent. */
export function goTo(page: string, query: Record<string, string> = {}, how: "push" | "replace" = "push"): void {
  const search = new URLSearchParams(query).toString();
  const url = `${PREFIX}${page}${search === "" ? "" : `?${search}`}`;
  if (how === "push") history.pushState(null, "", url);
  else history.replaceState(null, "", url);
  placeStore.set(here());
}
