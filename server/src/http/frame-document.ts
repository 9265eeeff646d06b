import { FRAME_SCRIPT, FRAME_SCRIPT_HASH } from "./frame-script.ts";

const STYLE = `html,body{height:auto!important;min-height:0!important}
html{overflow-x:auto;overflow-y:hidden;background:#fff;color:#1b1f24;color-scheme:light}
body{margin:0;padding:2px;font:15px/1.55 "Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;overflow-wrap:break-word}
img{max-width:100%;height:auto}
table{max-width:none}
blockquote{margin:.5em 0 .5em .2em;padding-left:.8em;border-left:2px solid #c5ccd6}
pre,.plain{white-space:pre-wrap;font-family:inherit}
a{color:#1a4f9c}
::highlight(sought){background:#ffe08a;color:#1b1f24}
.head{width:100%;margin-bottom:1em;border-collapse:collapse;background:#f3f5f9}
.head th{width:6em;padding:2px 10px;text-align:left;vertical-align:top;font-weight:400;color:#4d5a70}
.head td{padding:2px 10px}
.document{max-width:50rem;margin:auto}
.document table{border-collapse:collapse}
.document td,.document th{padding:3px 8px;border:1px solid #c5ccd6;vertical-align:top}`;

/** Turned round as a whole, since a message may set any colours; pictures are turned back. */
const DARK = `html{filter:invert(.9) hue-rotate(180deg)}
img,[background],[style*="url("]{filter:invert(1) hue-rotate(180deg)}`;

/** A message as a document of its own. `body` is harmless already; `charset` is what it seems to be in, if not what it says. */
export function frameDocument(
  body: string,
  { blockedImages, charset, dark }: { blockedImages: number; charset: string | null; dark: boolean },
): string {
  return (
    `<!doctype html><html lang="vi" data-blocked="${blockedImages}" data-charset="${charset ?? ""}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>Nội dung thư</title><style>${STYLE}${dark ? DARK : ""}</style></head>` +
    `<body>${body}<script>${FRAME_SCRIPT}</script></body></html>`
  );
}

/**
 * The policy of such a document: an opaque origin that may load nothing but pictures under `imagesUrl`, run nothing but our script, send
 * no form, and stand in our own pages only (peers-webmail §3.3).
 */
export function framePolicy(imagesUrl: string): string {
  return [
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox",
    "default-src 'none'",
    `script-src 'sha256-${FRAME_SCRIPT_HASH}'`,
    "style-src 'unsafe-inline'",
    `img-src data: ${imagesUrl}`,
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
}
