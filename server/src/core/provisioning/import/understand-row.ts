import { addressKey } from "@congthu/shared/address";
import type { AccountKind } from "@congthu/shared/directory-words";
import { fold } from "@congthu/shared/fold";
import type { AgencyId } from "@congthu/shared/ids";
import { actOfWords, type ImportAct, type ImportFault, type ImportField } from "@congthu/shared/import-words";
import type { AgencyRow } from "../../../store/agencies.ts";
import { isLocalPart } from "../../directory/create-account.ts";
import { isLeadingTitle } from "../leading-title.ts";
import type { AgencyIndex, Found } from "./agency-index.ts";
import type { ListColumn, ListRow } from "./read-list.ts";

/** What a row says, as far as it can be told from the row alone. */
export type Wanted = {
  kind: AccountKind;
  fullName: string;
  title: string;
  unit: string;
  phone: string;
  isLeader: boolean;
  quotaBytes: number | null;
  /** Whole, lower case; "" when the row names none. */
  address: string;
  born: string;
  cccd: string;
  reason: string;
  note: string;
  /** The group a chosen account shall be in. */
  groupId?: string;
  /** Which of the columns the file has: only these are changed. */
  has: ImportField[];
};
export type Understood = {
  no: number;
  act: ImportAct;
  agency: AgencyRow | null;
  wanted: Wanted;
  faults: ImportFault[];
};

const GIB = 1024 ** 3;
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\s'’.-]*$/u;
const LEADER = /^(x|co|yes|true|1|lanh dao.*)$/;

/** Reads one row: cells to values, with what is wrong or worth saying at its cell. `home` is the agency of rows that name none. */
export function understandRow(
  row: ListRow,
  q: { columns: readonly ListColumn[]; agencies: AgencyIndex; home: AgencyRow; defaultAct: ImportAct },
): Understood {
  const faults: ImportFault[] = [];
  const columnOf = (field: ImportField) => q.columns.findIndex((c) => c.field === field);
  const textOf = (field: ImportField) => row.cells[columnOf(field)]?.text ?? "";
  const tell = (field: ImportField, code: ImportFault["code"], x = "") => {
    const column = columnOf(field);
    faults.push({ field, column: column < 0 ? null : column, code, x });
  };
  for (const [i, cell] of row.cells.entries()) {
    const field = q.columns[i]?.field;
    if (cell.was !== undefined && field) tell(field, "text.converted", cell.text);
  }
  const asked = textOf("action");
  const told = asked === "" ? q.defaultAct : actOfWords(asked);
  if (told === undefined) tell("action", "action.unknown", asked);
  const act = told ?? "create";
  const agency = agencyOf(q, { code: textOf("agencyCode"), name: textOf("agency"), unit: textOf("unit") }, tell);
  const kind = kindOf(textOf("kind"), tell);
  const fullName = nameOf(textOf("fullName"), { act, kind, hasAddress: textOf("address") !== "" }, tell);
  const title = textOf("title");
  const leader = textOf("leader");
  const wanted: Wanted = {
    kind,
    fullName,
    title,
    unit: agency?.unit ?? textOf("unit"),
    phone: phoneOf(textOf("phone"), tell),
    isLeader: columnOf("leader") < 0 ? isLeadingTitle(title) : LEADER.test(fold(leader)),
    quotaBytes: quotaOf(textOf("quotaGb"), tell),
    address: addressOf(textOf("address"), agency?.agency.domain ?? q.home.domain, tell),
    born: bornOf(textOf("born"), tell),
    cccd: cccdOf(textOf("cccd"), tell),
    reason: textOf("reason"),
    note: textOf("note"),
    has: q.columns.flatMap((c) => (c.field === null ? [] : [c.field])),
  };
  if (textOf("changeWhat") !== "") applyChange(wanted, { what: textOf("changeWhat"), to: textOf("changeTo") }, tell);
  return {
    no: row.no,
    act: textOf("changeWhat") === "" ? act : "change",
    agency: agency?.agency ?? null,
    wanted,
    faults,
  };
}

type Tell = (field: ImportField, code: ImportFault["code"], x?: string) => void;

