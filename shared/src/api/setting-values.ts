import { z } from "zod";
import { REQUEST_KINDS } from "../account-life.ts";
import { ADDRESS_STYLES, isAddressTemplate } from "../address-template.ts";
import { DELEGABLE_ACTS } from "../admin-acts.ts";
import { DEFAULT_PAPERS } from "../default-papers.ts";
import { PUBLIC_MAIL_DOMAINS } from "../public-mail.ts";
import { STATE_DAYS } from "../state-calendar.ts";
import { DEFAULT_USAGE_DEFINITION } from "../usage-definition.ts";
import { DEFAULT_BANDS } from "../usage-grades.ts";
import { acmeSettings, ldapSettings, NO_ACME, NO_LDAP, NO_OIDC, oidcSettings } from "./connection-settings.ts";
import { papers, reporting } from "./report-settings.ts";
import { openData, publicMail, usageRetention, usageVersions, usageViews } from "./usage-settings.ts";

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const day = z.iso.date();
const template = z.string().max(100).refine(isAddressTemplate);
const templates = z.array(template).min(1).max(20);

/**
 * Everything on which provinces differ and which administrators change while the system runs. Each has a schema and a default; the defaults follow
 * the provincial regulations of 2025 (vietnam.md §2).
 */
export const SETTINGS = {
  /** Names on pages and reports: the province, the agency that owns the system, the unit that runs it. */
  province: {
    schema: z.strictObject({
      name: z.string().max(200),
      ownerAgency: z.string().max(200),
      operatorUnit: z.string().max(200),
    }),
    initial: { name: "", ownerAgency: "", operatorUnit: "" },
  },
  /** Templates of addresses in the order in which they are tried, and local parts nobody gets. */
  naming: {
    schema: z.strictObject({
      personal: templates,
      unit: templates,
      agency: templates,
      reserved: z.array(z.string().max(64)).max(2_000),
    }),
    initial: {
      personal: [...ADDRESS_STYLES.ninhBinh.personal],
      unit: [...ADDRESS_STYLES.ninhBinh.unit],
      agency: [...ADDRESS_STYLES.ninhBinh.agency],
      reserved: [],
    },
  },
  /** What administrators of agencies may do in their own subtree. Nghệ An 99/2025: statistics, password reset, temporary lock. */
  agencyAdministrators: {
    schema: z.strictObject({ may: z.array(z.enum(DELEGABLE_ACTS)) }),
    initial: { may: ["agency.headcount", "account.lock", "account.reset", "mailbox.clerks", "trace.view"] },
  },
  /** Octets of new mailboxes. Nghệ An 99/2025: 2 GB a person, 10 GB an agency. */
  quotas: {
    schema: z.strictObject({ personBytes: z.number().int().min(0), agencyBytes: z.number().int().min(0) }),
    initial: { personBytes: 2 * GIB, agencyBytes: 10 * GIB },
  },
  /**
   * Files sent as links that expire: attachments from which size on go this way, how large they may be, and for how many days they can be fetched.
   * Provinces allow 20 to 30 MB in a letter (Ninh Bình 162/2025).
   */
  fileLinks: {
    schema: z.strictObject({
      isOn: z.boolean(),
      aboveBytes: z
        .number()
        .int()
        .min(MIB)
        .max(30 * MIB),
      maxBytes: z
        .number()
        .int()
        .min(MIB)
        .max(4 * GIB),
      days: z.number().int().min(1).max(365),
    }),
    initial: { isOn: true, aboveBytes: 20 * MIB, maxBytes: 500 * MIB, days: 30 },
  },
  /**
   * Characters a password needs with that many kinds of them: with a second factor and alone, and from which length on kinds do not matter
   * (TCVN 14423:2026 x.6.2.2; Ninh Bình 162/2025: nine). The last ones that may not come back, days until it must be changed (0: never), and until an
   * account whose password nobody changed is locked. Administrators: of the roles of the console.
   */
  passwords: {
    schema: z.strictObject({
      minLength: z.number().int().min(8).max(64),
      minLengthAlone: z.number().int().min(8).max(64),
      classes: z.number().int().min(1).max(4),
      longLength: z.number().int().min(8).max(64),
      history: z.number().int().min(0).max(24),
      historyAdministrators: z.number().int().min(0).max(24),
      expiryDays: z.number().int().min(0).max(1_000),
      expiryDaysAdministrators: z.number().int().min(0).max(1_000),
      defaultDays: z.number().int().min(0).max(365),
    }),
    initial: {
      minLength: 9,
      minLengthAlone: 14,
      classes: 4,
      longLength: 20,
      history: 3,
      historyAdministrators: 10,
      expiryDays: 180,
      expiryDaysAdministrators: 60,
      defaultDays: 30,
    },
  },
  /**
   * Wrong passwords in a row after which an account waits (TCVN 14423: 5) and is locked (Ninh Bình: 12; 0: never), wrong tries of one network
   * after which it waits, and how many days sign-ins are kept (NĐ 333 art. 16: 12 months).
   */
  signIn: {
    schema: z.strictObject({
      throttleAfter: z.number().int().min(1).max(100),
      lockAfter: z.number().int().min(0).max(1_000),
      networkThrottleAfter: z.number().int().min(5).max(10_000),
      historyDays: z.number().int().min(90).max(3_650),
    }),
    initial: { throttleAfter: 5, lockAfter: 12, networkThrottleAfter: 30, historyDays: 365 },
  },
  /**
   * Working days in which a request is to be done, and months (days) after which an account that left, or stays locked, is revoked and a revoked one
   * deleted; 0 is never. Ninh Bình 162/2025: 3 working days, mail of who left kept 3 months; Bắc Ninh 79/2025: 2 days; Đồng Tháp 143/2025: locked ones
   * revoked after 30 days. `exportFirst`: nothing is deleted that the operator has not exported.
   */
  lifeCycle: {
    schema: z.strictObject({
      slaDays: z.record(z.enum(REQUEST_KINDS), z.number().int().min(0).max(60)),
      revokeDepartedMonths: z.number().int().min(0).max(120),
      revokeLockedDays: z.number().int().min(0).max(3_650),
      purgeRevokedMonths: z.number().int().min(0).max(120),
      exportFirst: z.boolean(),
    }),
    initial: {
      slaDays: { create: 3, change: 3, move: 3, lock: 1, unlock: 3, reset: 1, depart: 2, restore: 3, revoke: 2 },
      revokeDepartedMonths: 3,
      revokeLockedDays: 0,
      purgeRevokedMonths: 1,
      exportFirst: false,
    },
  },
  /** Months the mail log is kept. Nghệ An 99/2025: 6 at least; TCVN 14423:2026 level 4: 6, level 5: 12. */
  logs: {
    schema: z.strictObject({ months: z.number().int().min(3).max(120) }),
    initial: { months: 12 },
  },
  /**
   * Who needs a second factor beside the administrators, who always do (TCVN 14423:2026 x.6.2.4): nobody, everybody, or whoever comes from outside
   * the networks named. App passwords for mail programs hold for at most so many days.
   */
  secondFactor: {
    schema: z.strictObject({
      people: z.enum(["free", "outside", "everyone"]),
      /** The first local day on which administrators need one; "" is always. The first start leaves a week for setting it up. */
      administratorsFrom: z.union([z.iso.date(), z.literal("")]),
      insideNetworks: z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()])).max(1_000),
      appPasswordDays: z.number().int().min(1).max(3_650),
    }),
    initial: { people: "free", administratorsFrom: "", insideNetworks: [], appPasswordDays: 365 },
  },
  /**
   * Days without use after which a person's account is locked (it still receives), 0 for never, and days before that on which the person is warned.
   * TCVN 14423:2026 x.6.2.3: 45 days; Bắc Ninh 79/2025: 3 months; Nghệ An 99/2025: 6 months. Recorded leave does not count.
   */
  inactivity: {
    schema: z.strictObject({
      lockAfterDays: z.number().int().min(0).max(3_650),
      warnDays: z.array(z.number().int().min(1).max(365)).max(10),
    }),
    initial: { lockAfterDays: 0, warnDays: [14, 3] },
  },
  /** What everybody is told, between local days, both included. */
  announcements: {
    schema: z.strictObject({
      items: z
        .array(
          z.strictObject({
            id: z.string().min(1).max(60),
            text: z.string().trim().min(1).max(500),
            textEn: z.string().max(500),
            level: z.enum(["info", "warning"]),
            fromDay: day,
            toDay: day,
          }),
        )
        .max(20),
    }),
    initial: { items: [] },
  },
  /** While it is on, letters are asked to come again later and the pages say so. */
  maintenance: {
    schema: z.strictObject({ isOn: z.boolean(), message: z.string().max(500) }),
    initial: { isOn: false, message: "" },
  },
  /** Whom alarms go to (the operators when nobody is named), from which thresholds, and the blacklists asked about the server. */
  alerts: {
    schema: z.strictObject({
      mailTo: z.array(z.email()).max(20),
      webhook: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]),
      queueLetters: z.number().int().min(1).max(1_000_000),
      queueHours: z.number().int().min(1).max(120),
      diskPercent: z.number().int().min(1).max(50),
      certificateDays: z.number().int().min(1).max(90),
      blacklists: z.array(z.string().max(100)).max(20),
    }),
    initial: {
      ...{ mailTo: [], webhook: "", queueLetters: 200, queueHours: 4, diskPercent: 10, certificateDays: 14 },
      blacklists: ["zen.spamhaus.org", "bl.spamcop.net"],
    },
  },
  /** Days on which state agencies work or not against the rule of the week. */
  calendar: {
    schema: z.strictObject({
      days: z
        .array(
          z.strictObject({
            day,
            kind: z.enum(["holiday", "compensated", "swapped", "worked"]),
            name: z.string().max(200),
            source: z.string().max(300),
          }),
        )
        .max(5_000)
        .refine((days) => new Set(days.map((d) => d.day)).size === days.length),
    }),
    initial: { days: [...STATE_DAYS] },
  },
  /** What stands on printed reports beside the figures. */
  papers: { schema: papers, initial: DEFAULT_PAPERS },
  /** When agencies report, who is reminded when, and to whom reports go. */
  reporting: { schema: reporting, initial: { sender: "", schedules: [] } },
  /** When somebody counts as a user, with the versions before. Changed by its own route, which numbers the versions. */
  usage: {
    schema: usageVersions,
    initial: { ...DEFAULT_USAGE_DEFINITION, acts: [...DEFAULT_USAGE_DEFINITION.acts], earlier: [] },
  },
  usageViews: {
    schema: usageViews,
    initial: { measure: "regularOfStaff", bands: [...DEFAULT_BANDS], target: null, dormantDays: 45 },
  },
  /** Two whole years and the month that runs. */
  usageRetention: { schema: usageRetention, initial: { personMonths: 25 } },
  openData: { schema: openData, initial: { access: "signedIn", keys: [], smallest: 5 } },
  publicMail: { schema: publicMail, initial: { domains: [...PUBLIC_MAIL_DOMAINS] } },
  /** Other systems, by their own routes (connections.ts): nobody but a system administrator sees them. */
  ldap: { schema: ldapSettings, initial: NO_LDAP },
  oidc: { schema: oidcSettings, initial: NO_OIDC },
  acme: { schema: acmeSettings, initial: NO_ACME },
} as const;

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<N extends SettingName> = z.infer<(typeof SETTINGS)[N]["schema"]>;
/** What has a route of its own beside `readSettings`. */
const CONNECTIONS = ["ldap", "oidc", "acme"] as const;
type ShownSetting = Exclude<SettingName, (typeof CONNECTIONS)[number]>;
export type SettingValues = { [N in ShownSetting]: SettingValue<N> };
/** The settings that `readSettings` gives. */
export const SHOWN_SETTINGS = (Object.keys(SETTINGS) as SettingName[]).filter(
  (name): name is ShownSetting => !CONNECTIONS.some((c) => c === name),
);

/** What may be put by name; the usage definition goes through its own door. */
export const EDITABLE_SETTINGS = [
  "province",
  "naming",
  "agencyAdministrators",
  "quotas",
  "fileLinks",
  "lifeCycle",
  "inactivity",
  "logs",
  "announcements",
  "maintenance",
  "alerts",
  "passwords",
  "signIn",
  "secondFactor",
  "calendar",
  "papers",
  "usageViews",
  "usageRetention",
  "publicMail",
  "openData",
  "reporting",
] as const;
export type EditableSetting = (typeof EDITABLE_SETTINGS)[number];
