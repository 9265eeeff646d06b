import { z } from "zod";
import { count, localDay, NO_BODY, NONE } from "./fields.ts";
import { usageFigures } from "./reports.ts";
import { defineRoute } from "./route.ts";
import { EDITABLE_SETTINGS, SETTINGS } from "./setting-values.ts";
import { qualifyingActs, regularRule } from "./usage-settings.ts";

const values = z.object({
  province: SETTINGS.province.schema,
  naming: SETTINGS.naming.schema,
  agencyAdministrators: SETTINGS.agencyAdministrators.schema,
  quotas: SETTINGS.quotas.schema,
  fileLinks: SETTINGS.fileLinks.schema,
  logs: SETTINGS.logs.schema,
  announcements: SETTINGS.announcements.schema,
  maintenance: SETTINGS.maintenance.schema,
  alerts: SETTINGS.alerts.schema,
  passwords: SETTINGS.passwords.schema,
  signIn: SETTINGS.signIn.schema,
  lifeCycle: SETTINGS.lifeCycle.schema,
  inactivity: SETTINGS.inactivity.schema,
  secondFactor: SETTINGS.secondFactor.schema,
  calendar: SETTINGS.calendar.schema,
  papers: SETTINGS.papers.schema,
  reporting: SETTINGS.reporting.schema,
  usage: SETTINGS.usage.schema,
  usageViews: SETTINGS.usageViews.schema,
  usageRetention: SETTINGS.usageRetention.schema,
  openData: SETTINGS.openData.schema,
  publicMail: SETTINGS.publicMail.schema,
});

export const readSettings = defineRoute({
  name: "readSettings",
  method: "GET",
  path: "/api/settings",
  audience: ["system", "agency", "reviewer", "auditor", "helpdesk"],
  params: NONE,
  query: NONE,
  body: NO_BODY,
  reply: values,
});

export const changeSetting = defineRoute({
  name: "changeSetting",
  method: "PUT",
  path: "/api/settings/:name",
  audience: ["system"],
  params: z.strictObject({ name: z.enum(EDITABLE_SETTINGS) }),
  query: NONE,
  /** The whole value, in the shape that `readSettings` gives under this name. */
  body: z.record(z.string(), z.unknown()),
  reply: values,
});

export const changeUsageDefinition = defineRoute({
  name: "changeUsageDefinition",
  method: "POST",
  path: "/api/settings/usage/versions",
  audience: ["system"],
  params: NONE,
  query: NONE,
  body: z.strictObject({
    acts: qualifyingActs,
    rule: regularRule,
    /** From which day on it is valid; today unless told. */
    since: localDay.optional(),
  }),
  reply: values,
});

export const previewUsageDefinition = defineRoute({
  name: "previewUsageDefinition",
  method: "POST",
  path: "/api/settings/usage/preview",
  audience: ["system"],
  params: NONE,
  query: NONE,
  body: z.strictObject({ acts: qualifyingActs, rule: regularRule }),
  /** The last whole month by the definition in use and by this one; nothing is kept. */
  reply: z.object({
    period: z.object({ from: localDay, to: localDay }),
    tiers: z.array(
      z.object({ tier: z.string(), label: z.string(), labelEn: z.string(), before: usageFigures, after: usageFigures }),
    ),
    before: usageFigures,
    after: usageFigures,
    agencies: count,
    /** Agencies that would be in another band. */
    regraded: count,
  }),
});
export type DefinitionPreview = z.infer<typeof previewUsageDefinition.reply>;
