import assert from "node:assert/strict";
import {
  ADDRESS_STYLES,
  agencyShortName,
  disclosesPersonalFacts,
  fillTemplate,
  isAddressTemplate,
  proposeLocalParts,
} from "./address-template.ts";

const free = () => false;
const skhcn = { agency: "skhcn", cccd: "025090012345" };

describe("address templates", () => {
  // Name, Ninh Bình, Nghệ An, Đồng Tháp, Bắc Ninh: the first choice of each style.
  const styles: [string, string, string, string, string][] = [
    ["Nguyễn Ngọc Thành", "thanhnn.skhcn", "thanhnn", "nguyenngocthanh", "thanhnn345"],
    ["Nguyễn Văn Long", "longnv.skhcn", "longnv", "nguyenvanlong", "longnv345"],
    ["Lê Minh Hiếu", "hieulm.skhcn", "hieulm", "leminhhieu", "hieulm345"],
    ["Đặng Thị Ánh Đào", "daodta.skhcn", "daodta", "dangthianhdao", "daodta345"],
    ["Y Thông", "thongy.skhcn", "thongy", "ythong", "thongy345"],
    ["H’Hen Niê", "nieh.skhcn", "nieh", "hhennie", "nieh345"],
    ["Đặng Thị Ánh Đào".normalize("NFD"), "daodta.skhcn", "daodta", "dangthianhdao", "daodta345"],
  ];
  for (const [fullName, ninhBinh, ngheAn, dongThap, bacNinh] of styles)
    it(`names ${fullName.normalize("NFC")} in four provinces`, () => {
      const facts = { ...skhcn, fullName };
      const first = (style: keyof typeof ADDRESS_STYLES) =>
        proposeLocalParts(ADDRESS_STYLES[style].personal, facts, free, 1)[0];
      assert.deepEqual(
        [first("ninhBinh"), first("ngheAn"), first("dongThap"), first("bacNinh")],
        [ninhBinh, ngheAn, dongThap, bacNinh],
      );
    });

  it("tries the six forms of Đồng Tháp in order", () => {
    const facts = { fullName: "Nguyễn Ngọc Thành", born: "1990-02-14" };
    assert.deepEqual(proposeLocalParts(ADDRESS_STYLES.dongThap.personal, facts, free, 6), [
      "nguyenngocthanh",
      "nguyenngocthanh1990",
      "nngocthanh",
      "nnthanh",
      "nnthanh1990",
      "nnthanh021990",
    ]);
    const hieu = { fullName: "Lê Minh Hiếu", born: "1990-02" };
    assert.equal(proposeLocalParts(ADDRESS_STYLES.dongThap.personal, hieu, free, 6).at(-1), "lmhieu021990");
  });

  it("numbers the next ones in Nghệ An, never giving an address twice", () => {
    const given = new Set<string>();
    const names = Array.from({ length: 4 }, () => {
      const [local = ""] = proposeLocalParts(ADDRESS_STYLES.ngheAn.personal, { fullName: "Nguyễn Văn Long" }, (l) =>
        given.has(l),
      );
      given.add(local);
      return local;
    });
    assert.deepEqual(names, ["longnv", "longnv1", "longnv2", "longnv3"]);
  });

  it("takes the last four digits in Bắc Ninh when the last three are taken", () => {
    const facts = { fullName: "Nguyễn Văn Long", cccd: "025090012345" };
    const taken = (l: string) => l === "longnv345";
    assert.deepEqual(proposeLocalParts(ADDRESS_STYLES.bacNinh.personal, facts, taken, 1), ["longnv2345"]);
    assert.deepEqual(proposeLocalParts(ADDRESS_STYLES.bacNinh.personal, { fullName: "Nguyễn Văn Long" }, free), []);
  });

  it("orders unit and agency each province's way", () => {
    const vp = { unit: "VP", agency: "skhcn" };
    assert.equal(fillTemplate(ADDRESS_STYLES.ninhBinh.unit[0], vp), "vp.skhcn");
    assert.equal(fillTemplate(ADDRESS_STYLES.dongThap.unit[0], vp), "skhcn.vp");
    assert.equal(fillTemplate(ADDRESS_STYLES.bacNinh.unit[0], { unit: "hdnd", agency: "suoigiang" }), "hdnd.suoigiang");
    assert.equal(fillTemplate(ADDRESS_STYLES.ngheAn.agency[0], { agency: "suoigiang" }), "suoigiang");
    assert.equal(
      fillTemplate("{ten}.{agency}", { fullName: "Lò Văn An", agency: "minhtien.lucyen" }),
      "an.minhtien.lucyen",
    );
  });

  it("keeps reserved names back and honours the caller's", () => {
    assert.deepEqual(proposeLocalParts(["{full}", "{full}{seq}"], { fullName: "Quân Tri" }, free, 1), ["quantri1"]);
    assert.deepEqual(
      proposeLocalParts(["{ten}"], { fullName: "Lý Sở" }, (l) => l === "so"),
      [],
    );
  });

  it("fills nothing when a fact is missing", () => {
    assert.equal(fillTemplate("{full}{yyyy}", { fullName: "Lê Minh Hiếu" }), null);
    assert.equal(fillTemplate("{ten}.{agency}", { fullName: "Lê Minh Hiếu" }), null);
    assert.equal(fillTemplate("{ten}{initials}", { fullName: "" }), null);
    assert.equal(fillTemplate("{ho1}{dem}{ten}", { fullName: "Y Thông" }), "ythong");
    assert.equal(fillTemplate("{full}", { fullName: "a".repeat(65) }), null);
  });

  it("stops when every number is taken", () => {
    assert.deepEqual(
      proposeLocalParts(["{ten}{seq}"], { fullName: "An" }, () => true),
      [],
    );
  });

  const templates: [string, boolean][] = [
    ["{ten}{initials}.{agency}", true],
    ["cb-{ten}_{seq}", true],
    ["{tên}", false],
    ["{ten", false],
    ["văn.{ten}", false],
    ["{ten} {ho}", false],
    ["admin", false],
    ["", false],
  ];
  for (const [template, valid] of templates)
    it(`${valid ? "accepts" : "refuses"} the template ${JSON.stringify(template)}`, () => {
      assert.equal(isAddressTemplate(template), valid);
      if (!valid) assert.equal(fillTemplate(template, { fullName: "Lê Minh Hiếu" }), null);
    });

  it("knows which templates show personal facts", () => {
    assert.equal(disclosesPersonalFacts("{ten}{initials}{cccd3}"), true);
    assert.equal(disclosesPersonalFacts("{full}{yyyy}"), true);
    assert.equal(disclosesPersonalFacts("{ten}{initials}.{agency}"), false);
  });

  const agencies: [string, string][] = [
    ["Sở Khoa học và Công nghệ", "skhcn"],
    ["Sở Nội vụ", "snv"],
    ["Văn phòng UBND tỉnh", "vpubndt"],
    ["Xã Suối Giàng", "suoigiang"],
    ["UBND phường Đồng Tâm", "dongtam"],
    ["Thị trấn Mù Cang Chải", "mucangchai"],
    ["Ban Quản lý các khu công nghiệp", "bqlckcn"],
  ];
  for (const [name, short] of agencies)
    it(`shortens ${name}`, () => {
      assert.equal(agencyShortName(name), short);
    });
});
