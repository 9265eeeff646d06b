import { z } from "zod";
import { QUALIFYING_ACTS, type RegularRule } from "../usage-definition.ts";
import { GRADED_MEASURES } from "../usage-measures.ts";

const percent = z.number().int().min(1).max(100);

export const regularRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("workingDays"), percent }),
  z.strictObject({ kind: z.literal("weekly"), days: z.number().int().min(1).max(6), ofWeeks: percent }),
  z.strictObject({ kind: z.literal("within"), days: z.number().int().min(1).max(366) }),
]) satisfies z.ZodType<RegularRule>;

export const qualifyingActs = z.array(z.enum(QUALIFYING_ACTS)).min(1);

const whole = z.object({ version: z.number().int(), since: z.iso.date(), acts: qualifyingActs, rule: regularRule });

/** A version of the definition. Versions stored before there were several shapes knew only the share of working days. */
export const usageVersion = z.preprocess(upgraded, whole);
/** All versions: the newest, and those before it. */
export const usageVersions = z.preprocess(upgraded, whole.extend({ earlier: z.array(usageVersion) }));

function upgraded(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("regularPercent" in value)) return value;
  const { regularPercent, ...rest } = value;
  return { ...rest, rule: { kind: "workingDays", percent: regularPercent } };
}

export const gradeBand = z.strictObject({
  from: z.number().min(0).max(100),
  label: z.string().min(1).max(60),
  labelEn: z.string().min(1).max(60),
});

/** How the usage report grades, what it aims at, and from when on a mailbox is dormant. */
export const usageViews = z.strictObject({
  measure: z.enum(GRADED_MEASURES),
  bands: z
    .array(gradeBand)
    .min(1)
    .max(10)
    .refine((bands) => bands.some((b) => b.from === 0) && new Set(bands.map((b) => b.from)).size === bands.length),
  target: percent.nullable(),
  /** Days without an act of the owner. Đồng Tháp 143/2025: 45. */
  dormantDays: z.number().int().min(7).max(730),
});

/** Months for which facts of single persons are kept; sums of agencies stay. */
export const usageRetention = z.strictObject({ personMonths: z.number().int().min(13).max(120) });

/**
 * Who reads published reports as data: people who are signed in, whoever shows a key (its SHA-256 is kept), or anybody; and of how few people nothing
 * is told.
 */
export const openData = z.strictObject({
  access: z.enum(["signedIn", "key", "public"]),
  keys: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        since: z.iso.date(),
      }),
    )
    .max(50),
  smallest: z.number().int().min(3).max(50),
});

/** Domains of webmail open to anyone; work mail to and from them is counted apart. */
export const publicMail = z.strictObject({
  domains: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)).max(500),
});
