import assert from "node:assert/strict";
import { actOfWords, faultText, fieldOfHeading, type ImportAct, type ImportField } from "./import-words.ts";

describe("words of lists of people", () => {
  const headings: [string, ImportField | undefined][] = [
    ["STT", "no"],
    ["Họ và tên", "fullName"],
    ["HO VA TEN", "fullName"],
    ["Họ và tên".normalize("NFD"), "fullName"],
    ["  Họ  tên ", "fullName"],
    ["Chức vụ", "title"],
    ["Phòng/ban/đơn vị", "unit"],
    ["Đơn vị/bộ phận", "unit"],
    ["Cơ quan, đơn vị", "agency"],
    ["Mã định danh cơ quan", "agencyCode"],
    ["SĐT", "phone"],
    ["Số điện thoại (di động)", "phone"],
    ["Nội dung đề nghị (cấp mới / tạm khóa / xóa)", "action"],
    ["Địa chỉ thư điện tử", "address"],
    ["Dung lượng (GB)", "quotaGb"],
    ["Thông tin cần thay đổi", "changeWhat"],
    ["Thông tin mới", "changeTo"],
    ["Ghi chú", "note"],
    ["Quê quán", undefined],
    ["", undefined],
  ];
  for (const [heading, field] of headings)
    it(`“${heading}” is ${field}`, () => assert.equal(fieldOfHeading(heading), field));

  const acts: [string, ImportAct | undefined][] = [
    ["cấp mới", "create"],
    ["Cấp mới".normalize("NFD"), "create"],
    ["tạm khóa", "lock"],
    ["Tạm khoá", "lock"],
    ["xóa", "revoke"],
    ["thu hồi", "revoke"],
    ["mở khóa", "unlock"],
    ["Khôi phục", "restore"],
    ["cấp lại mật khẩu", "reset"],
    ["nghỉ hưu", "depart"],
    ["Chuyển công tác", "move"],
    ["thay đổi thông tin", "change"],
    ["xin nước", undefined],
  ];
  for (const [words, act] of acts) it(`“${words}” asks to ${act}`, () => assert.equal(actOfWords(words), act));

  it("says what is wrong in both languages", () => {
    const fault = { code: "agency.unknown", x: "Xã Lạ" } as const;
    assert.equal(faultText(fault, "vi"), "Không tìm thấy cơ quan “Xã Lạ” trong phạm vi được nhập.");
    assert.equal(faultText(fault, "en"), "There is no agency “Xã Lạ” in the chosen scope.");
  });
});
