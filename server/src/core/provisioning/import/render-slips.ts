import { fileURLToPath } from "node:url";
import { formatDay } from "@congthu/shared/dates";
import PDFDocument from "pdfkit";

/** One person's hand-over slip. */
export type Slip = {
  agencyName: string;
  fullName: string;
  title: string;
  unit: string;
  address: string;
  password: string;
};
export type SlipSheet = {
  owner: string;
  /** Where one signs in. */
  url: string;
  /** Days until a password that nobody changed locks the account; 0: never. */
  changeWithinDays: number;
  madeOn: string;
  slips: readonly Slip[];
};

const MM = 72 / 25.4;
const PAGE = { width: 210 * MM, height: 297 * MM };
const PER_PAGE = 4;
const HEIGHT = PAGE.height / PER_PAGE;
const LEFT = 18 * MM;
const WIDTH = PAGE.width - 2 * LEFT;
const BREATH = 40;

const FONTS = {
  regular: import.meta.resolve("@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf"),
  bold: import.meta.resolve("@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf"),
  italic: import.meta.resolve("@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf"),
};

/** Slips to cut apart, four on an A4 page in Tinos; each agency begins a page, so that its stack goes to it whole. */
export async function renderSlips(sheet: SlipSheet): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    lang: "vi-VN",
    info: { Title: "Phiếu bàn giao hộp thư", Author: sheet.owner, Creator: "Công Thư" },
  });
  const parts: Buffer[] = [];
  doc.on("data", (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve) => doc.on("end", resolve));
  for (const [name, file] of Object.entries(FONTS)) doc.registerFont(name, fileURLToPath(file));
  let place = PER_PAGE;
  let agency: string | undefined;
  for (const [i, slip] of sheet.slips.entries()) {
    if (place === PER_PAGE || slip.agencyName !== agency) {
      doc.addPage();
      place = 0;
    }
    agency = slip.agencyName;
    drawSlip(doc, sheet, slip, place * HEIGHT);
    place++;
    if (i % BREATH === BREATH - 1) await new Promise<void>((resume) => setImmediate(resume));
  }
  if (sheet.slips.length === 0) doc.addPage();
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

function drawSlip(doc: PDFKit.PDFDocument, sheet: SlipSheet, slip: Slip, top: number): void {
  const line = (text: string, y: number, font: keyof typeof FONTS, size: number) =>
    doc
      .font(font)
      .fontSize(size)
      .text(text, LEFT, top + y * MM, { width: WIDTH, lineBreak: false, ellipsis: true });
  const fact = (label: string, value: string, y: number, size = 12) => {
    doc
      .font("regular")
      .fontSize(11)
      .fillColor("#444")
      .text(label, LEFT, top + y * MM, { lineBreak: false });
    doc.fillColor("#000");
    doc.font("bold").fontSize(size);
    doc.text(value, LEFT + 42 * MM, top + (y - (size - 11) / 8) * MM, {
      width: WIDTH - 42 * MM,
      lineBreak: false,
      ellipsis: true,
    });
  };
  if (top > 0) doc.moveTo(0, top).lineTo(PAGE.width, top).dash(3, { space: 3 }).lineWidth(0.5).stroke("#888").undash();
  line(sheet.owner, 8, "regular", 10);
  line("PHIẾU BÀN GIAO HỘP THƯ ĐIỆN TỬ CÔNG VỤ", 13, "bold", 13);
  fact("Họ và tên", slip.fullName, 22);
  fact("Chức vụ, đơn vị", [slip.title, slip.unit, slip.agencyName].filter((t) => t !== "").join(", "), 28);
  fact("Địa chỉ thư", slip.address, 34, 13);
  doc
    .font("regular")
    .fontSize(11)
    .fillColor("#444")
    .text("Mật khẩu một lần", LEFT, top + 41 * MM, { lineBreak: false });
  doc.fillColor("#000").font("Courier-Bold").fontSize(15);
  doc.text(slip.password, LEFT + 42 * MM, top + 40 * MM, { lineBreak: false });
  fact("Trang đăng nhập", sheet.url, 48);
  const term =
    sheet.changeWithinDays > 0 ? ` trong ${sheet.changeWithinDays} ngày, nếu không tài khoản bị tạm khóa` : "";
  line(`Đổi mật khẩu ngay khi đăng nhập lần đầu${term}. Không cho người khác biết mật khẩu.`, 56, "italic", 10.5);
  line(
    `In ngày ${formatDay(sheet.madeOn)}        Người nhận ký: ................................................`,
    67,
    "regular",
    10.5,
  );
}
