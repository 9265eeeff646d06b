/** The forms in which a usage report can be taken along. */
export const FILE_FORMATS = ["pdf", "docx", "xlsx", "csv"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
