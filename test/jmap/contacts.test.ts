import assert from "node:assert/strict";
import type { AddressBook, ContactCard } from "@congthu/shared/jmap/contacts";
import type { SetResponse } from "@congthu/shared/jmap/core";
import { type JmapBench, type JmapPerson, openJmap } from "../harness/jmap.ts";

type Got<T> = { list: T[]; notFound: string[]; state: string };
type Set = SetResponse<Record<string, unknown> & { id: string }, string>;
type Query = { ids: string[]; queryState: string };

describe("JMAP contacts", () => {
  let bench: JmapBench;
  let anh: JmapPerson;
  before(async () => {
    bench = await openJmap();
    anh = await bench.signIn("anh");
  });
  after(() => bench.close());
  const find = async (filter: Record<string, unknown>, sort: unknown[] = []) =>
    (await anh.call<Query>("ContactCard/query", { filter, sort })).ids;

  it("has a book of one's own and the directory", async () => {
    const { list } = await anh.call<Got<AddressBook>>("AddressBook/get");
    assert.deepEqual(
      list.map((b) => [b.id, b.isDefault, b.myRights.mayWrite]),
      [
        ["personal", true, true],
        ["directory", false, false],
      ],
    );
    const set = await anh.call<Set>("AddressBook/set", { destroy: ["personal", "directory"] });
    assert.deepEqual(Object.keys(set.notDestroyed ?? {}), ["personal", "directory"]);
  });

  it("keeps cards, finds them without marks, and changes them by patches", async () => {
    const made = await anh.call<Set>("ContactCard/set", {
      create: {
        a: {
          addressBookIds: { personal: true },
          name: { full: "Phạm Đức Long" },
          emails: { e1: { address: "long@vnpt.vn" } },
          "x.vn/ghichu": "giữ nguyên",
        },
        b: { addressBookIds: { personal: true }, name: { full: "Bùi Thị Yến" }, phones: { p: { number: "0912 345" } } },
        wrong: { addressBookIds: { directory: true }, name: { full: "x" } },
        none: { addressBookIds: {} },
      },
    });
    const [a = "", b = ""] = [made.created?.a?.id, made.created?.b?.id];
    assert.match(String(made.created?.a?.uid), /^urn:uuid:/);
    assert.deepEqual([made.notCreated?.wrong?.type, made.notCreated?.none?.type], Array(2).fill("invalidProperties"));
    assert.deepEqual(await find({ text: "duc LONG" }), [a]);
    assert.deepEqual(await find({ email: "vnpt" }), [a]);
    assert.deepEqual(await find({ operator: "NOT", conditions: [{ phone: "0912" }] }), [a]);
    assert.deepEqual(await find({ inAddressBook: "personal" }), [b, a]);
    const before = await anh.call<Query>("ContactCard/query", {});
    bench.now.ms += 5000;
    await anh.call("ContactCard/set", {
      update: { [a]: { "emails/e2": { address: "pdl@gmail.com" }, "name/full": "An" } },
    });
    const { list } = await anh.call<Got<ContactCard & Record<string, unknown>>>("ContactCard/get", { ids: [a] });
    assert.deepEqual(Object.keys(list[0]?.emails ?? {}), ["e1", "e2"]);
    assert.equal(list[0]?.["x.vn/ghichu"], "giữ nguyên");
    assert.notEqual(list[0]?.created, list[0]?.updated);
    const changes = await anh.call<{ removed: string[]; added: unknown[] }>("ContactCard/queryChanges", {
      sinceQueryState: before.queryState,
    });
    assert.deepEqual([before.ids, changes.removed, changes.added], [[b, a], [a], [{ id: a, index: 0 }]]);
  });

  it("empties a book that goes when it is asked to", async () => {
    const made = await anh.call<Set>("AddressBook/set", { create: { d: { name: "Đối tác" } } });
    const book = made.created?.d?.id ?? "";
    const cards = await anh.call<Set>("ContactCard/set", {
      create: { a: { addressBookIds: { [book]: true } }, b: { addressBookIds: { [book]: true, personal: true } } },
    });
    const refused = await anh.call<Set>("AddressBook/set", { destroy: [book] });
    assert.equal(refused.notDestroyed?.[book]?.type, "addressBookHasContents");
    await anh.call("AddressBook/set", { destroy: [book], onDestroyRemoveContents: true });
    const { list, notFound } = await anh.call<Got<ContactCard>>("ContactCard/get", {
      ids: [cards.created?.a?.id, cards.created?.b?.id],
    });
    assert.deepEqual([notFound, list[0]?.addressBookIds], [[cards.created?.a?.id], { personal: true }]);
  });

  it("looks through the directory, by the beginnings of words, the own agency first", async () => {
    const ids = await find({ inAddressBook: "directory", text: "do van" });
    const { list } = await anh.call<Got<ContactCard>>("ContactCard/get", { ids });
    assert.equal(list[0]?.name?.full, "Đỗ Văn Bình");
    assert.deepEqual(list[0]?.emails, { work: { address: "binh@tinh.gov.vn" } });
    assert.equal(list[0]?.organizations?.agency?.name, "Sở Nội vụ");
    const refused = await anh.call<Set>("ContactCard/set", { update: { [ids[0] ?? ""]: { kind: "org" } } });
    assert.equal(refused.notUpdated?.[ids[0] ?? ""]?.type, "notFound");
    assert.ok((await find({ inAddressBook: "directory" })).length >= 3);
  });
});
