import assert from "node:assert/strict";
import { lineHasMark, subjectHasMark } from "@congthu/shared/secret-mark";
import { describeMessage } from "../../mime/describe.ts";
import { hasSecretMark } from "./check-message.ts";

const SUBJECTS: [string, boolean][] = [
  ["[MẬT] Về việc bố trí lực lượng", true],
  ["(Mật) Kế hoạch năm 2026", true],
  ["TỐI MẬT", true],
  ["TUYỆT MẬT - Phương án A2", true],
  ["Công văn TỐI MẬT số 12", true],
  ["CÔNG VĂN MẬT SỐ 12", true],
  ["Tài liệu MẬT kèm theo", true],
  ["Độ mật: Tối mật", true],
  ["Re: Fwd: [Tuyệt mật] hồ sơ", true],
  ["MẬT: báo cáo nhanh", true],
  ["MẬT".normalize("NFD"), true],
  ["MẬT – báo cáo MẬT KHẨU", true],
  ["Đổi mật khẩu thư điện tử", false],
  ["ĐỔI MẬT KHẨU THƯ ĐIỆN TỬ", false],
  ["THÔNG BÁO VỀ BẢO MẬT THÔNG TIN", false],
  ["Bảo mật hệ thống", false],
  ["Bảo Mật, Mật Khẩu, Mật Độ", false],
  ["MẬT ĐỘ DÂN SỐ XÃ BÌNH AN", false],
  ["Mật độ xây dựng khu trung tâm", false],
  ["BÍ MẬT NHÀ NƯỚC: tập huấn Luật 117/2025", false],
  ["CƠ MẬT THƯ KHỐ", false],
  ["PHẪU THUẬT SỎI TÚI MẬT", false],
  ["NUÔI ONG MẬT, MẬT ONG RỪNG", false],
  ["Thông tin mật thiết giữa hai đơn vị", false],
  ["Độ mật: Không", false],
  ["Độ mật khẩu: mật khẩu mạnh", false],
  ["MẤT ĐIỆN, MẶT BẰNG, MẮT KÍNH", false],
  ["", false],
];

const LINES: [string, boolean][] = [
  ["MẬT", true],
  ["  TUYỆT MẬT  ", true],
  ["Mật", true],
  ["TỐI MẬT: Kế hoạch phòng thủ khu vực của tỉnh trong năm 2026", true],
  ["Độ mật: Mật", true],
  ["Số: 12/BC-UBND                    MẬT", true],
  ["Đề nghị các đồng chí không gửi văn bản MẬT qua thư điện tử công vụ", false],
  ["Mật khẩu mới của đồng chí là", false],
  ["MẬT KHẨU MỚI", false],
  ["Bảo mật", false],
  ["", false],
];

describe("the mark of state secrecy", () => {
  for (const [subject, expected] of SUBJECTS) {
    it(`subject ${JSON.stringify(subject)}: ${expected}`, () => assert.equal(subjectHasMark(subject), expected));
  }
  for (const [line, expected] of LINES) {
    it(`line ${JSON.stringify(line)}: ${expected}`, () => assert.equal(lineHasMark(line), expected));
  }

  const message = (head: string, body: string) => Buffer.from(`From: a@x.vn\r\n${head}\r\n\r\n${body}`);
  const plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64";
  const MESSAGES: [string, Buffer, boolean][] = [
    ["encoded subject", message(`Subject: =?UTF-8?B?${Buffer.from("[MẬT] họp").toString("base64")}?=`, "x\r\n"), true],
    ["head of an encoded text", message(plain, Buffer.from("UBND TỈNH\n\nMẬT\n\nKính gửi").toString("base64")), true],
    ["head of HTML", message("Content-Type: text/html; charset=utf-8", "<p><b>TỐI MẬT</b></p><p>Kính gửi</p>"), true],
    ["a quoted line", message("Content-Type: text/plain; charset=utf-8", "Vâng.\r\n> MẬT\r\n"), false],
    ["deep in the text", message(plain, Buffer.from(`${"dòng\n".repeat(30)}MẬT\n`).toString("base64")), false],
    ["nothing at all", Buffer.alloc(0), false],
  ];
  for (const [name, bytes, expected] of MESSAGES) {
    it(`message with ${name}: ${expected}`, () => assert.equal(hasSecretMark(describeMessage(bytes), bytes), expected));
  }
});
