import assert from "node:assert/strict";
import { baseSubject } from "./subject.ts";

describe("base subject (RFC 5256 §2.1)", () => {
  const cases: [string, string][] = [
    ["Công văn", "Công văn"],
    ["Re: Công văn", "Công văn"],
    ["RE:FW: fwd:  Re : Công văn", "Công văn"],
    ["Re: [nhóm] Công văn", "Công văn"],
    ["[nhóm] Re: Công văn", "Công văn"],
    ["Re[2]: Công văn", "Công văn"],
    ["Công văn (fwd) (FWD)  ", "Công văn"],
    ["[Fwd: Re: Công văn]", "Công văn"],
    ["[fwd: [fwd: x] (fwd)]", "x"],
    ["[nhóm]", "[nhóm]"],
    ["[a] [b]", "[b]"],
    ["Re: ", ""],
    ["(fwd)", ""],
    ["a  \t b", "a b"],
    ["Regarding: x", "Regarding: x"],
    ["Re", "Re"],
    ["", ""],
  ];
  for (const [text, expected] of cases)
    it(JSON.stringify(text), () => {
      assert.equal(baseSubject(text), expected);
    });
  it("is quick on hostile subjects", () => {
    for (const hostile of ["re: ", "[a]", "[fwd:", "(fwd)", "[", " "]) baseSubject(hostile.repeat(100_000));
  });
});
