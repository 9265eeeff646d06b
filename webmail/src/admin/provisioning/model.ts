import type { ImportView } from "@congthu/shared/api/imports";
import type { ImportRowState, ImportState } from "@congthu/shared/import-words";
import { t } from "../i18n/t.ts";

/** The colour of a list's state. */
export function stateColor(state: ImportState): string {
  if (state === "failed") return "red";
  if (state === "done") return "green";
  return state === "running" || state === "undoing" ? "blue" : "gray";
}

/** How many rows of a list are in one state. */
export function rowsIn(list: Pick<ImportView, "tally">, state: ImportRowState): number {
  return list.tally.filter((t) => t.state === state).reduce((sum, t) => sum + t.n, 0);
}

/** How far a list is, in percent of the rows it carries out. */
export function progressOf(list: Pick<ImportView, "tally" | "done">): number {
  const all = rowsIn(list, "ready") + rowsIn(list, "done");
  return all === 0 ? 100 : Math.round((100 * list.done) / all);
}

/** Octets in base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

/** What a list is called: its file, or what is done with the chosen accounts. */
export function listName(list: Pick<ImportView, "origin" | "fileName" | "rows" | "tally">): string {
  const act = list.tally[0]?.act;
  if (list.origin === "file" || act === undefined) return list.fileName;
  return t("bulk.name", { act: t(`requests.kind.${act}`), n: list.rows });
}

/** Whether carrying it out gave somebody a password that a slip tells. */
export function hasSlips(list: Pick<ImportView, "tally">): boolean {
  return list.tally.some(
    ({ act, state }) => state === "done" && (act === "create" || act === "reset" || act === "restore"),
  );
}
