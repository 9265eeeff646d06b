import { createStore } from "../data/store.ts";

/** Vietnamese is the source language; English is the second. */
export type Language = "vi" | "en";

type Texts = Readonly<Record<string, string>>;
type HoleNames<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | HoleNames<Rest> : never;
type Holes<S extends string> = [HoleNames<S>] extends [never] ? [] : [Record<HoleNames<S>, string | number>];
/** Looks a text up and fills its holes; the compiler knows which holes each key has. */
export type Translate<V extends Texts> = <K extends keyof V & string>(key: K, ...holes: Holes<V[K]>) => string;

const language = createStore<Language>("vi");
const loaders: (() => Promise<void>)[] = [];

/** The language on the screen; watch it at the root, so that a change renders everything anew. */
export const languageStore = language;

/** Loads what the language needs, then switches to it. */
export async function setLanguage(next: Language): Promise<void> {
  if (next === "en") await Promise.all(loaders.map((load) => load()));
  language.set(next);
}

/** The `t` of one dictionary. English is fetched when somebody first asks for it. */
export function defineTexts<const V extends Texts>(
  vi: V,
  loadEnglish: () => Promise<Record<keyof V, string>>,
): Translate<V> {
  let en: Record<keyof V, string> | undefined;
  loaders.push(async () => {
    en ??= await loadEnglish();
  });
  return (key, ...holes) => fillHoles((language.get() === "en" && en?.[key]) || vi[key] || key, holes[0]);
}

/**
 * Puts values into `{name}` holes. A text with a bar, "one letter|{n} letters", is the singular before it when the
 * hole `n` is 1 and the plural after it otherwise; Vietnamese has no use for it.
 */
export function fillHoles(text: string, holes: Record<string, string | number> = {}): string {
  const forms = text.split("|");
  const form = (forms.length === 2 && Number(holes.n) !== 1 ? forms[1] : forms[0]) ?? text;
  return form.replace(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
}
