import { addDays, formatDay } from "@congthu/shared/dates";
import { type Desk, fromPerson, isActive, partyOf } from "./desk.ts";
import { docx } from "./documents/docx.ts";
import type { Paper } from "./documents/paper.ts";
import { pdf } from "./documents/pdf.ts";
import { landscape, VIEWS } from "./documents/png.ts";
import { xlsx } from "./documents/xlsx.ts";
import { xmlText } from "./documents/zip.ts";
import { type Letter, type LetterFile, PLAIN_LETTER, replyTo } from "./letter.ts";
import { momentAfter, momentOn } from "./moments.ts";
import { DOCX, XLSX } from "./official-letter.ts";
import type { DemoPerson } from "./province.ts";
import type { Random } from "./random.ts";
import { TALKS, type Talk } from "./talks.ts";

/** Threads between colleagues, of the same agency or another, in two to four turns. */
export function talkLetters(desk: Desk, count: number): Letter[] {
  const random = desk.random.fork("talks");
  const keys = desk.province.agencies.map((a) => a.key).filter((key) => desk.active(key).length > 0);
  // Larger agencies write more.
  const weights = keys.map((key) => [key, desk.active(key).length] as const);
  // Those whose mailboxes are looked into have more to show.
  const shown = desk.province.people.filter((p) => p.password !== null && isActive(p));
  return Array.from({ length: count }, (_, i) => {
    const own = random.fork(String(i));
    const first = own.chance(0.3) ? own.pick(shown) : own.pick(desk.active(own.weighted(weights)));
    const second = colleague(desk, own, first, weights);
    return second
      ? thread(desk, own, { talk: TALKS[i % TALKS.length] ?? own.pick(TALKS), first, second, label: `talk/${i}` })
      : [];
  }).flat();
}

function colleague(
  desk: Desk,
  random: Random,
  first: DemoPerson,
  weights: readonly (readonly [string, number])[],
): DemoPerson | undefined {
  const same = random.chance(0.65);
  const pool = same ? desk.staff(first.agencyKey) : desk.active(random.weighted(weights));
  const others = pool.filter((p) => p.key !== first.key && !p.locked);
  return others.length > 0 ? random.pick(others) : undefined;
}

type Thread = { talk: Talk; first: DemoPerson; second: DemoPerson; label: string };

function thread(desk: Desk, random: Random, t: Thread): Letter[] {
  const letters: Letter[] = [];
  const asked = t.talk.subject.includes("20/10") ? womensDay(desk) : random.pick(desk.days);
  if (asked === undefined) return [];
  const subject = dated(t.talk.subject, asked, random);
  // Who never opens the mailbox does not answer; some threads rest unanswered anyway.
  const answers = desk.active(t.second.agencyKey).includes(t.second) && random.chance(0.85);
  const turns = answers ? t.talk.turns : t.talk.turns.slice(0, 1);
  for (const [i, turn] of turns.entries()) {
    const [writer, reader] = i % 2 === 0 ? [t.first, t.second] : [t.second, t.first];
    const before = letters.at(-1);
    const at = before ? momentAfter(random, before.at, desk.days) : momentOn(random, asked);
    const body = `${address(turn, reader)}\n\n${signature(desk, writer)}`;
    const quoted = before ? `\n\nVào lúc trước, ${before.from.name} đã viết:\n${before.text.replace(/^/gm, "> ")}` : "";
    const html = random.chance(0.5)
      ? `<p>${xmlText(body).replaceAll("\n\n", "</p><p>").replaceAll("\n", "<br>")}</p>`
      : null;
    letters.push({
      ...PLAIN_LETTER,
      ...fromPerson(writer),
      ...(before ? replyTo(before) : { subject }),
      to: [partyOf(reader)],
      ...{ messageId: desk.messageId(`${t.label}/${i}`), at, text: body + (html ? "" : quoted), html },
      files: i === 0 && t.talk.file ? [fileOf({ ...t.talk, subject }, writer, random, desk)] : [],
    });
  }
  return letters;
}

function dated(subject: string, day: string, random: Random): string {
  const firstMonday = Date.parse(`${day.slice(0, 4)}-01-05T00:00:00Z`);
  const values: Record<string, string> = {
    tuan: String(1 + Math.floor((Date.parse(`${day}T00:00:00Z`) - firstMonday) / (7 * 86_400_000)) + 1),
    thang: String(Number(day.slice(5, 7))),
    ngay: formatDay(day).slice(0, 5),
    homqua: formatDay(addDays(day, -1)).slice(0, 5),
    so: String(random.int(100, 900)),
  };
  return subject.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

function womensDay(desk: Desk): string | undefined {
  return desk.days.find((day) => day.endsWith("-10-20") || day.endsWith("-10-19"));
}

function address(text: string, reader: DemoPerson): string {
  const title = reader.sex === "man" ? "anh" : "chị";
  const given = reader.fullName.split(" ").at(-1) ?? "";
  return text
    .replaceAll("{ten}", `${title} ${given}`)
    .replaceAll("{anhchi}", title)
    .replaceAll("{anhchi_hoa}", title.charAt(0).toUpperCase() + title.slice(1))
    .replace(/^\p{Ll}/u, (c) => c.toUpperCase());
}

function signature(desk: Desk, p: DemoPerson): string {
  const place = [p.unit, desk.agency(p.agencyKey)?.name].filter((s) => s).join(", ");
  return `${p.fullName}\n${p.title} – ${place}`;
}

function fileOf(talk: Talk, writer: DemoPerson, random: Random, desk: Desk): LetterFile {
  const paper: Paper = {
    heading: [talk.subject.toUpperCase()],
    paragraphs: [
      "1. Kết quả thực hiện: các nhiệm vụ được giao cơ bản hoàn thành đúng thời hạn.",
      "2. Tồn tại: việc phối hợp giữa các phòng có lúc chưa kịp thời.",
      "3. Kiến nghị: đề nghị lãnh đạo xem xét, bố trí thêm thiết bị.",
    ],
    signature: [writer.title.toUpperCase(), writer.fullName],
  };
  switch (talk.file) {
    case "xlsx": {
      const people = random.sample(desk.staff(writer.agencyKey), 8);
      const rows = people.map((p, i) => [i + 1, p.fullName, p.title, p.unit]);
      return {
        name: `${fileStem(talk.subject)}.xlsx`,
        type: XLSX,
        bytes: xlsx("Danh sách", [["STT", "Họ và tên", "Chức vụ", "Đơn vị"], ...rows]),
      };
    }
    case "photo":
      return { name: "Ảnh hiện trường sáng nay.png", type: "image/png", bytes: landscape(random.int(0, VIEWS - 1)) };
    case "pdf":
      return { name: `${fileStem(talk.subject)}.pdf`, type: "application/pdf", bytes: pdf(paper) };
    default:
      return { name: `${fileStem(talk.subject)} (dự thảo 2).docx`, type: DOCX, bytes: docx(paper) };
  }
}

/** A subject as a file may be called. */
function fileStem(subject: string): string {
  return subject.replaceAll("/", "-");
}
