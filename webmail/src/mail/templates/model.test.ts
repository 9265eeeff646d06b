import assert from "node:assert/strict";
import type { Template } from "@congthu/shared/jmap/congthu";
import { offeredTemplates, subjectFrom, templateHtml } from "./model.ts";

const template = (id: string, change: Partial<Template> = {}): Template => ({
  id,
  name: id,
  subject: "",
  textBody: "",
  htmlBody: "",
  sortOrder: 0,
  isShared: false,
  ...change,
});

describe("templates", () => {
  it("are offered in order, the own ones apart from those of agencies, each once", () => {
    const [a, b, c] = [template("b"), template("a"), template("c", { isShared: true })];
    const again = { ...c, isShared: true };
    const { own, shared } = offeredTemplates([[a, b, c], [again]]);
    assert.deepEqual([own.map((x) => x.id), shared.map((x) => x.id)], [["a", "b"], ["c"]]);
    const last = template("0", { sortOrder: 9 });
    assert.deepEqual(
      offeredTemplates([[last, a]]).own.map((x) => x.id),
      ["b", "0"],
    );
  });

  it("give their subject to a letter without one", () => {
    const one = template("x", { subject: "Giấy mời" });
    assert.equal(subjectFrom(one, { subject: " " }), "Giấy mời");
    assert.equal(subjectFrom(one, { subject: "Họp" }), "Họp");
  });

  it("have no pictures of the letter they were made of", () => {
    assert.equal(templateHtml('<p>a<img src="x" data-cid="1">b</p>'.normalize("NFD")), "<p>ab</p>");
  });
});
