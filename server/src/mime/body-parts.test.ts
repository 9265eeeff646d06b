import assert from "node:assert/strict";
import { bodyParts } from "./body-parts.ts";
import { parseStructure } from "./structure.ts";

type Tree = [type: string, ...Tree[]];
let boundaries = 0;

/** A message from a tree; leaves say "type[;disposition][;name]=LETTER". */
function message(tree: Tree): string {
  const [head, ...children] = tree;
  if (children.length === 0) {
    const [spec = "", letter = ""] = head.split("=");
    const [type = "", disposition = "", name = ""] = spec.split(";");
    const nameParam = name === "" ? "" : `; name=${name}`;
    const line = disposition === "" ? "" : `Content-Disposition: ${disposition}\n`;
    return `Content-Type: ${type}${nameParam}\n${line}\n${letter}`;
  }
  const boundary = `b${++boundaries}`;
  const parts = children.map((child) => `--${boundary}\n${message(child)}\n`).join("");
  return `Content-Type: multipart/${head}; boundary=${boundary}\n\n${parts}--${boundary}--\n`;
}

/** The letters of each list. */
function lists(tree: Tree): string[] {
  const bytes = Buffer.from(message(tree));
  const { textBody, htmlBody, attachments } = bodyParts(parseStructure(bytes));
  return [textBody, htmlBody, attachments].map((list) =>
    list.map((p) => bytes.toString("utf8", p.bodyStart, p.bodyEnd).slice(0, 1)).join(""),
  );
}

describe("body parts (RFC 8621 §4.1.4)", () => {
  const cases: [string, Tree, string[]][] = [
    [
      "the example of the RFC",
      [
        "mixed",
        ["text/plain;inline=A"],
        [
          "mixed",
          [
            "alternative",
            ["mixed", ["text/plain;inline=B"], ["image/jpeg;inline=C"], ["text/plain;inline=D"]],
            ["related", ["text/html=E"], ["image/jpeg=F"]],
          ],
          ["image/jpeg;attachment=G"],
          ["application/x-excel=H"],
          ["message/rfc822=J"],
        ],
        ["text/plain;inline=K"],
      ],
      ["ABCDK", "AEK", "CFGHJ"],
    ],
    ["text alone", ["text/plain=A"], ["A", "A", ""]],
    ["HTML alone", ["text/html=A"], ["A", "A", ""]],
    ["a file alone", ["application/pdf=A"], ["", "", "A"]],
    ["a picture alone", ["image/png=A"], ["A", "A", ""]],
    ["both forms", ["alternative", ["text/plain=A"], ["text/html=B"]], ["A", "B", ""]],
    ["only HTML in alternative", ["alternative", ["text/html=B"]], ["B", "B", ""]],
    ["only text in alternative", ["alternative", ["text/plain=A"], ["text/calendar=C"]], ["A", "A", "C"]],
    ["a named text is an attachment", ["mixed", ["text/plain=A"], ["text/plain;;log.txt=B"]], ["A", "A", "B"]],
    ["a named text in first place is not", ["mixed", ["text/plain;;a.txt=A"], ["application/pdf=B"]], ["A", "A", "B"]],
    ["pictures between texts", ["mixed", ["text/plain=A"], ["image/png=B"], ["text/plain=C"]], ["ABC", "ABC", ""]],
    ["related", ["related", ["text/html=A"], ["image/png=B"]], ["A", "A", "B"]],
  ];
  for (const [name, tree, expected] of cases)
    it(name, () => {
      assert.deepEqual(lists(tree), expected);
    });
});
