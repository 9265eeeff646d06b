import { fold } from "@congthu/shared/fold";
import { labelKeyword } from "../search/label-keyword.ts";

/** The colours of the kit in which labels come. */
export const LABEL_COLORS = ["navy", "teal", "green", "yellow", "orange", "red", "grape", "gray"] as const;
export type LabelColor = (typeof LABEL_COLORS)[number];

/** A keyword of the mail with the name and the colour that one person gave it. */
export type Label = { keyword: string; name: string; color: LabelColor };

/** The labels in what was kept, as far as they are whole; each keyword once. */
export function readLabels(kept: readonly unknown[]): Label[] {
  const seen = new Set<string>();
  return kept.flatMap((one) => {
    const { keyword, name, color } = (one ?? {}) as Record<keyof Label, unknown>;
    if (typeof keyword !== "string" || !isKeyword(keyword) || seen.has(keyword)) return [];
    if (typeof name !== "string" || name.trim() === "") return [];
    seen.add(keyword);
    return [{ keyword, name: name.normalize("NFC"), color: LABEL_COLORS.find((c) => c === color) ?? "gray" }];
  });
}

/** A new label under a keyword that no other has. */
export function newLabel(labels: readonly Label[], name: string, color: LabelColor): Label {
  const base = labelKeyword(name);
  let keyword = base;
  for (let n = 2; labels.some((label) => label.keyword === keyword); n++) keyword = `${base}-${n}`;
  return { keyword, name: name.normalize("NFC").trim(), color };
}

/** The labels of a letter, in the person's order. */
export function labelsOf(labels: readonly Label[], keywords: Record<string, true>): Label[] {
  return labels.filter(({ keyword }) => keywords[keyword]);
}

/** The keyword of a label by its name, marks and case aside; what it would be where there is none. */
export function keywordOfName(labels: readonly Label[], name: string): string {
  return labels.find((label) => fold(label.name) === fold(name))?.keyword ?? labelKeyword(name);
}

/** RFC 8621 §4.1.1: an atom of IMAP; those with a dollar sign belong to the system. */
function isKeyword(text: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,99}$/.test(text);
}
