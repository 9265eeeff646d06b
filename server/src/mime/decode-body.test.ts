import assert from "node:assert/strict";
import { createBodyDecoder, decodeBody, decodedSize, partPrefix, withoutPartialUtf8 } from "./decode-body.ts";
import { parseStructure } from "./structure.ts";

describe("transfer encodings", () => {
  const cases: [string, string, string][] = [
    ["7bit", "a=41\r\n", "a=41\r\n"],
    ["x-unknown", "a=41", "a=41"],
    ["quoted-printable", "a=41=\r\nb=\n c =20 \r\n", "aAb c  \r\n"],
    ["quoted-printable", "V=C4=83n b=E1=BA=A3n", "Văn bản"],
    ["quoted-printable", "lower =c4=83", "lower ă"],
    ["quoted-printable", "trailing \t \r\nnext  \nend ", "trailing\r\nnext\nend "],
    ["quoted-printable", "broken =4 =zz = x =", "broken =4 =zz = x "],
    ["quoted-printable", "soft = \t\r\nbreak=", "soft break"],
    ["base64", "Q8O0bmcg\r\ndsSDbg==\r\n", "Công văn"],
    ["base64", "Q8O0 !*bmcg", "Công "],
    ["base64", "YQ==\r\nYg==\r\n", "ab"],
    ["base64", "YWI", "ab"],
    ["base64", "", ""],
    ["base64", "====", ""],
  ];
  for (const [encoding, input, expected] of cases)
    it(`${encoding} ${JSON.stringify(input)}`, () => {
      assert.equal(decodeBody(Buffer.from(input), encoding).toString(), expected);
      assert.equal(decodedSize(Buffer.from(input), encoding), Buffer.byteLength(expected));
    });

  it("gives the same in a stream, whatever the chunks", () => {
    for (const [encoding, input] of cases) {
      for (let step = 1; step < 6; step++) {
        const decoder = createBodyDecoder(encoding);
        const bytes = Buffer.from(input);
        const out: Buffer[] = [];
        for (let i = 0; i < bytes.length; i += step) out.push(Buffer.from(decoder.write(bytes.subarray(i, i + step))));
        assert.deepEqual(Buffer.concat([...out, decoder.end()]), decodeBody(bytes, encoding));
      }
    }
  });

  it("decodes a prefix without the rest", () => {
    const text = "Ủy ban nhân dân tỉnh ".repeat(500);
    for (const [encoding, body] of [
      ["base64", Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\r\n")],
      [
        "quoted-printable",
        [...Buffer.from(text)].map((b) => `=${b.toString(16).padStart(2, "0").toUpperCase()}`).join(""),
      ],
      ["8bit", text],
    ]) {
      const bytes = Buffer.from(`Content-Transfer-Encoding: ${encoding}\r\n\r\n${body}`);
      const part = parseStructure(bytes);
      const cut = partPrefix(bytes, part, 1001);
      assert.equal(cut.isWhole, false);
      assert.equal(cut.bytes.length, 1001);
      assert.ok(text.startsWith(withoutPartialUtf8(cut.bytes).toString()), encoding);
      assert.equal(partPrefix(bytes, part, 1e6).bytes.toString(), text);
    }
  });

  it("drops an incomplete character only", () => {
    for (const [input, kept] of [
      ["ab", 2],
      ["aễ", 4],
      ["😀", 4],
    ] as const) {
      const whole = Buffer.from(input);
      assert.equal(withoutPartialUtf8(whole).length, kept);
      if (whole.length > 2)
        assert.equal(withoutPartialUtf8(whole.subarray(0, -1)).length, whole.length === 4 && input === "aễ" ? 1 : 0);
    }
  });
});
