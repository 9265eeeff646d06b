import assert from "node:assert/strict";
import type { ContactCard } from "@congthu/shared/jmap/contacts";
import { cardOfDraft, contactFault, draftOfCard, EMPTY_CONTACT, foundCards, suggestedCards } from "./model.ts";

const card = (id: string, name: string, emails: string[], more: Partial<ContactCard> = {}): ContactCard => ({
  "@type": "Card",
  version: "1.0",
  id,
  uid: id,
  addressBookIds: { personal: true },
  name: { full: name },
  emails: Object.fromEntries(emails.map((address, i) => [`x${i}`, { address, label: "cơ quan" }])),
  ...more,
});
const long = card("1", "Phạm Đức Long", ["long@vnpt.vn", "pdl@gmail.com"], {
  organizations: { o: { name: "VNPT Yên Bái" } },
});
const yen = card("2", "Bùi Thị Yến", ["yen@x.vn"]);

describe("personal contacts", () => {
  it("go through the form and keep what it does not show", () => {
    const draft = draftOfCard(long);
    assert.deepEqual(draft, {
      ...EMPTY_CONTACT,
      name: "Phạm Đức Long",
      emails: "long@vnpt.vn\npdl@gmail.com",
      organization: "VNPT Yên Bái",
    });
    const next = cardOfDraft({ ...draft, emails: "moi@vnpt.vn", phones: "0912 345 678", note: "" }, long);
    assert.deepEqual(next.emails, { x0: { address: "moi@vnpt.vn", label: "cơ quan" } });
    assert.deepEqual(
      [next.phones, next.organizations],
      [{ p1: { number: "0912 345 678" } }, { o: { name: "VNPT Yên Bái" } }],
    );
    assert.equal(next.addressBookIds, undefined);
    assert.deepEqual(cardOfDraft({ ...EMPTY_CONTACT, name: "Lan" }, null).addressBookIds, { personal: true });
  });

  it("need a name or an address, and addresses that are some", () => {
    const is = (email: string) => email.includes("@");
    assert.equal(contactFault(EMPTY_CONTACT, is), "name");
    assert.equal(contactFault({ ...EMPTY_CONTACT, emails: "a@b\nc" }, is), "email");
    assert.equal(contactFault({ ...EMPTY_CONTACT, emails: "a@b; c@d" }, is), null);
  });

  it("are found without marks, by tên", () => {
    assert.deepEqual(
      foundCards([yen, long], "").map((c) => c.id),
      ["1", "2"],
    );
    assert.deepEqual(
      foundCards([yen, long], "DUC yen bai").map((c) => c.id),
      ["1"],
    );
  });

  it("are suggested address by address", () => {
    assert.deepEqual(
      suggestedCards([yen, long], "duc l", 5).map((p) => p.email),
      ["long@vnpt.vn", "pdl@gmail.com"],
    );
    assert.deepEqual(
      suggestedCards([yen, long], "gmail", 5).map((p) => [p.email, p.agencyName]),
      [["pdl@gmail.com", "VNPT Yên Bái"]],
    );
    assert.deepEqual(suggestedCards([yen, long], "", 5), []);
  });
});
