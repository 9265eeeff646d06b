import type { JSONContent } from "@tiptap/core";
import { DOMParser, type Schema } from "@tiptap/pm/model";
import { sanitizeToTree } from "./sanitize.ts";

/** A letter's HTML as the editor's document. It goes through the sanitiser and a tree, never through innerHTML. */
export function contentFromHtml(
  html: string,
  schema: Schema,
  imageUrl: (cid: string) => string | undefined,
): JSONContent {
  const tree = sanitizeToTree(html);
  for (const image of tree.querySelectorAll("img")) {
    const cid = /^cid:(.+)$/.exec(image.getAttribute("src") ?? "")?.[1];
    if (!cid) continue;
    image.setAttribute("data-cid", cid);
    image.setAttribute("src", imageUrl(cid) ?? "");
  }
  return DOMParser.fromSchema(schema).parse(tree).toJSON() as JSONContent;
}
