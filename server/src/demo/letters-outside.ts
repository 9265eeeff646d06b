import { addDays, formatDay, localDay } from "@congthu/shared/dates";
import { type Desk, fromPerson, isActive, partyOf } from "./desk.ts";
import { docx } from "./documents/docx.ts";
import { pdf } from "./documents/pdf.ts";
import { landscape, VIEWS } from "./documents/png.ts";
import { xmlText } from "./documents/zip.ts";
import { type Letter, type LetterFile, type Party, PLAIN_LETTER, replyTo } from "./letter.ts";
import { momentOn } from "./moments.ts";
import { DOCX } from "./official-letter.ts";
import type { Random } from "./random.ts";

/**
 * Correspondents outside the province. None can exist: the public providers give out no names with underscores, and
 * thunghiem.gov.vn is nobody's. A reply from the demo reaches no stranger.
 */
const CITIZENS: readonly Party[] = [
  { name: "Hoàng Văn Trung", address: "trung_hv@gmail.com" },
  { name: "Nguyễn Thị Mận", address: "man_nt@gmail.com" },
  { name: "Hợp tác xã Chè Suối Giàng", address: "htx_che@gmail.com" },
  { name: "Công ty TNHH Xây dựng Hồng Hà", address: "ke_toan.hh@gmail.com" },
  { name: "Trần Quốc Bảo", address: "bao_tq@yahoo.com" },
];
const AUTHORITIES: readonly Party[] = [
  { name: "Vụ Công chức - Viên chức, Bộ Nội vụ", address: "vanthu@bnv.thunghiem.gov.vn" },
  { name: "Cục Chuyển đổi số quốc gia", address: "cds@bkhcn.thunghiem.gov.vn" },
  { name: "Văn phòng UBND tỉnh Hoàng Sơn", address: "vanphong@hoangson.thunghiem.gov.vn" },
  { name: "Phòng Tổng hợp, Bộ Tài chính", address: "tonghop@btc.thunghiem.gov.vn" },
];

type Written = { subject: string; text: string; file?: "pdf" | "docx" | "photo" };

const FROM_CITIZENS: readonly Written[] = [
  {
    subject: "Hỏi về thủ tục cấp lại giấy phép kinh doanh",
    text: "Kính gửi cơ quan,\n\nTôi muốn hỏi thủ tục cấp lại giấy phép kinh doanh do bị mất. Tôi cần nộp những giấy tờ gì và nộp ở đâu?\n\nXin cảm ơn.",
  },
  {
    subject: "Phản ánh đường liên thôn xuống cấp",
    text: "Kính gửi Ủy ban nhân dân,\n\nĐường liên thôn qua bản tôi bị sạt sau trận mưa tuần trước, học sinh đi lại rất khó. Tôi gửi kèm ảnh để cơ quan xem xét.",
    file: "photo",
  },
  {
    subject: "Gửi hồ sơ quyết toán công trình",
    text: "Kính gửi quý cơ quan,\n\nCông ty gửi hồ sơ quyết toán công trình theo hợp đồng. Đề nghị kiểm tra và phản hồi để công ty bổ sung nếu thiếu.",
    file: "pdf",
  },
  {
    subject: "Đăng ký gian hàng tại hội chợ nông sản",
    text: "Kính gửi Ban Tổ chức,\n\nHợp tác xã xin đăng ký 02 gian hàng trưng bày chè Shan tuyết tại hội chợ. Danh mục sản phẩm gửi kèm.",
    file: "docx",
  },
  {
    subject: "Cảm ơn bộ phận một cửa",
    text: "Tôi viết thư này để cảm ơn các anh chị ở bộ phận một cửa đã hướng dẫn tận tình, hồ sơ của tôi được trả sớm hai ngày.",
  },
];
const FROM_AUTHORITIES: readonly Written[] = [
  {
    subject: "V/v lấy ý kiến dự thảo Thông tư hướng dẫn vị trí việc làm",
    text: "Kính gửi: Sở Nội vụ các tỉnh, thành phố\n\nĐề nghị quý cơ quan nghiên cứu, góp ý dự thảo Thông tư gửi kèm. Ý kiến gửi về trước ngày {han}.",
    file: "docx",
  },
  {
    subject: "Giấy mời dự hội nghị trực tuyến về chuyển đổi số",
    text: "Trân trọng kính mời đại diện lãnh đạo và đầu mối kỹ thuật dự hội nghị trực tuyến, bắt đầu từ 08 giờ 00 phút, ngày {han}. Đường liên kết được gửi trước một ngày.",
    file: "pdf",
  },
  {
    subject: "Trao đổi kinh nghiệm sử dụng thư điện tử công vụ",
    text: "Tỉnh chúng tôi mong được học tập kinh nghiệm của quý tỉnh trong việc thống kê, đánh giá mức độ sử dụng thư điện tử công vụ. Đoàn dự kiến làm việc vào ngày {han}.",
  },
  {
    subject: "Báo cáo nhanh số liệu giải ngân",
    text: "Đề nghị quý cơ quan báo cáo nhanh số liệu giải ngân đến hết tháng, gửi trước 16 giờ 00 phút ngày {han}.",
  },
];
const TO_OUTSIDE: readonly Written[] = [
  {
    subject: "Trả lời kiến nghị của công dân",
    text: "Kính gửi ông/bà,\n\nCơ quan đã nhận được kiến nghị và chuyển bộ phận chuyên môn xem xét. Kết quả sẽ được trả lời trong thời hạn quy định.",
  },
  {
    subject: "Gửi báo cáo theo yêu cầu",
    text: "Kính gửi quý cơ quan,\n\nTỉnh xin gửi báo cáo theo yêu cầu, bản ký số gửi trên trục liên thông văn bản.",
    file: "pdf",
  },
  {
    subject: "Đăng ký tham dự hội nghị trực tuyến",
    text: "Kính gửi Ban Tổ chức,\n\nĐơn vị đăng ký 02 đại biểu tham dự hội nghị trực tuyến. Trân trọng.",
  },
];

