import { NAME_LISTS, type People } from "./name-lists.ts";
import type { Random } from "./random.ts";

export type Sex = "man" | "woman";

/** How the peoples of a region mix, as weights. */
export type Mix = readonly (readonly [People, number])[];

/** A full name as the people it belongs to would give it, NFC: "Đặng Thị Ánh Đào", "Giàng A Páo", "Lò Văn Thoan". */
export function makeFullName(random: Random, people: People, sex: Sex): string {
  const list = NAME_LISTS[people];
  const { middle, given } = sex === "man" ? list.men : list.women;
  const family = random.weighted(list.family);
  for (;;) {
    const name = [family, random.weighted(middle), random.pick(given)];
    // "Nguyễn Minh Minh" is nobody's name.
    const words = name.join(" ").split(" ");
    if (new Set(words).size === words.length) return words.join(" ").normalize("NFC");
  }
}
