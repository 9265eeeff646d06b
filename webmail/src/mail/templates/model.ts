import type { Template } from "@congthu/shared/jmap/congthu";
import type { Draft } from "../compose/draft.ts";

/** Templates as they are offered: the own ones, then those of agencies, each by their order and name; every one once. */
export function offeredTemplates(lists: readonly (readonly Template[])[]): { own: Template[]; shared: Template[] } {
  const all = new Map(lists.flat().map((one) => [one.id, one]));
  const sorted = [...all.values()].sort((a, b) => a.sortOrder - b.sortOrder || a.name.localeCompare(b.name, "vi"));
  return { own: sorted.filter((one) => !one.isShared), shared: sorted.filter((one) => one.isShared) };
}

/** What a letter keeps of a template beside its text: the subject, where the letter has none. */
export function subjectFrom(template: Template, { subject }: Pick<Draft, "subject">): string {
  return subject.trim() === "" ? template.subject : subject;
}

/** A letter's text as a template: without pictures, which lie with the letter alone. */
export function templateHtml(html: string): string {
  return html.replace(/<img\b[^>]*>/gi, "").normalize("NFC");
}
