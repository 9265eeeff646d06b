import assert from "node:assert/strict";
import { resign, signatureHtml, signedPage } from "./signature.ts";

const an = { htmlSignature: "<p><b>An</b></p>", textSignature: "An" };
const office = { htmlSignature: "", textSignature: "Sở Nội vụ\nSố 1" };
const none = { htmlSignature: " ", textSignature: "" };

describe("signatures", () => {
  it("are HTML, from text where there is no other", () => {
    assert.equal(signatureHtml(an), "<p><b>An</b></p>");
    assert.equal(signatureHtml(office), "<p>Sở Nội vụ<br>Số 1</p>");
    assert.equal(signedPage(none), "<p></p>");
    assert.equal(signedPage(undefined), "<p></p>");
  });

  it("change with the sender while nothing is written", () => {
    assert.equal(resign('<p style="margin:0"></p><p></p><p><strong>An</strong></p>', an, office), signedPage(office));
    assert.equal(resign("<p></p>", none, an), signedPage(an));
    const written = "<p>Kính gửi</p><p>An</p>";
    assert.equal(resign(written, an, office), written);
  });
});
