export type FileKind = "pdf" | "image" | "sheet" | "text" | "slides" | "archive" | "mail" | "other";

const BY_EXTENSION: Record<string, FileKind> = {
  pdf: "pdf",
  xls: "sheet",
  xlsx: "sheet",
  ods: "sheet",
  csv: "sheet",
  doc: "text",
  docx: "text",
  odt: "text",
  rtf: "text",
  txt: "text",
  ppt: "slides",
  pptx: "slides",
  odp: "slides",
  zip: "archive",
  rar: "archive",
  "7z": "archive",
  gz: "archive",
  eml: "mail",
};

/** What sort of file this is, by its name, else by its type; for the sign beside it only. */
export function fileKind(name: string, type: string): FileKind {
  const extension = /\.([\da-z]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  if (type.startsWith("image/")) return "image";
  if (type === "message/rfc822") return "mail";
  return BY_EXTENSION[extension] ?? (type === "application/pdf" ? "pdf" : type.startsWith("text/") ? "text" : "other");
}
