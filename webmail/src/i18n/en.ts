import { common } from "./en/common.ts";
import { compose } from "./en/compose.ts";
import { mail } from "./en/mail.ts";
import { security } from "./en/security.ts";
import { settings } from "./en/settings.ts";
import type { vi } from "./vi.ts";

export const en: Record<keyof typeof vi, string> = { ...common, ...mail, ...compose, ...settings, ...security };
