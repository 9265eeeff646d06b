import assert from "node:assert/strict";
import { hasBareLineEnd, outgoingBytes } from "./outgoing-bytes.ts";

const TABLE: [string, string][] = [
  ["From: a\r\nBcc: x@y,\r\n z@y\r\nTo: b\r\n\r\nBcc: stays\r\n", "From: a\r\nTo: b\r\n\r\nBcc: stays\r\n"],
  ["BCC: x\r\nFrom: a\r\nResent-Bcc: q\r\n\r\n", "From: a\r\n\r\n"],
  ["Return-Path: <x>\r\nFrom: a\r\n\r\nt", "From: a\r\n\r\nt"],
  ["From: a\nTo: b\n\nline\n.\nline\r", "From: a\r\nTo: b\r\n\r\nline\r\n.\r\nline\r\n"],
  ["a\r\r\nb\n\rc", "a\r\n\r\nb\r\n\r\nc"],
];

describe("outgoing bytes", () => {
  for (const [given, expected] of TABLE) {
    it(JSON.stringify(given), () => assert.equal(outgoingBytes(Buffer.from(given)).toString(), expected));
  }
  it("are the same buffer when nothing is to be done", () => {
    const clean = Buffer.from("From: a\r\n\r\ntext\r\n");
    assert.equal(outgoingBytes(clean), clean);
  });
  for (const [text, expected] of [
    ["a\r\nb\r\n", false],
    ["", false],
    ["a\nb", true],
    ["a\rb\r\n", true],
    ["\r\n\r", true],
    ["\n", true],
    ["\r\r\n", true],
  ] as const) {
    it(`bare line end in ${JSON.stringify(text)}: ${expected}`, () =>
      assert.equal(hasBareLineEnd(Buffer.from(text)), expected));
  }
});
