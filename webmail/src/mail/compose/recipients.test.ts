import assert from "node:assert/strict";
import { addRecipients, isAddress, outsiders, ownDomain, parseRecipients } from "./recipients.ts";

describe("recipients", () => {
  const cases: [string, [string | null, string][]][] = [
    ["", []],
    ["a@x.vn", [[null, "a@x.vn"]]],
    [
      "a@x.vn, b@x.vn; c@x.vn\nd@x.vn",
      [
        [null, "a@x.vn"],
        [null, "b@x.vn"],
        [null, "c@x.vn"],
        [null, "d@x.vn"],
      ],
    ],
    ["Nguyễn Văn An <an@x.vn>", [["Nguyễn Văn An", "an@x.vn"]]],
    [
      '"Sở, ban; ngành" <c@x.vn>, d@x.vn',
      [
        ["Sở, ban; ngành", "c@x.vn"],
        [null, "d@x.vn"],
      ],
    ],
    ["an@x.vn <an@x.vn>", [[null, "an@x.vn"]]],
    ["< an@x.vn >", [[null, "an@x.vn"]]],
    ["Nguyễn Văn An", [[null, "Nguyễn Văn An"]]],
    [" , ;; ", []],
  ];
  for (const [text, list] of cases)
    it(`reads ${JSON.stringify(text)}`, () =>
      assert.deepEqual(
        parseRecipients(text).map((r) => [r.name, r.email]),
        list,
      ));

  it("brings names to NFC", () => {
    assert.equal(parseRecipients("Trần Thị Ánh <a@x.vn>".normalize("NFD"))[0]?.name, "Trần Thị Ánh");
  });

  it("knows an address from none", () => {
    for (const [email, valid] of [
      ["an@x.gov.vn", true],
      ["an@localhost", false],
      ["an", false],
      ["an@x..vn", false],
      ["an @x.vn", false],
    ] as const)
      assert.equal(isAddress({ name: null, email }), valid, email);
  });

  it("takes each mailbox once", () => {
    const list = [{ name: null, email: "a@x.vn" }];
    assert.equal(addRecipients(list, [{ name: "A", email: "A@X.vn" }]).length, 1);
    assert.equal(addRecipients(list, [{ name: null, email: "b@x.vn" }]).length, 2);
  });

  it("finds who is outside the province", () => {
    assert.equal(ownDomain("a@snv.yenbai.gov.vn"), "yenbai.gov.vn");
    assert.equal(ownDomain("a@mail.example.com"), "example.com");
    const people = ["a@yenbai.gov.vn", "b@snv.yenbai.gov.vn", "c@hagiang.gov.vn", "d@gmail.com", "no address"];
    assert.deepEqual(
      outsiders(
        people.map((email) => ({ name: null, email })),
        "me@yenbai.gov.vn",
      ).map((o) => o.email),
      ["c@hagiang.gov.vn", "d@gmail.com"],
    );
  });
});
