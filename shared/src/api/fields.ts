import { z } from "zod";
import type { AccountId, AgencyId } from "../ids.ts";
import { ROLES } from "./route.ts";

/** No parameters, no query. */
export const NONE = z.strictObject({});
/** Requests without a body; what a client sends all the same is not looked at. */
export const NO_BODY = z.unknown();

/** An id of one kind: its letter, then 75 random bits. */
export const id = <T>(letter: string) =>
  z.string().regex(new RegExp(`^${letter}[0-9a-v]{15}$`)) as unknown as z.ZodType<T>;

export const agencyId = id<AgencyId>("g");
export const accountId = id<AccountId>("a");
export const role = z.enum(ROLES);

/** A local (UTC+7) calendar day, yyyy-mm-dd, that exists. */
export const localDay = z.iso.date();
/** One line of text as it will be kept: spaces trimmed and joined, NFC. */
export const line = (most: number) =>
  z
    .string()
    .max(most)
    .overwrite((text) => text.normalize("NFC").trim().replace(/\s+/g, " "));
export const name = line(200).min(1);
/** Where the next page begins, as the page before told it. */
export const cursor = z.string().max(600);
/** `true` or `false` in a query string. */
export const flag = z.enum(["true", "false"]).transform((text) => text === "true");
export const pageSize = z.coerce.number().int().min(1).max(200).default(50);
export const count = z.number().int().min(0);
/** Epoch milliseconds. */
export const instant = z.number().int();
