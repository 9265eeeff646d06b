import { z } from "zod";

const day = z.iso.date();
const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  .refine((text) => text !== "02-29" && !Number.isNaN(Date.parse(`2025-${text}T00:00:00Z`)));
const line = z.string().max(300);
const paragraph = z.string().max(1_000);

/** Who issues a paper, what it refers to, to whom it goes and who signs (Decree 30/2020 Annex I). Empty: left for the clerk to write. */
const paper = z.strictObject({
  parent: line,
  agency: line,
  symbol: z.string().max(40),
  place: z.string().max(100),
  bases: z.array(paragraph).max(20),
  to: z.array(line).max(20),
  recipients: z.array(line).max(20),
  authority: z.array(line).max(4),
  title: line,
  name: line,
});

/** What stands on printed reports beside the figures. An agency's own names and signer come from its own report. */
export const papers = z.strictObject({
  department: paper,
  agency: paper.pick({ bases: true, to: true, recipients: true }),
});

/** As ReportSchedule of report-periods.ts says, with where the frozen report is mailed once it is due. */
const schedule = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    name: z.string().min(1).max(200),
    kind: z.enum(["month", "quarter", "half", "year", "window"]),
    cutDay: z.number().int().min(1).max(28),
    fromDay: monthDay.or(z.literal("")),
    toDay: monthDay.or(z.literal("")),
    dueDays: z.number().int().min(-60).max(120),
    openDays: z.number().int().min(0).max(120),
    remindDays: z.array(z.number().int().min(-60).max(60)).max(10),
    since: day,
    mailTo: z.array(z.email()).max(50),
  })
  .refine((s) => s.kind !== "window" || (s.fromDay !== "" && s.toDay !== ""));

/** When agencies report, and the mailbox (of an agency or technical, never a person's) from which reminders and frozen reports are sent. */
export const reporting = z.strictObject({
  sender: z.email().or(z.literal("")),
  schedules: z
    .array(schedule)
    .max(20)
    .refine((list) => new Set(list.map((s) => s.id)).size === list.length),
});
