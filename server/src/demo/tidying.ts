import { startOfLocalDay } from "@congthu/shared/dates";
import { isActive, partyOf } from "./desk.ts";
import { type Letter, PLAIN_LETTER } from "./letter.ts";
import type { DemoPerson, Province } from "./province.ts";
import { createRandom } from "./random.ts";
import type { Reading } from "./reading.ts";

/** A letter taken from the inbox to a folder of its owner (a path from the top) or to the trash. */
export type Move = {
  messageId: string;
  mailbox: string;
  at: number;
  to: { folder: readonly string[] } | { role: "trash" };
};

const AGED_MS = 12 * 86_400_000;

/**
 * How people keep order in their mailboxes: those with a password file part of what they read, clerks file what was entered into the
 * register, a little goes to the trash. Nobody tidies who does not use the mailbox.
 */
export function tidyUp(province: Province, readings: readonly Reading[], today: string): Move[] {
  const people = new Map(province.people.map((p) => [p.key, p]));
  const random = createRandom(`congthu/${province.size}/${province.seed}/tidying`);
  const before = startOfLocalDay(today) - AGED_MS;
  const year = today.slice(0, 4);
  return readings.flatMap((r): Move[] => {
    const p = people.get(r.personKey);
    if (!p || p.password === null || !isActive(p) || r.at > before || r.flagged) return [];
    const shared = r.mailbox !== p.address;
    const move = { messageId: r.messageId, mailbox: r.mailbox, at: r.at + 3_600_000 };
    if (random.chance(0.05)) return [{ ...move, to: { role: "trash" } }];
    if (!random.chance(shared ? 0.45 : 0.25)) return [];
    const folder = shared
      ? ["Văn bản đến", `Năm ${year}`]
      : ["Công việc", random.chance(0.6) ? `Năm ${year}` : "Theo dõi"];
    return [{ ...move, to: { folder } }];
  });
}

const DRAFTS: readonly (readonly [subject: string, text: string])[] = [
  [
    "Báo cáo kết quả công tác tháng (chưa xong)",
    "Kính gửi lãnh đạo,\n\nTôi xin báo cáo kết quả công tác tháng như sau:\n\n1. ",
  ],
  ["Xin ý kiến về dự thảo kế hoạch", "Chào anh/chị,\n\nTôi gửi dự thảo kế hoạch, đề nghị góp ý trước "],
  ["Đăng ký lịch họp", ""],
];

/** Letters begun and not sent, one for every third person with a password who uses the mailbox. */
export function draftLetters(province: Province, today: string): { owner: DemoPerson; letter: Letter }[] {
  const random = createRandom(`congthu/${province.size}/${province.seed}/drafts`);
  return province.people
    .filter((p) => p.password !== null && isActive(p))
    .filter((_, i) => i % 3 === 0)
    .map((owner, i) => {
      const [subject, text] = DRAFTS[i % DRAFTS.length] ?? ["", ""];
      const letter: Letter = {
        ...PLAIN_LETTER,
        ...{
          messageId: `<nhap.${i}.${province.seed}@${province.domain}>`,
          at: startOfLocalDay(today) - random.int(60, 2000) * 60_000,
        },
        ...{ author: { kind: "person", personKey: owner.key }, from: partyOf(owner), to: [], subject, text },
      };
      return { owner, letter };
    });
}
