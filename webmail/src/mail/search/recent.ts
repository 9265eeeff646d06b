const KEY = "mail.searches";
const MOST = 10;

/** What was searched for on this machine, the latest first. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** Remembers a search. */
export function noteSearch(query: string): void {
  const next = [query, ...recentSearches().filter((one) => one !== query)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A full storage costs the memory, nothing else.
  }
}
