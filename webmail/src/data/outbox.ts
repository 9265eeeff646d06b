import type { JmapId } from "@congthu/shared/jmap/core";
import type { Edit } from "./edits.ts";

/** Where edits wait for the server; what is in it survives a reload. */
export type Outbox = { load: () => Edit[]; save: (edits: readonly Edit[]) => void };

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The outbox of one account on this machine. A full or forbidden storage costs the survival of a reload, nothing else. */
export function openOutbox(accountId: JmapId, shelf: Shelf = localStorage): Outbox {
  const key = `mail.outbox.${accountId}`;
  return {
    load() {
      try {
        return parseEdits(shelf.getItem(key));
      } catch {
        return [];
      }
    },
    save(edits) {
      try {
        if (edits.length === 0) shelf.removeItem(key);
        else shelf.setItem(key, JSON.stringify(edits));
      } catch {
        // The edits stay in memory and are sent from there.
      }
    },
  };
}

function parseEdits(text: string | null): Edit[] {
  const list: unknown = text === null ? [] : JSON.parse(text);
  return Array.isArray(list) ? list.filter(isEdit) : [];
}

function isEdit(value: unknown): value is Edit {
  const edit = value as Partial<Edit> | null;
  return typeof edit?.id === "string" && typeof edit.patches === "object" && Array.isArray(edit.destroy);
}
