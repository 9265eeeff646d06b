import { formatDay, localDay } from "@congthu/shared/dates";
import { type Desk, partyOf } from "./desk.ts";
import { type Letter, type Party, PLAIN_LETTER } from "./letter.ts";
import { momentOn } from "./moments.ts";

/** TCVN3 (ABC) as the octets look to who takes them for Latin-1: "Kính gửi: Văn phòng UBND tỉnh …". */
const TCVN3_BODY =
  "KÝnh göi: V\u00a8n phßng UBND tØnh\n\nTrung t©m xin göi sè liÖu thèng kª th¸ng võa qua, ®Ò nghÞ tæng hîp b¸o c¸o.\n" +
  "M¸y cña ®¬n vÞ cßn dïng bé gâ cò nªn ph«ng ch÷ cã thÓ hiÓn thÞ sai, mong th«ng c¶m.\n\nNg\u00adêi lËp biÓu: Hµ §øc Thä";
/** What the body above says. */
export const TCVN3_MEANS =
  "Kính gửi: Văn phòng UBND tỉnh\n\nTrung tâm xin gửi số liệu thống kê tháng vừa qua, đề nghị tổng hợp báo cáo.\n" +
  "Máy của đơn vị còn dùng bộ gõ cũ nên phông chữ có thể hiển thị sai, mong thông cảm.\n\nNgười lập biểu: Hà Đức Thọ";

/** windows-1258 writes tones as marks after the letter: "Kính gửi chị, …". */
const CP1258_BODY =
  "K\xednh g\xfd\xd2i chi\xf2,\n\nEm g\xfd\xd2i li\xf2ch ho\xf2p Ti\xd2nh \xf0o\xe0n s\xe1ng th\xfd\xec S\xe1u, mong chi\xf2 s\xe3\xecp x\xea\xecp d\xfd\xf2 gi\xfap.\n\nLan";
/** What the body above says. */
export const CP1258_MEANS = "Kính gửi chị,\n\nEm gửi lịch họp Tỉnh đoàn sáng thứ Sáu, mong chị sắp xếp dự giúp.\n\nLan";

/** Letters as old programs write them: a mislabelled TCVN3, a windows-1258, and a subject and file name in decomposed Unicode. */
export function legacyLetters(desk: Desk): Letter[] {
  const readers = desk.active("vanphong").concat(desk.active("snv"));
  const [first, second] = [readers.find((p) => p.clerk), readers.find((p) => p.roles.includes("usageReviewer"))];
  if (!first || !second) return [];
  return [first, second].flatMap((reader, i) =>
    LEGACY.map((make, j): Letter => {
      const random = desk.random.fork(`legacy/${i}/${j}`);
      const base = {
        ...PLAIN_LETTER,
        ...{
          author: { kind: "outside" as const },
          from: SENDERS[j] ?? { name: "", address: "" },
          to: [partyOf(reader)],
        },
        ...{ messageId: desk.messageId(`legacy/${i}/${j}`), at: momentOn(random, random.pick(desk.days.slice(-25))) },
      };
      return make(base);
    }),
  );
}

type Base = Omit<Letter, "subject" | "text">;

const SENDERS: readonly Party[] = [
  { name: "Ha Duc Tho", address: "thohd@khuyennong.thunghiem.gov.vn" },
  { name: "Lan", address: "lan_tinhdoan@gmail.com" },
  { name: "Nguyễn Minh Châu", address: "chaunm@hoangson.thunghiem.gov.vn" },
];

const LEGACY: readonly ((base: Base) => Letter)[] = [
  (base) => {
    const subject = "Sè liÖu thèng kª th¸ng (ph«ng cò)";
    const head = `Subject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit`;
    return { ...base, subject, text: TCVN3_BODY, raw: octets(base, head, TCVN3_BODY) };
  },
  (base) => {
    const subject = "Lich hop tinh doan";
    const head = `Subject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1258\r\nContent-Transfer-Encoding: 8bit`;
    return { ...base, subject, text: CP1258_BODY, raw: octets(base, head, CP1258_BODY) };
  },
  (base) => {
    const subject = `Trao đổi kinh nghiệm chuyển đổi số, ngày ${formatDay(localDay(base.at))}`;
    const fileName = "Kế hoạch phối hợp.txt".normalize("NFD");
    const text =
      "Kính gửi quý cơ quan,\n\nGửi kèm kế hoạch phối hợp. Tên tệp và tiêu đề ở dạng Unicode tổ hợp.\n\nTrân trọng.";
    const word = (s: string) => `=?utf-8?B?${Buffer.from(s, "utf8").toString("base64")}?=`;
    const boundary = "to-hop-2026";
    const head = `Subject: ${word(subject.normalize("NFD"))}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"`;
    const part = (type: string, body: string) =>
      `--${boundary}\r\n${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body, "utf8").toString("base64")}\r\n`;
    const body =
      part("Content-Type: text/plain; charset=utf-8", text.normalize("NFD")) +
      part(
        `Content-Type: text/plain; charset=utf-8; name="${word(fileName)}"\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(fileName)}`,
        "1. Trao đổi chuyên gia\n2. Dùng chung bài giảng\n",
      ) +
      `--${boundary}--`;
    return { ...base, subject, text, raw: octets(base, head, body) };
  },
];

function octets(base: Base, head: string, body: string): Buffer {
  const [reader] = base.to;
  const word = (s: string) => (/^[ -~]*$/.test(s) ? s : `=?utf-8?B?${Buffer.from(s, "utf8").toString("base64")}?=`);
  const date = new Date(base.at).toUTCString().replace("GMT", "+0000");
  const lines = [
    `Message-ID: ${base.messageId}`,
    `Date: ${date}`,
    `From: ${word(base.from.name)} <${base.from.address}>`,
    `To: ${word(reader?.name ?? "")} <${reader?.address}>`,
    head,
    "",
    body.replace(/\r?\n/g, "\r\n"),
    "",
  ];
  return Buffer.from(lines.join("\r\n"), "latin1");
}
