import { addDays, formatDay, formatLongDay, localDay } from "@congthu/shared/dates";
import { docx } from "./documents/docx.ts";
import type { Paper } from "./documents/paper.ts";
import { pdf } from "./documents/pdf.ts";
import { barChart, landscape, VIEWS } from "./documents/png.ts";
import { xlsx } from "./documents/xlsx.ts";
import { xmlText } from "./documents/zip.ts";
import type { LetterFile } from "./letter.ts";
import type { FileKind, Matter } from "./matters.ts";
import type { DemoAgency, DemoPerson, Province } from "./province.ts";
import type { Random } from "./random.ts";

export type Official = {
  province: Province;
  matter: Matter;
  agency: DemoAgency;
  signer: DemoPerson;
  at: number;
  number: number;
  random: Random;
};

/** The abbreviations of Decree 30/2020 Annex III; công văn has none. */
const ABBREVIATION: Record<Matter["kind"], string> = {
  ...{
    "Công văn": "",
    "Giấy mời": "GM",
    "Thông báo": "TB",
    "Báo cáo": "BC",
    "Kế hoạch": "KH",
    "Hướng dẫn": "HD",
    "Tờ trình": "TTr",
  },
};

/** Subject, texts and files of an official letter, laid out as Decree 30/2020 lays out a document. */
export function officialLetter(o: Official): { subject: string; text: string; html: string; files: LetterFile[] } {
  const fill = filler(o);
  const symbol = symbolOf(o);
  const title = fill(o.matter.subject);
  const subject = o.matter.kind === "Công văn" ? `${symbol} ${title}` : `${o.matter.kind} ${symbol}: ${title}`;
  const paper: Paper = {
    heading: [
      ...[
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        `${o.agency.name.toUpperCase()} – Số: ${symbol}`,
      ],
      ...(o.matter.kind === "Công văn" ? [] : [o.matter.kind.toUpperCase()]),
      title,
    ],
    paragraphs: o.matter.body.map(fill),
    ...(o.matter.annex ? { table: annexOf(o, o.matter.annex) } : {}),
    signature: signatureOf(o),
  };
  const urgent = o.matter.urgent ? "KHẨN\n" : "";
  return {
    subject: o.matter.urgent ? `[Khẩn] ${subject}` : subject,
    text: `${urgent}${o.agency.name}\nSố: ${symbol}\n${title}\n\nKính gửi: ${addressee(o.matter)}\n\n${paper.paragraphs.join("\n\n")}\n\n${paper.signature.join("\n")}\n\nNơi nhận: Như trên; Lưu: VT, ${o.matter.section}.`,
    html: htmlOf(o, symbol, title, paper),
    files: o.matter.files.map((kind) => fileOf(kind, o, paper, symbol)),
  };
}

/** "12/SNV-CCVC" for a công văn, "12/GM-SNV" for what has a kind; below ten with a leading zero. */
function symbolOf(o: Official): string {
  const number = String(o.number).padStart(2, "0");
  const kind = ABBREVIATION[o.matter.kind];
  return kind === "" ? `${number}/${o.agency.symbol}-${o.matter.section}` : `${number}/${kind}-${o.agency.symbol}`;
}

