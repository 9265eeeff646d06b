const KEY = "congthu.notices";
/** Announcements put away that are remembered; older ones are over by then. */
const MOST = 50;

/** The announcements that this browser has put away. */
export function dismissed(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** Puts one away; gives all that are. */
export function dismiss(id: string): string[] {
  const next = [...dismissed().filter((kept) => kept !== id), id].slice(-MOST);
  localStorage.setItem(KEY, JSON.stringify(next));
  return next;
}
