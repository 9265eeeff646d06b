import { fold } from "./fold.ts";

/** Why somebody is away for long with the mailbox kept: maternity, study, illness, work elsewhere, unpaid leave, another reason. */
export const LEAVE_KINDS = ["maternity", "study", "sick", "secondment", "unpaid", "other"] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

const KIND_WORDS: readonly [RegExp, LeaveKind][] = [
  [/thai san|sinh con|maternity/, "maternity"],
  [/hoc|dao tao|boi duong|study/, "study"],
  [/om|benh|dieu tri|sick/, "sick"],
  [/biet phai|dieu dong|tang cuong|cong tac|secondment/, "secondment"],
  [/khong (huong )?luong|viec rieng|unpaid/, "unpaid"],
];

/** The kind that words such as “nghỉ thai sản” or “đi học tập trung” mean; `other` for any other reason. */
export function leaveKindOf(text: string): LeaveKind {
  const plain = fold(text);
  return KIND_WORDS.find(([words]) => words.test(plain))?.[1] ?? "other";
}

/** What a column of a list of leave can hold. */
export type LeaveField = "no" | "fullName" | "address" | "from" | "to" | "kind" | "document";

/** Headings as people write them, folded; the first is ours. */
export const LEAVE_HEADINGS: Record<LeaveField, readonly string[]> = {
  no: ["stt", "tt", "so tt"],
  fullName: ["ho va ten", "ho ten", "ten can bo", "full name"],
  address: ["dia chi thu", "dia chi thu dien tu", "email", "thu dien tu", "hop thu", "tai khoan", "address"],
  from: ["nghi tu ngay", "tu ngay", "ngay bat dau", "from"],
  to: ["nghi den ngay", "den ngay", "den het ngay", "ngay ket thuc", "to"],
  kind: ["ly do", "ly do nghi", "loai nghi", "hinh thuc", "reason"],
  document: ["quyet dinh", "so quyet dinh", "van ban", "so van ban", "document"],
};

/** What a heading of a list of leave names, whatever its marks, case and remarks in brackets. */
export function leaveFieldOf(heading: string): LeaveField | undefined {
  const plain = fold(heading.replace(/\(.*?\)/g, " "))
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  return (Object.keys(LEAVE_HEADINGS) as LeaveField[]).find((field) => LEAVE_HEADINGS[field].includes(plain));
}

/** What is wrong with a row of a list of leave; nothing wrong, it is recorded. `known`: on record already, skipped. */
export const LEAVE_FAULTS = ["unknown", "ambiguous", "days", "overlap", "known"] as const;
export type LeaveFault = (typeof LEAVE_FAULTS)[number];
