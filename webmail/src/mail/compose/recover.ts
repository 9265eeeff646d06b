import { t } from "../../i18n/t.ts";
import { toast } from "../../ui/toast.tsx";
import type { Mail } from "../mail.ts";
import { openComposer } from "./composers.ts";
import { type DraftCopy, dropCopy, holdCopy, sortCopies } from "./draft-copies.ts";

/** Opens again what was being written when the page or the machine went down. Letters open in another tab stay there. */
export async function recoverDrafts(mail: Mail): Promise<void> {
  const copies = await mail.local.all<DraftCopy>("draft").catch(() => []);
  const { lost, done } = sortCopies(copies, new Set(mail.accounts.map((a) => a.id)), Date.now());
  for (const key of done) await holdCopy(key, () => dropCopy(mail.local, key));
  let found = 0;
  const missing: string[] = [];
  for (const one of lost)
    await holdCopy(one.key, async () => {
      openComposer(one.draft, { unsaved: true });
      await dropCopy(mail.local, one.key);
      found++;
      missing.push(...one.missing);
    });
  if (found === 0) return;
  const files = missing.length > 0 ? ` ${t("compose.recoveredFiles", { list: missing.join(", ") })}` : "";
  toast(`${t("compose.recovered", { n: found })}${files}`, { seconds: 12 });
}
