/** The search box's element id; the shortcut and the phone's button look for it. */
export const SEARCH_BOX_ID = "search-box";
/** The list of suggestions below it. */
export const SUGGESTIONS_ID = "search-suggestions";

/** Puts the cursor into the search box. */
export function focusSearch(): void {
  const box = document.getElementById(SEARCH_BOX_ID);
  if (box instanceof HTMLInputElement) {
    box.focus();
    box.select();
  }
}
