import { backoffMs } from "../../data/backoff.ts";
import { isPassing, lineFailed, waitForLine } from "../../data/line.ts";
import type { Mail } from "../mail.ts";
import { type DraftCopy, dropCopy, holdCopy } from "./draft-copies.ts";
import { storeDraft } from "./save.ts";

/** Stores the letter of a window that was closed while the line was cut, as soon as there is one. What is refused opens again with the page's next visit. */
export async function storeClosed(mail: Mail, key: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    await waitForLine(backoffMs(attempt));
    const copy = await mail.local.get<DraftCopy>("draft", key).catch(() => undefined);
    if (!copy || copy.stored) return;
    try {
      // The window that is about to close may still hold it.
      if (await holdCopy(key, () => store(mail, key, copy))) return;
    } catch (error) {
      lineFailed(error);
      if (!isPassing(error)) return;
    }
  }
}

async function store(mail: Mail, key: string, { draft }: DraftCopy): Promise<void> {
  const account = mail.account(draft.accountId);
  await storeDraft(account, draft);
  await dropCopy(mail.local, key);
  void account.sync.refresh();
}
