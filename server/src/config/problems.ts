import type { z } from "zod";
import { en, vi } from "zod/locales";

/** One thing that is wrong with the configuration or the command line, in both languages. */
export type Problem = { where: string; vi: string; en: string };

/** The configuration cannot be used; `problems` holds everything that is wrong, not the first thing alone. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(describeProblems(problems));
    this.problems = problems;
  }
}

/** What zod found, path by path. Parse with `reportInput: true`, or it cannot say what was there instead. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    const where = issue.path.join(".");
    if (issue.code !== "unrecognized_keys") return [{ where, vi: say(VI, issue), en: say(EN, issue) }];
    return issue.keys.map((key) => ({
      where: [where, key].filter(Boolean).join("."),
      vi: "không có khóa này",
      en: "no such key",
    }));
  });
}

const VI = vi().localeError;
const EN = en().localeError;

function say(locale: z.core.$ZodErrorMap, issue: z.core.$ZodIssue): string {
  const said = locale(issue as z.core.$ZodRawIssue);
  return typeof said === "string" ? said : (said?.message ?? issue.message);
}

/** The text for the terminal: a line per problem and language. */
export function describeProblems(problems: readonly Problem[]): string {
  const lines = (language: "vi" | "en") => problems.map((p) => `  ${p.where}: ${p[language]}`).join("\n");
  return `Cấu hình có ${problems.length} lỗi:\n${lines("vi")}\nThe configuration has ${problems.length} errors:\n${lines("en")}`;
}