function filler(o: Official): (text: string) => string {
  const day = localDay(o.at);
  const month = Number(day.slice(5, 7));
  const quarter = ["I", "II", "III", "IV"][Math.floor((month - 1) / 3)] ?? "";
  const year = Number(day.slice(0, 4));
  const values: Record<string, string> = {
    ...{
      han: formatDay(addDays(day, 10)),
      ngay: formatDay(addDays(day, 4)),
      quy: `${quarter}/${year}`,
      thang: `${month}/${year}`,
    },
    ...{ nam: String(year), nams: String(year + 1), tinh: o.province.name },
  };
  return (text) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

function addressee(matter: Matter): string {
  switch (matter.audience) {
    case "communes":
      return "Ủy ban nhân dân các xã, phường";
    case "departments":
      return "Các sở, ban, ngành";
    case "leaders":
      return "Lãnh đạo các cơ quan, đơn vị, địa phương";
    case "staff":
      return "Toàn thể công chức, người lao động cơ quan";
    default:
      return "Các cơ quan, đơn vị, địa phương";
  }
}

function signatureOf(o: Official): string[] {
  const head = o.signer.title === o.agency.head;
  const title = o.signer.title.toUpperCase();
  return head ? [title, o.signer.fullName] : [`KT. ${o.agency.head.toUpperCase()}`, title, o.signer.fullName];
}

function annexOf(o: Official, heading: readonly string[]): string[][] {
  const agencies = o.province.agencies.filter((a) => a.address !== null && a.kind !== "province");
  const wanted = o.matter.audience === "communes" ? agencies.filter((a) => a.kind === "commune") : agencies;
  const rows = wanted.slice(0, 14).map((a, i) => {
    const many = o.random.int(3, 900);
    return [
      String(i + 1),
      a.name,
      ...heading.slice(2).map((title, c) => cellFor(title, o, c === 0 ? many : Math.round(many * 0.85))),
    ];
  });
  return [[...heading], ...rows];
}

/** A value that suits the heading of its column. */
function cellFor(title: string, o: Official, many: number): string {
  if (title === "Ghi chú") return "";
  if (title.includes("%")) return String(o.random.int(38, 98));
  if (title.startsWith("Ngày")) return formatDay(addDays(localDay(o.at), o.random.int(5, 12)));
  if (title === "Lớp") return String(o.random.int(1, 2));
  if (title.startsWith("Năng suất")) return String(o.random.int(42, 58));
  if (title.startsWith("Số người") || title.startsWith("Số lượt")) return String(o.random.int(1, 9));
  return String(many);
}

function fileOf(kind: FileKind, o: Official, paper: Paper, symbol: string): LetterFile {
  const stem = symbol.replaceAll("/", "-");
  switch (kind) {
    case "pdf":
      return { name: `${stem} ${o.matter.kind} (bản ký).pdf`, type: "application/pdf", bytes: pdf(paper) };
    case "docx":
      return { name: `Mẫu biểu kèm theo ${stem}.docx`, type: DOCX, bytes: docx(paper) };
    case "xlsx": {
      const rows = paper.table ?? [["STT", "Nội dung", "Số liệu", "Ghi chú"]];
      const cells = rows.map((row, i) => (i === 0 ? row : row.map((c) => (/^\d+$/.test(c) ? Number(c) : c))));
      return { name: `Phụ lục số liệu ${stem}.xlsx`, type: XLSX, bytes: xlsx("Phụ lục", cells) };
    }
    case "chart": {
      const values = Array.from({ length: 9 }, () => 0.15 + o.random.next() * 0.8);
      return {
        name: "Biểu đồ.png",
        type: "image/png",
        bytes: barChart(values),
        cid: `bieu-do.${o.number}@${o.province.domain}`,
      };
    }
    case "photo":
      return { name: "Ảnh hiện trường.png", type: "image/png", bytes: landscape(o.random.int(0, VIEWS - 1)) };
  }
}

export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function htmlOf(o: Official, symbol: string, title: string, paper: Paper): string {
  const day = localDay(o.at);
  const chart = o.matter.files.includes("chart")
    ? `<p style="text-align:center"><img src="cid:bieu-do.${o.number}@${o.province.domain}" alt="Biểu đồ" width="360" height="180"></p>`
    : "";
  const about =
    o.matter.kind === "Công văn"
      ? ""
      : `<p style="text-align:center;font-weight:bold">${o.matter.kind.toUpperCase()}<br>${xmlText(title)}</p>`;
  return [
    `<div style="font-family:'Times New Roman',serif;font-size:14pt;max-width:720px">`,
    o.matter.urgent
      ? `<p style="color:#b00020;font-weight:bold;border:2px solid #b00020;display:inline-block;padding:2px 12px">KHẨN</p>`
      : "",
    `<table style="width:100%;border-collapse:collapse"><tr><td style="text-align:center;vertical-align:top;width:42%"><strong>${xmlText(o.agency.name.toUpperCase())}</strong><br>Số: ${symbol}${o.matter.kind === "Công văn" ? `<br><span style="font-size:12pt">${xmlText(title)}</span>` : ""}</td>`,
    `<td style="text-align:center;vertical-align:top"><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</strong><br><em>${xmlText(o.province.place)}, ${formatLongDay(day)}</em></td></tr></table>`,
    about,
    `<p style="text-align:center">Kính gửi: ${addressee(o.matter)}</p>`,
    ...paper.paragraphs.map((p) => `<p style="text-align:justify;text-indent:1cm">${xmlText(p)}</p>`),
    chart,
    paper.table ? tableOf(paper.table) : "",
    `<table style="width:100%"><tr><td style="vertical-align:top;font-size:11pt"><strong><em>Nơi nhận:</em></strong><br>- Như trên;<br>- Lưu: VT, ${xmlText(o.matter.section)}.</td>`,
    `<td style="text-align:center"><strong>${paper.signature.map(xmlText).join("<br>")}</strong></td></tr></table></div>`,
  ].join("\n");
}

/** An HTML table with its first row as heading. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const cell = (tag: "th" | "td") => (text: string) =>
    `<${tag} style="border:1px solid #444;padding:4px 8px">${xmlText(text)}</${tag}>`;
  const body = rows.map((row, i) => `<tr>${row.map(cell(i === 0 ? "th" : "td")).join("")}</tr>`).join("\n");
  return `<table style="border-collapse:collapse;width:100%">\n${body}\n</table>`;
}
