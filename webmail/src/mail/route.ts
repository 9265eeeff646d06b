import type { JmapId } from "@congthu/shared/jmap/core";

/** What the address bar says after "#": it can be bookmarked, and the back button walks it. Null ids mean the default. */
export type Route =
  | { place: "folder"; accountId: JmapId | null; mailboxId: JmapId | null; emailId: JmapId | null }
  | { place: "search"; accountId: JmapId | null; query: string; mailboxId: JmapId | null; emailId: JmapId | null }
  | { place: "settings"; tab: string };

export const HOME: Route = { place: "folder", accountId: null, mailboxId: null, emailId: null };

/** Reads `#/thu/ACCOUNT/FOLDER/EMAIL`, `#/tim/ACCOUNT/EMAIL?q=…&in=FOLDER` and `#/cai-dat/TAB`; anything else is home. */
export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#/, "").split("?");
  const [, place, first = null, second = null, third = null] = path.split("/").map(decode);
  if (place === "cai-dat") return { place: "settings", tab: first ?? "" };
  if (place === "tim") {
    const query = new URLSearchParams(search);
    return {
      place: "search",
      accountId: first,
      emailId: second,
      query: (query.get("q") ?? "").normalize("NFC"),
      mailboxId: query.get("in"),
    };
  }
  if (place === "thu") return { place: "folder", accountId: first, mailboxId: second, emailId: third };
  return HOME;
}

/** The inverse of `parseRoute`. */
export function formatRoute(route: Route): string {
  if (route.place === "settings") return `#/cai-dat/${encodeURIComponent(route.tab)}`;
  if (route.place === "search") {
    const query = new URLSearchParams({ q: route.query, ...(route.mailboxId ? { in: route.mailboxId } : {}) });
    return `#${joinPath(["tim", route.accountId, route.emailId])}?${query}`;
  }
  const path = joinPath(["thu", route.accountId, route.mailboxId, route.emailId]);
  return path === "/thu" ? "#/" : `#${path}`;
}

/** The path up to the first part that is null. */
function joinPath(parts: (string | null)[]): string {
  const end = parts.indexOf(null);
  return (end < 0 ? parts : parts.slice(0, end)).map((part) => `/${encodeURIComponent(part ?? "")}`).join("");
}

function decode(part: string): string | null {
  if (part === "") return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
