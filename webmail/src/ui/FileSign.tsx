import {
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMail,
  IconPhoto,
  IconPresentation,
} from "@tabler/icons-react";
import { fileKind } from "./file-kind.ts";

const SIGNS = {
  pdf: [IconFileTypePdf, "#b3261e"],
  image: [IconPhoto, "#23796a"],
  sheet: [IconFileSpreadsheet, "#1f7a3d"],
  text: [IconFileText, "#1f5699"],
  slides: [IconPresentation, "#a9532a"],
  archive: [IconFileZip, "#6f4d05"],
  mail: [IconMail, "#4f6272"],
  other: [IconFile, "#5c6a80"],
} as const;

/** The sign of a kind of file. */
export function FileSign({ name, type, size = 26 }: { name: string; type: string; size?: number }) {
  const [Sign, color] = SIGNS[fileKind(name, type)];
  return <Sign size={size} stroke={1.5} color={color} aria-hidden style={{ flex: "none" }} />;
}
