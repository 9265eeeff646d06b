/** How keys are written for people. */
export const KEY_SIGNS: Record<string, string> = {
  Control: "Ctrl",
  ArrowDown: "↓",
  ArrowUp: "↑",
  Escape: "Esc",
  " ": "Space",
  "#": "#",
};
