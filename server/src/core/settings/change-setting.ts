import {
  EDITABLE_SETTINGS,
  type EditableSetting,
  SETTINGS,
  type SettingName,
  type SettingValue,
} from "@congthu/shared/api/setting-values";
import type { Tx } from "../../store/db.ts";
import { putSetting } from "../../store/settings.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { type Actor, appendAuditIn } from "../audit/append-audit.ts";
import type { Json } from "../audit/entry-hash.ts";
import { requireWhole } from "../directory/acts.ts";
import { MailError } from "../errors.ts";
import { readSetting } from "./read-setting.ts";

/** Replaces one setting. Throws invalid (not in its shape), access.denied (only for whoever administers the whole). */
export async function changeSetting(
  app: Pick<App, "clock" | "db">,
  principal: Principal,
  q: { name: EditableSetting; value: unknown },
): Promise<void> {
  requireWhole(principal, "settings.change");
  if (!EDITABLE_SETTINGS.includes(q.name)) throw new MailError("invalid", q.name);
  const parsed = SETTINGS[q.name].schema.safeParse(q.value);
  if (!parsed.success) throw new MailError("invalid", parsed.error.message);
  await app.db.write((tx) => storeSettingIn(app, tx, principal, q.name, parsed.data as SettingValue<SettingName>));
}

/** Writes a value that is in its shape, with the old and the new one in the audit. */
export async function storeSettingIn<N extends SettingName>(
  app: Pick<App, "clock">,
  tx: Tx,
  actor: Actor,
  name: N,
  value: SettingValue<N>,
): Promise<void> {
  const before = await readSetting(tx, name);
  await putSetting(tx, {
    name,
    value: JSON.stringify(value),
    changed_at: app.clock.now(),
    changed_by: actor?.account.account_id || null,
  });
  const detail = { before: before as Json, after: value as Json };
  await appendAuditIn(app, tx, actor, {
    action: "setting.changed",
    subjectKind: "setting",
    subjectId: name,
    agencyId: null,
    detail,
  });
}
