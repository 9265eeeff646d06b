import { z } from "zod";

const attribute = z
  .string()
  .max(100)
  .regex(/^([A-Za-z][A-Za-z0-9-]*)?$/);

/**
 * A directory of people kept elsewhere (Active Directory, OpenLDAP). Who comes into it gets a mailbox, who vanishes from it is locked, and departs after
 * some days (0: never). A run that would lock more than `stopPercent` of all changes nothing.
 */
export const ldapSettings = z.strictObject({
  isOn: z.boolean(),
  url: z
    .string()
    .max(300)
    .regex(/^(ldaps?:\/\/[^\s/]+)?$/),
  startTls: z.boolean(),
  /** PEM of the authority that signed the server's certificate; "" trusts those of the operating system. */
  ca: z.string().max(50_000),
  bindDn: z.string().max(500),
  base: z.string().max(500),
  filter: z.string().min(3).max(1_000),
  /** Which attribute says what; "" for nothing. `id` must never change; `disabled` is userAccountControl, or one that is there when the account is shut. */
  attributes: z.strictObject({
    id: attribute.min(1),
    address: attribute.min(1),
    name: attribute.min(1),
    title: attribute,
    unit: attribute,
    disabled: attribute,
  }),
  /** The attribute that names the agency (code, abbreviation or name); "" asks the OUs above the entry, the nearest first. */
  agencyAttribute: attribute,
  /** Names that the other directory has for agencies of ours. */
  agencyNames: z.array(z.strictObject({ from: z.string().min(1).max(200), to: z.string().min(1).max(200) })).max(2_000),
  everyMinutes: z.number().int().min(5).max(10_080),
  departAfterDays: z.number().int().min(0).max(3_650),
  stopPercent: z.number().int().min(1).max(100),
  /** Whether the passwords of people who came from it are asked of it. */
  passwordByBind: z.boolean(),
});
export type LdapSettings = z.infer<typeof ldapSettings>;

/** What the two usual kinds of directories call things. */
export const LDAP_PRESETS: Record<"activeDirectory" | "openLdap", Pick<LdapSettings, "filter" | "attributes">> = {
  activeDirectory: {
    filter: "(&(objectCategory=person)(objectClass=user)(mail=*))",
    attributes: {
      ...{ id: "objectGUID", address: "mail", name: "displayName" },
      ...{ title: "title", unit: "department", disabled: "userAccountControl" },
    },
  },
  openLdap: {
    filter: "(&(objectClass=inetOrgPerson)(mail=*))",
    attributes: {
      ...{ id: "entryUUID", address: "mail", name: "cn" },
      ...{ title: "title", unit: "departmentNumber", disabled: "pwdAccountLockedTime" },
    },
  },
};

export const NO_LDAP: LdapSettings = {
  ...{ isOn: false, url: "", startTls: true, ca: "", bindDn: "", base: "" },
  ...LDAP_PRESETS.activeDirectory,
  ...{ agencyAttribute: "", agencyNames: [], everyMinutes: 60, departAfterDays: 30, stopPercent: 10 },
  passwordByBind: false,
};

/**
 * A provider of sign-ins (OpenID Connect). Whose account somebody is, is said by a verified e-mail address or by a claim that holds the login. `strongAs`:
 * values of amr or acr that count as a second factor, so that none of ours is asked for.
 */
export const oidcSettings = z.strictObject({
  isOn: z.boolean(),
  /** What the button calls it. */
  label: z.string().max(60),
  issuer: z
    .string()
    .max(300)
    .regex(/^(https:\/\/[^\s?#]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[^\s?#]*)?)?$/),
  clientId: z.string().max(300),
  scope: z
    .string()
    .max(300)
    .regex(/(^| )openid( |$)/),
  matchBy: z.enum(["email", "claim"]),
  claim: z.string().max(100),
  /** Asked of the provider as acr_values; "" for nothing. */
  acrValues: z.string().max(300),
  strongAs: z.array(z.string().min(1).max(200)).max(50),
});
export type OidcSettings = z.infer<typeof oidcSettings>;

export const NO_OIDC: OidcSettings = {
  ...{ isOn: false, label: "", issuer: "", clientId: "", scope: "openid email profile" },
  ...{ matchBy: "email", claim: "preferred_username", acrValues: "" },
  strongAs: ["mfa", "otp", "hwk", "swk", "sms"],
};

/** An authority that gives certificates by ACME, asked by http-01: the names must lead to this server's port 80. Its terms are agreed to by turning it on. */
export const acmeSettings = z.strictObject({
  isOn: z.boolean(),
  directoryUrl: z.url({ protocol: /^https$/, hostname: /^.+$/ }).max(300),
  /** PEM of the authority behind the ACME server's own certificate; "" trusts the usual ones. */
  ca: z.string().max(50_000),
  email: z.union([z.literal(""), z.email().max(254)]),
  /** Names beside the server's own. */
  names: z.array(z.hostname().max(253)).max(50),
});
export type AcmeSettings = z.infer<typeof acmeSettings>;

export const NO_ACME: AcmeSettings = {
  ...{ isOn: false, directoryUrl: "https://acme-v02.api.letsencrypt.org/directory", ca: "", email: "", names: [] },
};
