/** From here on the folders stand beside the list; below they slide in. */
export const WIDE = "(min-width: 64rem)";
/** Below this one pane fills the page. */
export const NARROW = "(max-width: 47.99rem)";
