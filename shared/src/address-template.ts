import { parseAddress } from "./address.ts";
import { fold } from "./fold.ts";
import { splitName } from "./names.ts";

/**
 * Tokens of a template. `{ten}` given name, `{ho}` family name, `{dem}` middle names, `{initials}` first letters of họ and đệm,
 * `{full}` the whole name, `{unit}` and `{agency}` their short names, `{yyyy}` `{mm}` of birth, `{cccd3}` `{cccd4}` last digits of the
 * citizen number, `{seq}` 1, 2, 3 … `{ho1}` `{dem1}` `{ten1}` are first letters.
 */
const TOKENS = [
  "ten",
  "ho",
  "dem",
  "initials",
  "full",
  "unit",
  "agency",
  "yyyy",
  "mm",
  "cccd3",
  "cccd4",
  "seq",
] as const;
const INITIAL_TOKENS = ["ho1", "dem1", "ten1"] as const;
type Token = (typeof TOKENS)[number] | (typeof INITIAL_TOKENS)[number];
const KNOWN: ReadonlySet<string> = new Set([...TOKENS, ...INITIAL_TOKENS]);

/** What a local part can be made of. `unit` and `agency` are short names such as "vp" and "skhcn". */
export type AddressFacts = {
  fullName?: string;
  unit?: string;
  agency?: string;
  /** "yyyy", "yyyy-mm" or "yyyy-mm-dd". */
  born?: string;
  /** Citizen number (CCCD) or its last digits; discloses personal data, so templates use it only where a province rules so. */
  cccd?: string;
};

/** How one province names personal, unit and agency mailboxes: templates in the order in which they are tried. */
export type AddressStyle = { personal: readonly string[]; unit: readonly string[]; agency: readonly string[] };

/**
 * The patterns of four provincial regulations of 2025: Ninh Bình 162/2025, Nghệ An 99/2025, Đồng Tháp 143/2025, Bắc Ninh 79/2025.
 * Where a regulation leaves the duplicate to agreement, a number follows.
 */
export const ADDRESS_STYLES = {
  ninhBinh: {
    personal: ["{ten}{initials}.{agency}", "{ten}{initials}{seq}.{agency}"],
    unit: ["{unit}.{agency}"],
    agency: ["{agency}"],
  },
  ngheAn: { personal: ["{ten}{initials}", "{ten}{initials}{seq}"], unit: ["{unit}.{agency}"], agency: ["{agency}"] },
  dongThap: {
    personal: [
      "{full}",
      "{full}{yyyy}",
      "{ho1}{dem}{ten}",
      "{initials}{ten}",
      "{initials}{ten}{yyyy}",
      "{initials}{ten}{mm}{yyyy}",
      "{full}{seq}",
    ],
    unit: ["{agency}.{unit}"],
    agency: ["{agency}"],
  },
  bacNinh: {
    personal: ["{ten}{initials}{cccd3}", "{ten}{initials}{cccd4}", "{ten}{initials}{cccd4}{seq}"],
    unit: ["{unit}.{agency}"],
    agency: ["{agency}"],
  },
} as const satisfies Record<string, AddressStyle>;

/** Local parts no person gets, whatever the domain (RFC 2142, and names people take for the operator). Agency names are added by the caller. */
export const RESERVED_LOCAL_PARTS: ReadonlySet<string> = new Set([
  ...[
    "postmaster",
    "abuse",
    "hostmaster",
    "webmaster",
    "noc",
    "security",
    "mailer-daemon",
    "ftp",
    "www",
    "usenet",
    "news",
    "uucp",
  ],
  ...[
    "info",
    "marketing",
    "sales",
    "support",
    "admin",
    "administrator",
    "root",
    "system",
    "sysadmin",
    "quantri",
    "hotro",
    "no-reply",
    "noreply",
  ],
]);

/** True when the template has at least one token, knows them all, and joins them only with letters, digits, dot, hyphen or underscore. */
export function isAddressTemplate(template: string): boolean {
  const tokens = tokensOf(template);
  return (
    tokens.length > 0 && tokens.every((t) => KNOWN.has(t)) && /^[a-z0-9._-]*$/.test(template.replace(/\{[^{}]*\}/g, ""))
  );
}

/** True when an address made from the template shows a part of a personal number or of the birth date. */
export function disclosesPersonalFacts(template: string): boolean {
  return tokensOf(template).some((t) => ["cccd3", "cccd4", "yyyy", "mm"].includes(t));
}

