/** The ledger of standards: which RFCs we follow (server/rfc/index.tsv), where the code cites them, which transcripts show them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

export type LedgerRow = { rfc: number; title: string; scope: string };
export type Citation = { rfc: number; section: string | undefined; line: number };

/** The rows of server/rfc/index.tsv, in its order. */
export function readLedger(): LedgerRow[] {
  const [, ...lines] = readFileSync(join(ROOT, "server/rfc/index.tsv"), "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const [rfc = "", title = "", scope = ""] = line.split("\t");
    return { rfc: Number(rfc), title, scope };
  });
}

/** The citations in a text: `RFC 9051 §6.4.8`, `RFC 5321 §4.2.3, §4.5.1`; without a section when none is named. */
export function citations(text: string): Citation[] {
  return text.split("\n").flatMap((content, i) =>
    [...content.matchAll(/\bRFC (\d+)((?:,? (?:and )?§[\dA-Z][\w.]*)*)/g)].flatMap((m): Citation[] => {
      const rfc = Number(m[1]);
      const sections = [...(m[2] ?? "").matchAll(/§([\dA-Z][\w.]*)/g)].map((s) => (s[1] ?? "").replace(/\.$/, ""));
      return sections.length > 0
        ? sections.map((section) => ({ rfc, section, line: i + 1 }))
        : [{ rfc, section: undefined, line: i + 1 }];
    }),
  );
}

type Places = { code: Set<string>; shown: Set<string> };

/** Markdown: section by section, the files that cite it and the transcripts that show it. No line numbers: they drift. */
export function describeCoverage(): string {
  const cited = new Map<number, Map<string, Places>>();
  const note = (path: string, cites: Citation[], where: keyof Places) => {
    for (const { rfc, section } of cites) {
      const sections = cited.get(rfc) ?? new Map<string, Places>();
      const places = sections.get(section ?? "") ?? { code: new Set(), shown: new Set() };
      places[where].add(path);
      cited.set(rfc, sections.set(section ?? "", places));
    }
  };
  for (const path of [...files("server/src"), ...files("shared/src")])
    if (path.endsWith(".ts") && !path.endsWith(".test.ts"))
      note(path, citations(readFileSync(join(ROOT, path), "utf8")), "code");
  for (const path of files("test/transcripts"))
    if (path.endsWith(".txt"))
      note(path, citations(readFileSync(join(ROOT, path), "utf8").split("\n")[0] ?? ""), "shown");
  const chapters = readLedger().map((row) => chapter(row, cited.get(row.rfc) ?? new Map()));
  return `# Standards: where they are met, where they are shown\n\nMade by \`npm run gen\` from index.tsv, the citations in the code and the first lines of the transcripts.\n${chapters.join("")}`;
}

function chapter({ rfc, title, scope }: LedgerRow, sections: Map<string, Places>): string {
  const row = ([section, { code, shown }]: [string, Places]) =>
    `| ${section === "" ? "–" : `§${section}`} | ${sorted(code)} | ${sorted(shown)} |\n`;
  const rows = [...sections].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).map(row);
  return `\n## RFC ${rfc} ${title}\n\n${scope}\n\n| section | code | transcripts |\n| --- | --- | --- |\n${rows.join("")}`;
}

function sorted(paths: Set<string>): string {
  return [...paths]
    .sort()
    .map((path) => path.replace(/^(server\/src|test\/transcripts)\//, ""))
    .join(", ");
}

function files(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path}`)
    .sort();
}
