import { addDays, formatDay, localDay, startOfLocalDay } from "@congthu/shared/dates";
import { isWorkingDay } from "@congthu/shared/working-days";
import { type Desk, fromAgency } from "./desk.ts";
import { pdf } from "./documents/pdf.ts";
import { xmlText } from "./documents/zip.ts";
import { type Letter, type Party, PLAIN_LETTER, replyTo } from "./letter.ts";
import { type Audience, MATTERS, type Matter } from "./matters.ts";
import { momentAfter, momentOn } from "./moments.ts";
import { officialLetter, tableOf } from "./official-letter.ts";
import type { DemoAgency, DemoPerson } from "./province.ts";
import type { Random } from "./random.ts";

/** Official letters of the quarter in the order of their numbers, each with the answers it got. */
export function officialLetters(desk: Desk, count: number): Letter[] {
  const random = desk.random.fork("official");
  const planned = Array.from({ length: count }, (_, i) => plan(desk, random.fork(String(i)), i))
    .filter((p) => p !== null)
    .sort((a, b) => a.at - b.at);
  const numbers = new Map<string, number>();
  return planned.flatMap((p) => {
    const number = (numbers.get(p.agency.key) ?? p.random.int(3, 40) * 20 + 4) + p.random.int(1, 9);
    numbers.set(p.agency.key, number);
    const letter = issue(desk, p, number);
    return [letter, ...answers(desk, p, letter)];
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

/** Named one by one while they fit on a page, else by their list. */
function recipientsOf(desk: Desk, audience: Audience, from: DemoAgency): Party[] {
  const key = { ...LIST, staff: `tatca.${from.short}` }[audience];
  const group = desk.province.groups.find((g) => g.key === key);
  if (!group) return [];
  const members = group.members.filter((address) => address !== from.address);
  if (audience === "everyone" || members.length > 30) return [{ name: group.name, address: group.address }];
  return members.map((address) => partyAt(desk, address));
}

const LIST: Record<Exclude<Audience, "staff">, string> = {
  ...{ agencies: "caccoquan", communes: "capxa", departments: "sobannganh", leaders: "lanhdao", everyone: "toantinh" },
};

function partyAt(desk: Desk, address: string): Party {
  const agency = desk.province.agencies.find((a) => a.address === address);
  if (agency) return { name: agency.name, address };
  return { name: desk.province.people.find((p) => p.address === address)?.fullName ?? "", address };
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

function answersTo(audience: Audience, a: DemoAgency): boolean {
  if (audience === "communes") return a.kind === "commune";
  if (audience === "departments") return a.kind === "department";
  return a.kind !== "province";
}

const SCHEDULE = [
  ["Dự họp giao ban, cho ý kiến về các văn bản trình ký", "Làm việc tại cơ quan"],
  ["Kiểm tra tiến độ các dự án trọng điểm tại cơ sở", "Họp Ban Chỉ đạo chuyển đổi số"],
  ["Tiếp công dân định kỳ", "Nghe báo cáo về dự toán ngân sách"],
  ["Dự hội nghị trực tuyến với Chính phủ", "Làm việc với các xã, phường về thủ tục hành chính"],
  ["Họp xét thi đua, khen thưởng", "Xử lý công việc tại cơ quan, duyệt lịch tuần sau"],
] as const;
const WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu"];

/** The leaders' calendar of the coming week (lịch công tác tuần), sent each Friday afternoon by the provincial office. */
export function weeklySchedules(desk: Desk): Letter[] {
  const office = desk.agency("vanphong");
  const clerk = desk.clerk("vanphong");
  if (!office?.address || !clerk) return [];
  const fridays = desk.days.filter((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 5);
  return fridays.map((friday): Letter => {
    const random = desk.random.fork(`schedule/${friday}`);
    const leaders = desk.staff(desk.staff("ubnd").length > 0 ? "ubnd" : "vanphong").slice(0, 3);
    const rows = WEEKDAYS.flatMap((name, i): string[][] => {
      const day = addDays(friday, 3 + i);
      if (!isWorkingDay(day)) return [[`${name}\n${formatDay(day)}`, "Nghỉ lễ", ""]];
      const who = random.pick(leaders)?.fullName ?? "";
      const [morning, afternoon] = random.pick(SCHEDULE);
      return [[`${name} ${formatDay(day)}`, `${who}: ${morning}`, `${who}: ${afternoon}`]];
    });
    const subject = `Lịch công tác tuần từ ngày ${formatDay(addDays(friday, 3))} đến ngày ${formatDay(addDays(friday, 7))}`;
    const table = [["Ngày", "Buổi sáng", "Buổi chiều"], ...rows];
    return {
      ...PLAIN_LETTER,
      ...fromAgency(office, clerk),
      messageId: desk.messageId(`schedule/${friday}`),
      at: startOfLocalDay(friday) + random.int(15 * 60, 16 * 60 + 30) * 60_000,
      to: recipientsOf(desk, "leaders", office),
      subject: `${subject} của lãnh đạo Ủy ban nhân dân ${desk.province.name}`,
      text: `${subject}\n\n${table.map((row) => row.join(" | ")).join("\n")}\n\nVăn phòng thông báo để các cơ quan biết, phối hợp.`,
      html: `<p><strong>${xmlText(subject)}</strong></p>\n${tableOf(table)}\n<p>Văn phòng thông báo để các cơ quan biết, phối hợp.</p>`,
    };
  });
}

/** Internal notices of departments to all their staff, one every other week. */
export function staffNotices(desk: Desk, agencies: number): Letter[] {
  const random = desk.random.fork("notices");
  const able = desk.province.agencies.filter(
    (a) => desk.clerk(a.key) && desk.province.groups.some((g) => g.key === `tatca.${a.short}`),
  );
  return able.slice(0, agencies).flatMap((agency) => {
    const clerk = desk.clerk(agency.key);
    if (!clerk) return [];
    return desk.days
      .filter((_, i) => i % 10 === 3)
      .map((day, i): Letter => {
        const [subject, text] = NOTICES[i % NOTICES.length] ?? ["", ""];
        return {
          ...PLAIN_LETTER,
          ...fromAgency(agency, clerk),
          messageId: desk.messageId(`notice/${agency.key}/${day}`),
          at: momentOn(random, day),
          to: recipientsOf(desk, "staff", agency),
          subject: `${subject} (${agency.name})`,
          text: `Kính gửi: Toàn thể công chức, viên chức, người lao động\n\n${text}\n\nVăn phòng ${agency.name}\n${localDay(startOfLocalDay(day)).split("-").reverse().join("/")}`,
        };
      });
  });
}

const NOTICES = [
  [
    "Thông báo họp chi bộ định kỳ",
    "Chi bộ họp định kỳ vào 16 giờ 00 phút thứ Năm tại phòng họp cơ quan. Đề nghị các đồng chí dự đầy đủ, đúng giờ.",
  ],
  [
    "Thông báo lịch trực cuối tuần",
    "Văn phòng gửi lịch trực cuối tuần. Đồng chí nào cần đổi lịch báo lại trước 11 giờ 00 thứ Sáu.",
  ],
  [
    "Thông báo khám sức khỏe định kỳ",
    "Khám sức khỏe định kỳ tại Bệnh viện Đa khoa tỉnh, từ 7 giờ 30 phút. Đề nghị nhịn ăn sáng và mang theo thẻ bảo hiểm y tế.",
  ],
  [
    "Thông báo vệ sinh cơ quan chiều thứ Sáu",
    "Chiều thứ Sáu tổng vệ sinh cơ quan. Các phòng bố trí người tham gia từ 16 giờ 00 phút.",
  ],
  [
    "Thông báo quyên góp ủng hộ đồng bào vùng lũ",
    "Công đoàn cơ quan phát động quyên góp ủng hộ đồng bào bị thiệt hại do mưa lũ. Mức ủng hộ tùy tâm, gửi đồng chí Kế toán.",
  ],
  [
    "Thông báo đăng ký làm thêm giờ cuối năm",
    "Các phòng đăng ký kế hoạch làm thêm giờ phục vụ quyết toán cuối năm, gửi Văn phòng tổng hợp trình lãnh đạo.",
  ],
] as const;
