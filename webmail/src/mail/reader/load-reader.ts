/** The part that shows letters; the page fetches it as soon as the list stands. */
export const loadReader = () => import("./OpenLetter.tsx").then((m) => ({ default: m.OpenLetter }));
