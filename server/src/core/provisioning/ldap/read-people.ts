import type { LdapSettings } from "@congthu/shared/api/connection-settings";
import { nfc } from "@congthu/shared/fold";
import { type LdapEntry, searchLdap } from "../../../lib/ldap.ts";

/** Somebody as the other directory says it. */
export type LdapPerson = {
  id: string;
  dn: string;
  /** Lower case; "" when there is none. */
  address: string;
  name: string;
  title: string;
  unit: string;
  /** What may name the agency, the best first. */
  agencyNames: string[];
  isShut: boolean;
};

/** The bit of userAccountControl that shuts an account (ACCOUNTDISABLE). */
const SHUT_BIT = 2;
/** Ids that are octets, no text. */
const BINARY = ["objectguid", "objectsid", "guid"];

/** Everybody the settings ask for, entries without an id aside. Throws LdapError. */
export async function readPeople(settings: LdapSettings, password: string): Promise<LdapPerson[]> {
  const { attributes, agencyAttribute } = settings;
  const wanted = [...Object.values(attributes), agencyAttribute].filter((name) => name !== "");
  const pages = searchLdap(
    { ...settings, password },
    { base: settings.base, filter: settings.filter, attributes: wanted, binary: wanted.filter(isBinary) },
  );
  const people: LdapPerson[] = [];
  for await (const page of pages)
    for (const entry of page) {
      const person = personOf(entry, settings);
      if (person.id !== "") people.push(person);
    }
  return people;
}

/** One entry in our words. */
export function personOf(entry: LdapEntry, { attributes, agencyAttribute }: LdapSettings): LdapPerson {
  const all = (name: string) => (name === "" ? [] : (entry.values.get(name.toLowerCase()) ?? []));
  const text = (name: string) =>
    nfc(all(name)[0] ?? "")
      .replace(/\s+/g, " ")
      .trim();
  return {
    id: text(attributes.id),
    dn: entry.dn,
    address: text(attributes.address).toLowerCase(),
    name: text(attributes.name).slice(0, 200),
    title: text(attributes.title).slice(0, 200),
    unit: text(attributes.unit).slice(0, 200),
    agencyNames: agencyAttribute === "" ? unitsOf(entry.dn) : all(agencyAttribute).map((v) => nfc(v).trim()),
    isShut: isShut(attributes.disabled, text(attributes.disabled)),
  };
}

/** The OUs above an entry, the nearest first. The text form of names is that of LDAP: commas and octets escaped by a backslash. */
export function unitsOf(dn: string): string[] {
  const parts = dn.match(/(?:\\[0-9a-f]{2}|\\.|[^,\\])+/gi) ?? [];
  return parts.flatMap((part) => {
    const [, value] = /^\s*ou\s*=\s*(.*?)\s*$/i.exec(part) ?? [];
    return value ? [nfc(unescaped(value))] : [];
  });
}

function unescaped(value: string): string {
  const octets = value.replace(/(?:\\[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll("\\", ""), "hex").toString("utf8"),
  );
  return octets.replace(/\\(.)/g, "$1");
}

function isShut(attribute: string, value: string): boolean {
  if (value === "") return false;
  if (attribute.toLowerCase() === "useraccountcontrol") return (Number(value) & SHUT_BIT) !== 0;
  return !/^(false|0)$/i.test(value);
}

function isBinary(name: string): boolean {
  return BINARY.includes(name.toLowerCase());
}
