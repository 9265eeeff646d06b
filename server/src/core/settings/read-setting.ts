import {
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type SettingValue,
  type SettingValues,
} from "@congthu/shared/api/setting-values";
import type { Reader } from "../../store/db.ts";
import { settingValue } from "../../store/settings.ts";

/** One setting as it is now; its default until somebody changed it. */
export async function readSetting<N extends SettingName>(r: Reader, name: N): Promise<SettingValue<N>> {
  const stored = await settingValue(r, name);
  return SETTINGS[name].schema.parse(
    stored === undefined ? SETTINGS[name].initial : JSON.parse(stored),
  ) as SettingValue<N>;
}

/** All settings as they are now. */
export async function readSettings(r: Reader): Promise<SettingValues> {
  const pairs = [];
  for (const name of SETTING_NAMES) pairs.push([name, await readSetting(r, name)]);
  return Object.fromEntries(pairs) as SettingValues;
}
