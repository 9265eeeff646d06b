import { addDays, formatDay, formatTime, localDay } from "@congthu/shared/dates";
import { type Desk, fromAgency, fromPerson, partyOf } from "./desk.ts";
import { pdf } from "./documents/pdf.ts";
import { xmlText } from "./documents/zip.ts";
import { type Letter, PLAIN_LETTER, replyTo } from "./letter.ts";
import { type Audience, MATTERS, type Matter } from "./matters.ts";
import { momentAfter, momentOn } from "./moments.ts";
import { officialLetter } from "./official-letter.ts";
import type { DemoAgency, DemoPerson } from "./province.ts";
import type { Random } from "./random.ts";
import { recipientsOf } from "./recipients.ts";

/** Official letters of the quarter in the order of their numbers, each with the answers it got. */
export function officialLetters(desk: Desk, volume: { official: number; passedOn: number }): Letter[] {
  const random = desk.random.fork("official");
  const planned = Array.from({ length: volume.official }, (_, i) => plan(desk, random.fork(String(i)), i))
    .filter((p) => p !== null)
    .sort((a, b) => a.at - b.at);
  const numbers = new Map<string, number>();
  return planned.flatMap((p) => {
    const number = (numbers.get(p.agency.key) ?? p.random.int(3, 40) * 20 + 4) + p.random.int(1, 9);
    numbers.set(p.agency.key, number);
    const letter = issue(desk, p, number);
    return [letter, ...answers(desk, p, letter), ...passOn(desk, p, letter, volume.passedOn)];
  });
}

type Planned = {
  matter: Matter;
  agency: DemoAgency;
  clerk: DemoPerson;
  signer: DemoPerson;
  at: number;
  random: Random;
  label: string;
};

function plan(desk: Desk, random: Random, i: number): Planned | null {
  // Every matter once, then by chance; what goes to everyone stays rare.
  const often = MATTERS.filter((m) => m.audience !== "everyone");
  const matter = MATTERS[i] ?? random.pick(often);
  for (const key of matter.by) {
    const agency = desk.agency(key);
    const clerk = desk.clerk(key);
    const leaders = desk.staff(key).filter((p) => p.title === agency?.head || p.title === agency?.deputy);
    if (!agency?.address || !clerk || leaders.length === 0) continue;
    const at = momentOn(random, random.pick(desk.days));
    return { matter, agency, clerk, signer: random.pick(leaders), at, random, label: `official/${i}` };
  }
  return null;
}

function issue(desk: Desk, p: Planned, number: number): Letter {
  const written = officialLetter({ province: desk.province, ...p, number });
  return {
    ...PLAIN_LETTER,
    ...fromAgency(p.agency, p.clerk),
    ...written,
    messageId: desk.messageId(p.label),
    at: p.at,
    to: recipientsOf(desk, p.matter.audience, p.agency),
    headers: p.matter.urgent
      ? [
          ["Importance", "high"],
          ["X-Priority", "1"],
        ]
      : [],
  };
}

/** Answers of the agencies whose clerk opens the shared mailbox, each for its own agency. */
function answers(desk: Desk, p: Planned, letter: Letter): Letter[] {
  const answer = p.matter.answer;
  if (!answer) return [];
  const asked = desk.province.agencies.filter(
    (a) => a.key !== p.agency.key && a.address && answersTo(p.matter.audience, a),
  );
  return p.random.sample(asked, p.random.int(1, Math.min(6, asked.length))).flatMap((agency): Letter[] => {
    const clerk = desk.clerk(agency.key);
    if (!clerk) return [];
    const at = momentAfter(p.random, letter.at, desk.days);
    const head = desk.staff(agency.key)[0];
    const text = `Kính gửi: ${p.agency.name}\n\n${answer}\n\nTrân trọng./.\n\nTL. ${agency.head.toUpperCase()}\n${clerk.fullName}\n${clerk.title}, ${agency.name}`;
    const annexed = p.random.chance(0.35);
    const paper = {
      heading: [agency.name.toUpperCase(), "BÁO CÁO", letter.subject],
      paragraphs: [answer],
      signature: [agency.head.toUpperCase(), head?.fullName ?? ""],
    };
    return [
      {
        ...PLAIN_LETTER,
        ...fromAgency(agency, clerk),
        ...replyTo(letter),
        ...{ messageId: desk.messageId(`${p.label}/${agency.key}`), at, text },
        files: annexed
          ? [
              {
                name: `Báo cáo của ${agency.name.replace("UBND ", "")}.pdf`,
                type: "application/pdf",
                bytes: pdf(paper),
              },
            ]
          : [],
      },
    ];
  });
}

/** Clerks pass what came to the agency's mailbox on to the official who is to deal with it; `share` of the agencies do so by mail. */
function passOn(desk: Desk, p: Planned, letter: Letter, share: number): Letter[] {
  if (p.matter.audience === "everyone" || p.matter.audience === "leaders") return [];
  const asked = desk.province.agencies.filter(
    (a) => a.key !== p.agency.key && a.address && answersTo(p.matter.audience, a),
  );
  const random = p.random.fork("pass on");
  return asked.flatMap((agency): Letter[] => {
    const clerk = desk.clerk(agency.key);
    const others = desk.staff(agency.key).filter((x) => !x.clerk && !x.locked);
    if (!clerk || others.length === 0 || !random.chance(share)) return [];
    const official = random.pick(others);
    const title = official.sex === "man" ? "anh" : "chị";
    const words = `Kính chuyển ${title} ${official.fullName.split(" ").at(-1)} nghiên cứu, tham mưu xử lý trước ngày ${formatDay(addDays(localDay(letter.at), 7))}.\n\n${clerk.fullName}\n${clerk.title}, ${agency.name}`;
    const head = `Từ: ${letter.from.name} <${letter.from.address}>\nNgày: ${formatTime(letter.at)}\nTiêu đề: ${letter.subject}`;
    return [
      {
        ...PLAIN_LETTER,
        ...fromPerson(clerk),
        ...{
          messageId: desk.messageId(`${p.label}/${agency.key}/pass on`),
          at: momentAfter(random, letter.at, desk.days),
        },
        ...{ to: [partyOf(official)], subject: `Chuyển tiếp: ${letter.subject}`, references: [letter.messageId] },
        text: `${words}\n\n---------- Thư được chuyển tiếp ----------\n${head}\n\n${letter.text}`,
        html: `<p>${xmlText(words).replaceAll("\n", "<br>")}</p><p>---------- Thư được chuyển tiếp ----------<br>${xmlText(head).replaceAll("\n", "<br>")}</p>\n${letter.html ?? ""}`,
        files: letter.files,
      },
    ];
  });
}

function answersTo(audience: Audience, a: DemoAgency): boolean {
  if (audience === "communes") return a.kind === "commune";
  if (audience === "departments") return a.kind === "department";
  return a.kind !== "province";
}
