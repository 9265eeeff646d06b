import type { TableQuery } from "@congthu/shared/api/tables";
import type { TableFile } from "../../lib/table-file.ts";
import type { Principal } from "../access.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";

export type Deps = Pick<App, "blobs" | "clock" | "db">;

/** A table of the console as a file: its columns, and its rows as the page shows them to the principal. */
export type Table<T> = {
  /** Of the file, without extension. */
  name: string;
  title: string;
  columns: readonly (readonly [key: string, heading: string, of: (item: T) => string | number | null])[];
  items(app: Deps, principal: Principal, q: TableQuery): Promise<T[]>;
};

/** Rows of one file: what a spreadsheet opens at ease. */
const MOST = 100_000;

/** The table with its rows. Throws what the list throws. */
export async function fileOf<T>(table: Table<T>, app: Deps, principal: Principal, q: TableQuery): Promise<TableFile> {
  const items = await table.items(app, principal, q);
  return {
    name: table.name,
    title: table.title,
    keys: table.columns.map(([key]) => key),
    headings: table.columns.map(([, heading]) => heading),
    rows: items.map((item) => table.columns.map(([, , of]) => of(item))),
  };
}

/** All pages of a list, one after the other. Throws invalid when they hold more than a file does. */
export async function allPages<T, C>(
  load: (mark: C | undefined) => Promise<{ items: T[]; next: C | null }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let mark: C | undefined, more = true; more; ) {
    const page = await load(mark);
    all.push(...page.items);
    if (all.length > MOST) throw new MailError("invalid", "too many rows: choose fewer days");
    more = page.next !== null;
    mark = page.next ?? undefined;
  }
  return all;
}
