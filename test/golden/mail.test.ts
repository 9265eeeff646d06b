import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bodyPartFields, bodyParts } from "@congthu/server/mime/body-parts";
import { describeMessage } from "@congthu/server/mime/describe";
import { printBodyStructure, printEnvelope } from "@congthu/server/mime/imap-structure";
import { eachPart } from "@congthu/server/mime/structure";
import { bodyValue, searchText } from "@congthu/server/mime/text";

const FOLDER = join(import.meta.dirname, "mail");

/** All that the server says of a message. */
function account(bytes: Buffer): unknown {
  const meta = describeMessage(bytes);
  const { textBody, htmlBody, attachments } = bodyParts(meta.root);
  const texts = [...eachPart(meta.root)].filter((part) => part.type === "text" && part.children.length === 0);
  return {
    meta,
    imap: {
      envelope: printEnvelope(meta, "ascii"),
      envelopeUtf8: printEnvelope(meta, "utf8"),
      bodyStructure: printBodyStructure(meta.root, "ascii"),
    },
    jmap: {
      textBody: textBody.map((part) => part.path),
      htmlBody: htmlBody.map((part) => part.path),
      attachments: attachments.map((part) => bodyPartFields(part)),
      bodyValues: Object.fromEntries(texts.map((part) => [part.path, bodyValue(bytes, part, 500)])),
    },
    search: searchText(bytes, meta.root, 500),
  };
}

/** `GOLDEN=write npx mocha test/golden` writes the accounts anew; the difference is then read and committed by a person. */
describe("golden: what is read from a message", () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".eml"));
  it("has messages to read", () => {
    assert.ok(names.length >= 20);
  });
  for (const name of names)
    it(name, () => {
      const file = join(FOLDER, name.replace(/\.eml$/, ".json"));
      const found = JSON.parse(JSON.stringify(account(readFileSync(join(FOLDER, name)))));
      if (process.env.GOLDEN === "write") writeFileSync(file, `${JSON.stringify(found, null, 1)}\n`);
      assert.deepEqual(found, JSON.parse(readFileSync(file, "utf8")));
    });
});
