import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

type Violation = { id: string; impact: string | null; help: string; nodes: { html: string; target: string[] }[] };

/** The checker as text: the page's policy lets no foreign script in, so it is evaluated from outside. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What WCAG 2.2 AA finds seriously wrong with the screen as it stands; letters' own documents are not ours. */
export async function seriousOn(page: Page, screen: string): Promise<string[]> {
  await page.evaluate(AXE);
  const options = { runOnly: { type: "tag", values: WCAG }, iframes: false, resultTypes: ["violations"] };
  const found = (await page.evaluate(
    `axe.run({ exclude: [["iframe"]] }, ${JSON.stringify(options)}).then((r) => r.violations)`,
  )) as Violation[];
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`);
}
