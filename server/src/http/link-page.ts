import { createHash } from "node:crypto";
import { formatTime } from "@congthu/shared/dates";
import { escapeHtml } from "../core/mailbox/plain-html.ts";

const STYLE = `body{margin:0;background:#f3f5f9;color:#1b1f24;font:16px/1.5 "Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif}
main{box-sizing:border-box;max-width:34rem;margin:8vh auto;padding:1.75rem;background:#fff;border:1px solid #d5dbe6;border-radius:10px}
h1{margin:0 0 1rem;font-size:1.25rem;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1rem;margin:0 0 1.5rem}
dt{color:#4d5a70}dd{margin:0;overflow-wrap:anywhere}
a{display:inline-block;padding:.7rem 1.4rem;border-radius:6px;background:#1a4f9c;color:#fff;font-weight:600;text-decoration:none}
a:focus-visible{outline:3px solid #1b1f24;outline-offset:2px}
p{color:#4d5a70}p:last-child{margin-bottom:0}small{display:block}
@media(prefers-color-scheme:dark){body{background:#12161c;color:#e8ebf0}main{background:#1b2129;border-color:#333c49}dt,p{color:#aab4c3}a{background:#8ab4f8;color:#0b1524}a:focus-visible{outline-color:#fff}}
@media(max-width:36rem){main{margin:0;min-height:100vh;border:0;border-radius:0}}`;

/** Nothing runs here and nothing is fetched; nobody frames it. */
export const LINK_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** What is behind a link, with the button that fetches it. */
export function linkPage(q: {
  name: string;
  sizeBytes: number;
  from: string;
  expiresAt: number;
  href: string;
}): string {
  return page(
    q.name,
    `<dl><dt>Dung lượng</dt><dd>${sizeWords(q.sizeBytes)}</dd><dt>Người gửi</dt><dd>${escapeHtml(q.from)}</dd>` +
      `<dt>Tải được đến</dt><dd>${formatTime(q.expiresAt)}</dd></dl><a href="${escapeHtml(q.href)}" download>Tải tệp về</a>` +
      `<p>Chỉ mở tệp khi Ông/Bà biết người gửi và đang chờ tệp này.<small lang="en">Open the file only if you know the sender and expect it. ` +
      `It can be downloaded until the time above.</small></p>`,
  );
}

/** Nothing is behind it any more, or never was. */
export function noLinkPage(): string {
  return page(
    "Tệp không còn ở đây",
    `<p>Liên kết đã hết hạn, đã được người gửi thu hồi, hoặc không đúng. Xin liên hệ người gửi để nhận lại tệp.</p>` +
      `<p lang="en">The link has expired, was withdrawn by its sender, or is not right. Please ask the sender for the file again.</p>`,
  );
}

/** Too many asked from this address. */
export function waitPage(): string {
  return page(
    "Xin thử lại sau ít phút",
    `<p>Có quá nhiều lượt tải từ địa chỉ mạng này.</p><p lang="en">Too many downloads from this network; please try again in some minutes.</p>`,
  );
}

function page(title: string, content: string): string {
  return (
    `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
    `<meta name="robots" content="noindex,nofollow,noarchive"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>` +
    `<body><main><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`
  );
}

function sizeWords(bytes: number): string {
  const [value, unit] = bytes >= 1024 ** 3 ? [bytes / 1024 ** 3, "GB"] : [bytes / 1024 ** 2, "MB"];
  return bytes < 1024 ** 2
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