/** The agency a row names, by code, name, or a unit that is an agency; a division of the agency takes the person in. */
function agencyOf(
  q: { agencies: AgencyIndex; home: AgencyRow },
  named: { code: string; name: string; unit: string },
  tell: Tell,
): { agency: AgencyRow; unit: string } | null {
  const open = (found: Found, field: ImportField, x: string): AgencyRow | null => {
    if (found === "none" || found === "many") tell(field, found === "none" ? "agency.unknown" : "agency.ambiguous", x);
    else if (found.agency.closed_on !== null) tell(field, "agency.closed", x);
    else return found.agency;
    return null;
  };
  const agency =
    named.code !== ""
      ? open(q.agencies.byCode(named.code), "agencyCode", named.code)
      : named.name !== ""
        ? open(q.agencies.byName(named.name), "agency", named.name)
        : q.home;
  if (!agency || named.unit === "") return agency && { agency, unit: named.unit };
  const division = q.agencies.division(agency.agency_id as AgencyId, named.unit);
  if (division) return { agency: division, unit: "" };
  const whole = named.code === "" && named.name === "" ? q.agencies.byName(named.unit) : "none";
  if (whole !== "none" && whole !== "many" && whole.agency.closed_on === null)
    return { agency: whole.agency, unit: "" };
  return { agency, unit: named.unit };
}

function nameOf(text: string, q: { act: ImportAct; kind: AccountKind; hasAddress: boolean }, tell: Tell): string {
  if (text === "") {
    if (q.act === "create" || !q.hasAddress) tell("fullName", "name.missing");
    return "";
  }
  if (q.kind !== "person") return text.slice(0, 200);
  if (text.length > 100 || !NAME.test(text)) {
    tell("fullName", "name.invalid", text.slice(0, 100));
    return text.slice(0, 200);
  }
  const isShouted = text === text.toLocaleUpperCase("vi") && text !== text.toLocaleLowerCase("vi") && text.length > 2;
  if (!isShouted) return text;
  const calm = text
    .toLocaleLowerCase("vi")
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase("vi"));
  if (calm !== text) tell("fullName", "name.capitals", calm);
  return calm;
}

function kindOf(text: string, tell: Tell): AccountKind {
  const plain = fold(text);
  if (plain === "" || /^(ca nhan|nguoi dung|person)/.test(plain)) return "person";
  if (/^(co quan|hop thu co quan|don vi|agency)/.test(plain)) return "agency";
  if (/^(ky thuat|dich vu|technical)/.test(plain)) return "technical";
  tell("kind", "kind.unknown", text);
  return "person";
}

/** vietnam.md §5.5: ten digits of a mobile, ten or eleven of a landline; Excel drops the 0 in front, +84 stands for it. */
function phoneOf(text: string, tell: Tell): string {
  if (text === "") return "";
  const digits = text.replace(/[\s.\-()]/g, "").replace(/^(\+84|0084)/, "0");
  if (/^0\d{9,10}$/.test(digits)) return digits;
  if (/^[235789]\d{8,9}$/.test(digits)) {
    tell("phone", "phone.zero", `0${digits}`);
    return `0${digits}`;
  }
  tell("phone", "phone.invalid", text.slice(0, 40));
  return "";
}

function addressOf(text: string, domain: string, tell: Tell): string {
  if (text === "") return "";
  const address = addressKey(text.includes("@") ? text : `${text}@${domain}`);
  const local = address.slice(0, address.lastIndexOf("@"));
  if (isLocalPart(local)) return address;
  tell("address", "address.invalid", text.slice(0, 100));
  return "";
}

function bornOf(text: string, tell: Tell): string {
  if (text === "") return "";
  const whole = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = whole ? `${whole[3]}-${whole[2]?.padStart(2, "0")}-${whole[1]?.padStart(2, "0")}` : text;
  if (/^(19|20)\d{2}$/.test(text)) return text;
  if (/^(19|20)\d{2}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(Date.parse(iso))) return iso;
  tell("born", "born.invalid", text.slice(0, 40));
  return "";
}

function cccdOf(text: string, tell: Tell): string {
  const digits = text.replace(/[\s.]/g, "");
  if (digits === "") return "";
  if (/^\d{9,12}$/.test(digits)) return digits.length === 11 ? `0${digits}` : digits;
  tell("cccd", "cccd.invalid");
  return "";
}

function quotaOf(text: string, tell: Tell): number | null {
  if (text === "") return null;
  const gb = Number(text.replace(/\s*gb$/i, "").replace(",", "."));
  if (Number.isFinite(gb) && gb >= 0 && gb <= 1_000) return Math.round(gb * GIB);
  tell("quotaGb", "quota.invalid", text.slice(0, 40));
  return null;
}

/** Mẫu 2 of Nghệ An 99/2025: what shall change, and to what. */
function applyChange(wanted: Wanted, q: { what: string; to: string }, tell: Tell): void {
  const what = fold(q.what);
  const field = /chuc (vu|danh)/.test(what) ? "title" : /phong|bo phan|don vi/.test(what) ? "unit" : null;
  if (field !== null) {
    wanted[field] = q.to;
    wanted.has = [field];
  } else if (/ho (va )?ten/.test(what)) {
    wanted.fullName = q.to;
    wanted.has = ["fullName"];
  } else tell("changeWhat", "change.unknown", q.what);
}
