import type { JmapId } from "@congthu/shared/jmap/core";
import { KEYWORD } from "@congthu/shared/jmap/mail";
import type { CachedEmail } from "../../data/cache.ts";
import { composeDraft } from "../compose/open.ts";
import { currentPlace, type Desk, rowsOf } from "../desk.ts";
import type { MailAccount } from "../mail.ts";
import { openLetter } from "../perform.ts";
import { rangeBetween } from "./model.ts";

type Click = { preventDefault: () => void; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean };

/** A click on a row: opens it; with Ctrl ticks it, with Shift ticks all rows up to it. A draft opens to be written on. */
export function openRow(desk: Desk, account: MailAccount, letter: CachedEmail, click: Click): void {
  click.preventDefault();
  if (click.shiftKey || click.ctrlKey || click.metaKey) {
    tickRow(desk, letter.id, click.shiftKey);
    return;
  }
  desk.store.set((s) => ({ ...s, focused: letter.id, anchor: letter.id }));
  if (letter.keywords[KEYWORD.draft] && !account.isReadOnly) void composeDraft(desk.mail, account, letter.id);
  else openLetter(desk, letter.id);
}

/** Ticks or unticks a row; `range`: all rows from the last one touched to this. */
export function tickRow(desk: Desk, id: JmapId, range: boolean): void {
  const rows = rowsOf(currentPlace(desk));
  desk.store.set((s) => {
    const ticked = new Set(s.ticked);
    if (range && s.anchor !== null) for (const one of rangeBetween(rows, s.anchor, id)) ticked.add(one);
    else if (!ticked.delete(id)) ticked.add(id);
    return { ...s, ticked, focused: id, anchor: id };
  });
}