/**
 * The local part a template gives for these facts, ASCII lower case; null when a fact it needs is missing, or when the result
 * is no local part (RFC 5321 §4.1.2). `seq` counts from 1.
 */
export function fillTemplate(template: string, facts: AddressFacts, seq = 1): string | null {
  if (!isAddressTemplate(template)) return null;
  const values = tokenValues(facts, seq);
  let missing = false;
  const local = template.replace(/\{([^{}]*)\}/g, (_, token: Token) => {
    const value = values[token];
    // A name without đệm is common; every other empty token would change what the address says.
    if (value === "" && token !== "dem" && token !== "dem1" && token !== "initials") missing = true;
    return value;
  });
  return !missing && parseAddress(`${local}@x.vn`) ? local : null;
}

/**
 * The first free local parts in the order of the templates, at most `count`. `isTaken` must know every address ever given out, aliases and
 * revoked ones too: an address never passes to another person. A template with `{seq}` is tried with 1, 2, 3 … until enough are found.
 */
export function proposeLocalParts(
  templates: readonly string[],
  facts: AddressFacts,
  isTaken: (local: string) => boolean,
  count = 3,
): string[] {
  const found = new Set<string>();
  for (const local of candidateLocalParts(templates, facts)) {
    if (!isTaken(local)) found.add(local);
    if (found.size === count) break;
  }
  return [...found];
}

/** Every local part the templates can give, in their order, without reserved ones; the same may come twice. */
export function* candidateLocalParts(templates: readonly string[], facts: AddressFacts): Generator<string, undefined> {
  for (const template of templates) {
    const tries = tokensOf(template).includes("seq") ? MOST_NUMBERS : 1;
    for (let seq = 1; seq <= tries; seq++) {
      const local = fillTemplate(template, facts, seq);
      if (local === null) break;
      if (!RESERVED_LOCAL_PARTS.has(local)) yield local;
    }
  }
}

/** People of one name in one domain stay far below; a full set of numbers means `isTaken` answers always yes. */
const MOST_NUMBERS = 10_000;

/**
 * The short name of an agency for addresses: a commune by its name ("Xã Suối Giàng" → "suoigiang"),
 * any other by the first letters of its words ("Sở Khoa học và Công nghệ" → "skhcn").
 */
export function agencyShortName(name: string): string {
  const words = fold(name)
    .replace(/[^a-z0-9 ]/g, " ")
    .trim()
    .split(/\s+/);
  const commune = /^(ubnd )?(xa|phuong|thi tran|dac khu) (?<rest>.+)$/.exec(words.join(" "))?.groups?.rest;
  if (commune) return commune.replaceAll(" ", "");
  return words
    .filter((w) => w !== "va")
    .map((w) => (w === "ubnd" || w === "hdnd" ? w : w.charAt(0)))
    .join("");
}

function tokensOf(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map((m) => m[1] ?? "");
}

function tokenValues(facts: AddressFacts, seq: number): Record<Token, string> {
  const { family, middle, given } = splitName(facts.fullName ?? "");
  const [year = "", month = ""] = (facts.born ?? "").split("-");
  const digits = (facts.cccd ?? "").replace(/\D/g, "");
  const tail = (n: number) => (digits.length >= n ? digits.slice(-n) : "");
  const middleLetters = middle.split(/\s+/).map((w) => letters(w).charAt(0));
  return {
    ten: letters(given),
    ho: letters(family),
    dem: letters(middle),
    initials: letters(family).charAt(0) + middleLetters.join(""),
    full: letters(facts.fullName ?? ""),
    unit: letters(facts.unit ?? ""),
    agency: dotted(facts.agency ?? ""),
    yyyy: year,
    mm: month,
    cccd3: tail(3),
    cccd4: tail(4),
    seq: String(seq),
    ho1: letters(family).charAt(0),
    dem1: middleLetters[0] ?? "",
    ten1: letters(given).charAt(0),
  };
}

/** Letters and digits without marks: "H’Hen" → "hhen". */
function letters(text: string): string {
  return fold(text).replace(/[^a-z0-9]/g, "");
}

/** An agency's short name may itself have two parts, as in "minhtien.lucyen". */
function dotted(text: string): string {
  return text
    .split(".")
    .map(letters)
    .filter((part) => part !== "")
    .join(".");
}
