import { common } from "./vi/common.ts";

/** The source language of the mail screens. Keys are `place.thing`; holes are `{name}`. */
export const vi = { ...common } as const;
