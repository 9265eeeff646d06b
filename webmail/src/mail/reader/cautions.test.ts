import assert from "node:assert/strict";
import { cautionsOf, type Sender } from "./cautions.ts";

const own = ["binhminh.gov.vn"];
const sender = (email: string, more: Partial<Sender> & { name?: string } = {}): Sender => ({
  from: [{ name: more.name ?? null, email }],
  replyTo: null,
  keywords: {},
  authentication: null,
  ownDomains: own,
  ...more,
});

describe("what a reader should know of a sender", () => {
  const table: [string, Sender, string][] = [
    ["ours", sender("an@binhminh.gov.vn"), ""],
    ["below ours", sender("an@so.binhminh.gov.vn"), ""],
    ["another office of the state", sender("an@moha.gov.vn"), ""],
    ["from outside", sender("lan@gmail.com"), "outside"],
    ["hyphen for a dot", sender("an@binhminh-gov.vn"), "lookalike"],
    ["one letter off", sender("an@binhmin.gov.vn"), "lookalike"],
    ["letters exchanged", sender("an@bihnminh.gov.vn"), "lookalike"],
    ["rn for m", sender("an@binhrninh.gov.vn"), "lookalike"],
    ["a digit", sender("an@b1nhminh.gov.vn"), "lookalike"],
    ["Cyrillic", sender("an@b\u0456nhminh.gov.vn"), "lookalike"],
    ["ours in front", sender("an@binhminh.gov.vn.example.com"), "lookalike"],
    ["the state's ending elsewhere", sender("an@moha-gov-vn.com"), "lookalike"],
    ["gov without vn", sender("an@binhminhtinh.gov.co"), "lookalike"],
    ["an office by name", sender("x@gmail.com", { name: "UBND tỉnh Bình Minh" }), "posing outside"],
    ["an address as name", sender("x@gmail.com", { name: "chutich@binhminh.gov.vn" }), "posing outside"],
    [
      "answers go elsewhere",
      sender("an@binhminh.gov.vn", { replyTo: [{ name: null, email: "x@gmail.com" }] }),
      "replyElsewhere",
    ],
    ["answers go to ours", sender("x@moha.gov.vn", { replyTo: [{ name: null, email: "an@binhminh.gov.vn" }] }), ""],
    ["DMARC failed", sender("an@moha.gov.vn", { authentication: "mx; spf=pass; dmarc=fail (p=none)" }), "forged"],
    [
      "SPF failed alone",
      sender("an@moha.gov.vn", { authentication: "mx; spf=fail smtp.mailfrom=x; dkim=none" }),
      "forged",
    ],
    ["SPF failed, DKIM vouches", sender("an@moha.gov.vn", { authentication: "mx; spf=fail; dkim=pass" }), ""],
    ["nothing known", sender("an@moha.gov.vn", { authentication: "mx; none" }), ""],
    ["reported", sender("an@moha.gov.vn", { keywords: { $phishing: true } }), "phishing"],
    ["no sender", { ...sender("x"), from: null }, ""],
  ];
  for (const [name, given, kinds] of table)
    it(name, () =>
      assert.equal(
        cautionsOf(given)
          .map((c) => c.kind)
          .join(" "),
        kinds,
      ),
    );
});
