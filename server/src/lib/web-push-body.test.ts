import assert from "node:assert/strict";
import { createECDH } from "node:crypto";
import { encryptPush } from "./web-push-body.ts";

describe("the body of a push message", () => {
  // RFC 8291 §5
  it("is that of the RFC's example", () => {
    const b64 = (text: string) => Buffer.from(text, "base64url");
    const body = encryptPush(
      "When I grow up, I want to be a watermelon",
      {
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth: "BTBZMqHH6r4Tts7J_aSIgg",
      },
      { privateKey: b64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), salt: b64("DGv6ra1nlYgDCS1FRnbzlw") },
    );
    assert.equal(
      body.toString("base64url"),
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
    );
  });

  it("is another each time, and needs a real key", () => {
    const ecdh = createECDH("prime256v1");
    const keys = { p256dh: ecdh.generateKeys("base64url"), auth: "BTBZMqHH6r4Tts7J_aSIgg" };
    assert.notDeepEqual(encryptPush("x", keys), encryptPush("x", keys));
    assert.throws(() => encryptPush("x", { ...keys, p256dh: "BCVx" }));
  });
});
