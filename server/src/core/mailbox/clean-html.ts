import { randomUUID } from "node:crypto";
import type { Thread } from "../../lib/thread-calls.ts";
import { type CleanHtml, type ImageSources, sanitizeMessageHtml } from "../../mime/sanitize-html.ts";
import type { App } from "../app.ts";

/** HTML to make harmless, as it crosses to a thread: what the callbacks of ImageSources would say, as values. */
export type CleanOrder = {
  dirty: string;
  embedded: ReadonlyMap<string, string>;
  /** What stands before the number of each picture from the net, until its address is put there; null leaves them out. */
  mark: string | null;
};
export type CleanedHtml = CleanHtml & { remotes: string[] };
export type HtmlThread = Thread<CleanOrder, CleanedHtml>;

/** Shorter HTML takes a few milliseconds, about what crossing to the thread would. */
const SHORT = 32 * 1024;

/** HTML of a message made harmless (mime/sanitize-html); long HTML in a thread of its own. `remote` null: no pictures from the net. */
export async function cleanHtml(
  app: Pick<App, "htmlThread">,
  dirty: string,
  images: { embedded: ReadonlyMap<string, string>; remote: ImageSources["remote"] | null },
): Promise<CleanHtml> {
  const { embedded, remote } = images;
  if (dirty.length <= SHORT)
    return sanitizeMessageHtml(dirty, {
      embedded: (cid) => embedded.get(cid) ?? null,
      remote: (url) => remote?.(url) ?? null,
    });
  const mark = remote && `/${randomUUID()}/`;
  const { remotes, ...clean } = await app.htmlThread.ask({ dirty, embedded, mark });
  if (!remote || !mark) return clean;
  const html = clean.html.replaceAll(
    new RegExp(`${mark}(\\d+)`, "g"),
    (_, n) => remote(remotes[Number(n)] ?? "") ?? "",
  );
  return { ...clean, html };
}

/** What the thread does. */
export function cleanOrder({ dirty, embedded, mark }: CleanOrder): CleanedHtml {
  const remotes: string[] = [];
  const clean = sanitizeMessageHtml(dirty, {
    embedded: (cid) => embedded.get(cid) ?? null,
    remote: (url) => (mark === null ? null : `${mark}${remotes.push(url) - 1}`),
  });
  return { ...clean, remotes };
}
