import {
  SETTINGS,
  type SettingName,
  type SettingValue,
  type SettingValues,
  SHOWN_SETTINGS,
} from "@congthu/shared/api/setting-values";
import type { Reader } from "../../store/db.ts";
import { settingValue } from "../../store/settings.ts";

/** One setting as it is now; its default until somebody changed it. */
export async function readSetting<N extends SettingName>(r: Reader, name: N): Promise<SettingValue<N>> {
  const stored = await settingValue(r, name);
  // A field that came with a newer version than the stored value has its default.
  return SETTINGS[name].schema.parse({
    ...SETTINGS[name].initial,
    ...(stored === undefined ? {} : (JSON.parse(stored) as object)),
  }) as SettingValue<N>;
}

/** All settings as they are now, those of other systems aside. */
export async function readSettings(r: Reader): Promise<SettingValues> {
  const pairs = [];
  for (const name of SHOWN_SETTINGS) pairs.push([name, await readSetting(r, name)]);
  return Object.fromEntries(pairs) as SettingValues;
}
