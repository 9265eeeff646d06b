import { addDays, formatDay, localDay, startOfLocalDay } from "@congthu/shared/dates";
import { isWorkingDay } from "@congthu/shared/working-days";
import { type Desk, fromAgency } from "./desk.ts";
import { xmlText } from "./documents/zip.ts";
import { type Letter, PLAIN_LETTER } from "./letter.ts";
import { momentOn } from "./moments.ts";
import { tableOf } from "./official-letter.ts";
import { recipientsOf } from "./recipients.ts";

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
