import { create } from "qrcode";
import { t } from "../i18n/t.ts";

const QUIET = 4;

/** A text as a QR code, drawn here: it holds a secret that nobody else need see. */
export function QrCode({ text, size = 208 }: { text: string; size?: number }) {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const width = modules.size + 2 * QUIET;
  const dark: string[] = [];
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) dark.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
  return (
    <svg
      viewBox={`0 0 ${width} ${width}`}
      width={size}
      height={size}
      role="img"
      aria-label={t("factor.qr")}
      shapeRendering="crispEdges"
    >
      <rect width={width} height={width} fill="#fff" />
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}