/** Letters from citizens and other authorities to the province, and some the other way. */
export function outsideLetters(desk: Desk, count: number): Letter[] {
  const writers = desk.province.people.filter(isActive);
  const shared = desk.province.agencies.filter((a) => a.address !== null);
  return Array.from({ length: count }, (_, i): Letter => {
    const random = desk.random.fork(`outside/${i}`);
    const citizen = random.chance(0.6);
    const outsider = random.pick(citizen ? CITIZENS : AUTHORITIES);
    const goesOut = random.chance(0.3);
    const written = random.pick(goesOut ? TO_OUTSIDE : citizen ? FROM_CITIZENS : FROM_AUTHORITIES);
    const at = momentOn(random, random.pick(desk.days));
    const agency = random.pick(shared);
    const official = random.pick(writers);
    const receiver = random.chance(0.65) ? { name: agency.name, address: agency.address ?? "" } : partyOf(official);
    return {
      ...PLAIN_LETTER,
      ...(goesOut
        ? { ...fromPerson(official), to: [outsider] }
        : { from: outsider, author: { kind: "outside" }, to: [receiver] }),
      ...{ messageId: desk.messageId(`outside/${i}`), at, subject: written.subject },
      text: `${written.text.replace("{han}", formatDay(addDays(localDay(at), 9)))}\n\n${goesOut ? official.fullName : outsider.name}`,
      files: written.file ? [fileOf(written, written.file, outsider, random)] : [],
    };
  });
}

function fileOf(written: Written, kind: "pdf" | "docx" | "photo", by: Party, random: Random): LetterFile {
  const paper = {
    heading: [written.subject.toUpperCase()],
    paragraphs: written.text.split("\n\n"),
    signature: [by.name],
  };
  if (kind === "photo")
    return {
      name: "IMG_2026 đường vào bản.png",
      type: "image/png",
      bytes: landscape(random.int(0, VIEWS - 1), 640, 400),
    };
  if (kind === "docx") return { name: `${written.subject}.docx`, type: DOCX, bytes: docx(paper) };
  return { name: `${written.subject}.pdf`, type: "application/pdf", bytes: pdf(paper) };
}

/** Vacation replies, a newsletter, a notice of failure, and what junk filters catch: mail no person wrote. */
export function automaticLetters(desk: Desk, letters: readonly Letter[]): Letter[] {
  return [...absences(desk, letters), ...newsletters(desk), ...junk(desk)];
}

