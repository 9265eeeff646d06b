import { fold } from "./fold.ts";

/** What a column of a list of people can hold. */
export const IMPORT_FIELDS = [
  "no",
  "fullName",
  "title",
  "unit",
  "agency",
  "agencyCode",
  "phone",
  "action",
  "address",
  "born",
  "cccd",
  "leader",
  "kind",
  "quotaGb",
  "reason",
  "changeWhat",
  "changeTo",
  "note",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/**
 * Headings as people write them, folded and without punctuation: the forms of Nghệ An 99/2025 (Mẫu 1, 2) and Đồng Tháp 143/2025 (Mẫu 01–03), the lists
 * of personnel offices, and our own full form, whose heading stands first.
 */
const HEADINGS: Record<ImportField, readonly string[]> = {
  no: ["stt", "tt", "so tt", "so thu tu"],
  fullName: [
    "ho va ten",
    "ho ten",
    "ho va ten can bo",
    "ho va ten nguoi dung",
    "ten hop thu",
    "ten can bo",
    "full name",
  ],
  title: ["chuc vu", "chuc danh", "chuc vu chuc danh", "chuc vu cong tac", "vi tri viec lam", "title"],
  unit: [
    "phong bo phan",
    "phong ban don vi",
    "phong ban",
    "phong",
    "don vi bo phan",
    "bo phan",
    "don vi",
    "don vi truc thuoc",
    "phong ban bo phan",
    "unit",
  ],
  agency: ["co quan", "co quan don vi", "ten co quan", "ten co quan don vi", "don vi cong tac", "agency"],
  agencyCode: [
    "ma dinh danh co quan",
    "ma dinh danh",
    "ma dinh danh dien tu",
    "ma co quan",
    "ma don vi",
    "agency code",
  ],
  phone: ["so dien thoai", "dien thoai", "sdt", "dtdd", "di dong", "so dien thoai di dong", "phone"],
  action: ["noi dung de nghi", "de nghi", "noi dung", "yeu cau", "action"],
  address: [
    "dia chi thu",
    "dia chi thu dien tu",
    "dia chi hop thu",
    "dia chi email",
    "email",
    "thu dien tu",
    "hop thu",
    "tai khoan",
    "ten dang nhap",
    "address",
  ],
  born: ["ngay sinh", "nam sinh", "ngay thang nam sinh", "born"],
  cccd: ["so cccd", "cccd", "so can cuoc", "can cuoc cong dan", "so can cuoc cong dan", "so dinh danh ca nhan"],
  leader: ["lanh dao", "la lanh dao", "lanh dao quan ly", "leader"],
  kind: ["loai tai khoan", "loai hop thu", "kind"],
  quotaGb: ["dung luong gb", "dung luong", "quota"],
  reason: ["ly do", "reason"],
  changeWhat: ["thong tin can thay doi"],
  changeTo: ["thong tin moi"],
  note: ["ghi chu", "note"],
};

const FIELD_OF = new Map(IMPORT_FIELDS.flatMap((field) => HEADINGS[field].map((text) => [text, field] as const)));

/** The field a heading names, whatever its marks, case, punctuation and remarks in brackets; undefined for one we do not know. */
export function fieldOfHeading(heading: string): ImportField | undefined {
  const plain = (text: string) =>
    fold(text)
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  return FIELD_OF.get(plain(heading)) ?? FIELD_OF.get(plain(heading.replace(/\(.*?\)/g, " ")));
}

/** What a row asks for. */
export const IMPORT_ACTS = [
  "create",
  "change",
  "move",
  "lock",
  "unlock",
  "reset",
  "depart",
  "restore",
  "revoke",
] as const;
export type ImportAct = (typeof IMPORT_ACTS)[number];

/** What is done with many chosen accounts at once. */
export const BULK_ACTS = ["lock", "unlock", "move", "quota", "reset", "group", "depart"] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

/** What a row of a list asks for, whether it came in a file or from a choice of accounts. */
export const LIST_ACTS = [...IMPORT_ACTS, "quota", "group"] as const;
export type ListAct = (typeof LIST_ACTS)[number];

/** Where a list comes from: a file that was handed in, or accounts chosen in the table. */
export const LIST_ORIGINS = ["file", "choice"] as const;
export type ListOrigin = (typeof LIST_ORIGINS)[number];

const ACT_WORDS: readonly [RegExp, ImportAct][] = [
  [/mat khau/, "reset"],
  [/mo khoa/, "unlock"],
  [/khoi phuc/, "restore"],
  [/khoa gui|nghi|cham dut/, "depart"],
  [/khoa/, "lock"],
  [/\bxoa\b|thu hoi|\bhuy\b/, "revoke"],
  [/chuyen/, "move"],
  [/thay doi|sua|cap nhat|dieu chinh/, "change"],
  [/cap|tao|moi|them|create/, "create"],
];

/** What the words of a request ask for ("cấp mới", "tạm khóa", "xóa" …); undefined when they say none of it. */
export function actOfWords(text: string): ImportAct | undefined {
  const plain = fold(text);
  return ACT_WORDS.find(([words]) => words.test(plain))?.[1];
}

/** States of a list: what is faulty cannot run; `running` and `undoing` go on by themselves, after a crash too. */
export const IMPORT_STATES = ["checked", "running", "done", "undoing", "undone", "failed"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** `skipped`: nothing to do, it is so already. `kept`: could not be undone, somebody uses it. */
export const IMPORT_ROW_STATES = ["ready", "faulty", "skipped", "done", "undone", "kept"] as const;
export type ImportRowState = (typeof IMPORT_ROW_STATES)[number];

/** What is wrong with a cell, or worth saying about it, in both languages; `{x}` is a word of the case. */
export const IMPORT_FAULTS = {
  "name.missing": { error: true, vi: "Chưa có họ và tên.", en: "The name is missing." },
  "name.invalid": {
    error: true,
    vi: "Họ và tên có ký tự lạ: “{x}”.",
    en: "The name has strange characters: “{x}”.",
  },
  "name.capitals": { error: false, vi: "Họ tên viết hoa toàn bộ được đổi thành “{x}”.", en: "Capitals become “{x}”." },
  "text.converted": {
    error: false,
    vi: "Chữ theo bảng mã cũ (TCVN3, VNI…) được đổi thành “{x}”.",
    en: "Text of an old character set becomes “{x}”.",
  },
  "agency.unknown": {
    error: true,
    vi: "Không tìm thấy cơ quan “{x}” trong phạm vi được nhập.",
    en: "There is no agency “{x}” in the chosen scope.",
  },
  "agency.ambiguous": {
    error: true,
    vi: "Có nhiều cơ quan tên “{x}”; hãy ghi mã định danh.",
    en: "Several agencies are called “{x}”; write the code.",
  },
  "agency.closed": { error: true, vi: "Cơ quan “{x}” đã giải thể.", en: "The agency “{x}” is closed." },
  "phone.zero": {
    error: false,
    vi: "Số điện thoại mất số 0 đầu, được sửa thành {x}.",
    en: "The lost 0 is put back: {x}.",
  },
  "phone.invalid": {
    error: true,
    vi: "“{x}” không phải số điện thoại Việt Nam.",
    en: "“{x}” is no telephone number of Vietnam.",
  },
  "action.unknown": {
    error: true,
    vi: "Không hiểu nội dung đề nghị “{x}”. Hãy ghi: cấp mới, tạm khóa, mở khóa, cấp lại mật khẩu, thay đổi, chuyển, nghỉ, khôi phục hoặc xóa.",
    en: "“{x}” asks for nothing we know.",
  },
  "address.invalid": {
    error: true,
    vi: "Địa chỉ “{x}” không hợp lệ: chỉ dùng chữ thường không dấu, chữ số và dấu chấm.",
    en: "The address “{x}” is not valid.",
  },
  "address.taken": {
    error: true,
    vi: "Địa chỉ {x} đã cấp cho người khác; địa chỉ đã cấp không dùng lại.",
    en: "{x} was given to somebody else and is never given again.",
  },
  "address.reserved": { error: true, vi: "Địa chỉ {x} được dành riêng.", en: "{x} is reserved." },
  "address.domain": {
    error: true,
    vi: "Tên miền của {x} không phải của cơ quan này.",
    en: "{x} is not of the agency's domain.",
  },
  "address.none": {
    error: true,
    vi: "Không tạo được địa chỉ theo quy tắc của tỉnh; hãy ghi địa chỉ, ngày sinh hoặc số CCCD.",
    en: "The province's rule gives no address; write one, the date of birth or the citizen number.",
  },
  "account.unknown": {
    error: true,
    vi: "Không tìm thấy hộp thư của “{x}” trong cơ quan này; hãy ghi địa chỉ thư.",
    en: "There is no mailbox of “{x}” in this agency; write the address.",
  },
  "account.ambiguous": {
    error: true,
    vi: "Có nhiều người tên “{x}” trong cơ quan này; hãy ghi địa chỉ thư.",
    en: "Several people are called “{x}” here; write the address.",
  },
  "account.exists": { error: false, vi: "Đã có hộp thư {x}, bỏ qua.", en: "{x} is there already; skipped." },
  "account.state": {
    error: true,
    vi: "Hộp thư {x} đang ở trạng thái không làm được việc này.",
    en: "The state of {x} does not allow this.",
  },
  "account.denied": {
    error: true,
    vi: "Không có quyền làm việc này với {x}: tài khoản của chính mình, hoặc đang giữ vai trò quản trị.",
    en: "You may not do this to {x}: your own account, or one that holds a role.",
  },
  "account.already": { error: false, vi: "{x} đã như vậy, bỏ qua.", en: "{x} is so already; skipped." },
  "account.noPassword": {
    error: true,
    vi: "{x} là hộp thư cơ quan, không có mật khẩu.",
    en: "{x} is an agency's mailbox and has no password.",
  },
  "born.invalid": {
    error: true,
    vi: "“{x}” không phải ngày sinh (dd/mm/yyyy hoặc yyyy).",
    en: "“{x}” is no date of birth (dd/mm/yyyy or yyyy).",
  },
  "cccd.invalid": { error: true, vi: "Số CCCD phải có 12 chữ số.", en: "A citizen number has 12 digits." },
  "quota.invalid": { error: true, vi: "“{x}” không phải dung lượng (GB).", en: "“{x}” is no room in GB." },
  "kind.unknown": {
    error: true,
    vi: "Không hiểu loại tài khoản “{x}”. Hãy ghi: cá nhân, cơ quan hoặc kỹ thuật.",
    en: "“{x}” is no kind of account.",
  },
  "change.unknown": {
    error: true,
    vi: "Không hiểu thông tin cần thay đổi “{x}”. Hãy ghi: họ và tên, chức vụ hoặc phòng, bộ phận.",
    en: "“{x}” is nothing that can be changed here.",
  },
  "row.double": { error: true, vi: "Trùng hoàn toàn với dòng {x}.", en: "The same as row {x}." },
} as const;
export type ImportFaultCode = keyof typeof IMPORT_FAULTS;

/** Something about a cell. `column` counts from 0; null when the column is not in the file. */
export type ImportFault = { field: ImportField; column: number | null; code: ImportFaultCode; x: string };

/** The sentence about a cell. */
export function faultText(fault: Pick<ImportFault, "code" | "x">, language: "vi" | "en"): string {
  return IMPORT_FAULTS[fault.code][language].replace("{x}", fault.x);
}

/** Whether it keeps the row from being carried out. */
export function isError(fault: Pick<ImportFault, "code">): boolean {
  return IMPORT_FAULTS[fault.code].error;
}
