import assert from "node:assert/strict";
import { decodeMailboxName, encodeMailboxName } from "./mailbox-name.ts";
import { toOctets } from "./octets.ts";

describe("mailbox names", () => {
  const read: [string, boolean, string | null][] = [
    ["inBox", false, "INBOX"],
    ["inbox/Con", false, "INBOX/Con"],
    ["Inboxes", false, "Inboxes"],
    ["H&Htk-p", false, "Hộp"],
    ["H&Htk-p", true, "H&Htk-p"],
    ["R&D", false, null],
    ["R&D", true, "R&D"],
    [toOctets("Hộp"), true, "Hộp"],
    [toOctets("Hộp".normalize("NFD")), true, "Hộp"],
    [toOctets("Hộp"), false, "Hộp"],
    ["\xe1", true, null],
    ["\xe1", false, null],
    ["a\0", true, null],
  ];
  for (const [octets, utf8, name] of read)
    it(`${JSON.stringify(octets)} ${utf8 ? "with" : "without"} UTF-8`, () => {
      assert.equal(decodeMailboxName(octets, utf8), name);
    });
  it("are written in the client's form", () => {
    assert.equal(encodeMailboxName("Thư đã gửi", false), '"Th&AbA- &AREA4w- g&Hu0-i"');
    assert.equal(encodeMailboxName("Thư", true), `"${toOctets("Thư")}"`);
    assert.equal(encodeMailboxName("INBOX", true), "INBOX");
    assert.equal(encodeMailboxName("R&D", false), "R&-D");
  });
});