function absences(desk: Desk, letters: readonly Letter[]): Letter[] {
  const people = new Map(desk.province.people.map((p) => [p.address, p]));
  const random = desk.random.fork("absences");
  return letters
    .filter((l) => l.author.kind === "person" && l.inReplyTo === null && l.to.length === 1 && random.chance(0.12))
    .flatMap((letter, i): Letter[] => {
      const away = people.get(letter.to[0]?.address ?? "");
      if (!away || !isActive(away)) return [];
      return [
        {
          ...PLAIN_LETTER,
          ...fromPerson(away),
          ...replyTo(letter),
          ...{ author: { kind: "system" }, messageId: desk.messageId(`absence/${i}`), at: letter.at + 4_000 },
          subject: `Trả lời tự động: ${letter.subject}`,
          text: `Tôi đang đi công tác, sẽ trả lời thư sau khi về cơ quan. Việc gấp xin liên hệ Văn phòng.\n\n${away.fullName}\n${away.title}`,
          headers: [
            ["Auto-Submitted", "auto-replied"],
            ["Precedence", "bulk"],
          ],
        },
      ];
    });
}

function newsletters(desk: Desk): Letter[] {
  const readers = desk.province.people.filter(isActive).slice(0, 40);
  const mondays = desk.days.filter((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1);
  return mondays.map((day, i): Letter => {
    const random = desk.random.fork(`newsletter/${day}`);
    return {
      ...PLAIN_LETTER,
      ...{
        author: { kind: "outside" },
        from: { name: "Bản tin Chính quyền số", address: "bantin@cds.thunghiem.gov.vn" },
      },
      ...{
        to: random.sample(readers, 6).map(partyOf),
        messageId: desk.messageId(`newsletter/${day}`),
        at: momentOn(random, day),
      },
      subject: `Bản tin Chính quyền số, kỳ ${i + 31}: dữ liệu dùng chung và dịch vụ công trực tuyến`,
      text: "Trong số này: kết nối dữ liệu dân cư; dịch vụ công trực tuyến toàn trình; an toàn thông tin tháng này.",
      html: `<h2>Bản tin Chính quyền số</h2><ul><li>Kết nối dữ liệu dân cư</li><li>Dịch vụ công trực tuyến toàn trình</li><li>An toàn thông tin tháng này</li></ul><p><img src="https://cds.thunghiem.gov.vn/anh/${i}.png" alt="Ảnh bản tin"></p>`,
      headers: [
        ["List-Id", "Bản tin Chính quyền số <bantin.cds.thunghiem.gov.vn>"],
        ["List-Unsubscribe", "<mailto:bantin-huy@cds.thunghiem.gov.vn>"],
        ["Precedence", "list"],
      ],
    };
  });
}

const JUNK: readonly (readonly [name: string, address: string, subject: string, text: string])[] = [
  [
    "Quản trị hệ thống",
    "admin_support@mail.ru",
    "Hộp thư của bạn đã đầy 98%",
    "Hộp thư của bạn sắp bị khóa. Bấm vào đường dẫn sau để xác minh mật khẩu trong 24 giờ: http://nang-cap-hop-thu.example/dang-nhap",
  ],
  [
    "Phòng Kế toán",
    "ketoan_invoice@outlook.com",
    "Hóa đơn điện tử chưa thanh toán",
    "Quý khách có một hóa đơn chưa thanh toán. Mở tệp kèm theo để xem chi tiết: http://hoa-don.example/mo",
  ],
  [
    "Trúng thưởng",
    "qua_tang@mail.com",
    "Chúc mừng bạn đã trúng thưởng điện thoại!",
    "Bạn là khách hàng may mắn. Điền số căn cước và số tài khoản để nhận quà: http://qua-tang.example",
  ],
];

function junk(desk: Desk): Letter[] {
  const readers = desk.province.people.filter(isActive);
  return Array.from({ length: Math.ceil(readers.length / 4) }, (_, i): Letter => {
    const random = desk.random.fork(`junk/${i}`);
    const [name, address, subject, text] = random.pick(JUNK);
    return {
      ...PLAIN_LETTER,
      ...{ author: { kind: "outside" }, from: { name, address }, to: [partyOf(random.pick(readers))], folder: "junk" },
      ...{ messageId: desk.messageId(`junk/${i}`), at: momentOn(random, random.pick(desk.days)), subject, text },
      html: `<p>${xmlText(text).replace(/http:\S+/, (url) => `<a href="${url}">Xác nhận ngay</a>`)}</p><img src="http://theo-doi.example/${i}.gif" width="1" height="1">`,
    };
  });
}
