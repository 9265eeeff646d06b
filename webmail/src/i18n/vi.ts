import { common } from "./vi/common.ts";
import { compose } from "./vi/compose.ts";
import { mail } from "./vi/mail.ts";
import { security } from "./vi/security.ts";
import { settings } from "./vi/settings.ts";

/** The source language of the mail screens. Keys are `place.thing`; holes are `{name}`. */
export const vi = { ...common, ...mail, ...compose, ...settings, ...security } as const;
