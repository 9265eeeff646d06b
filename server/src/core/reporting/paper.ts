/** A report as an official paper in the layout of Decree 30/2020 Annex I; number, day and signature are left to the clerk. */
export type Paper = {
  /** The agency above the one that issues, and the one that issues. */
  parent: string;
  agency: string;
  /** After "Số: …/", such as BC-SKHCN. */
  symbol: string;
  /** Of the date line. */
  place: string;
  year: string;
  /** What the report is on, below BÁO CÁO. */
  abstract: string;
  /** Kính gửi. */
  to: readonly string[];
  body: readonly PaperBlock[];
  /** Nơi nhận, a line each. */
  recipients: readonly string[];
  /** Lines in capitals such as TL. GIÁM ĐỐC, the signer's title below them, and the name. */
  signature: { authority: readonly string[]; title: string; name: string };
  annex: PaperAnnex | null;
  madeAt: number;
};

export type PaperBlock =
  /** Căn cứ …; in italics. */
  | { kind: "basis"; text: string }
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string }
  /** Boxes to tick, after some words. */
  | { kind: "choice"; text: string; options: readonly { text: string; isTicked: boolean }[] };

export type PaperAnnex = {
  title: string;
  above: string;
  columns: readonly PaperColumn[];
  rows: readonly PaperRow[];
  notes: readonly string[];
};
/** `width` is relative to the others; columns side by side in one `group` share a heading. */
export type PaperColumn = { title: string; group?: string; width: number; align: "left" | "center" | "right" };
/** A heading spans the whole row. */
export type PaperRow = { kind: "heading"; text: string } | { kind: "line" | "sum"; cells: readonly string[] };
