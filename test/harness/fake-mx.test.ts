import assert from "node:assert/strict";
import { createTransport } from "nodemailer";
import { type FakeMx, startFakeMx } from "./fake-mx.ts";
import { dialLines } from "./line-client.ts";

describe("fake MX", () => {
  let mx: FakeMx;
  before(async () => {
    mx = await startFakeMx({ name: "mx.yenbai.example" });
  });
  after(() => mx.close());
  const send = (more: object = {}) =>
    createTransport({
      host: "127.0.0.1",
      port: mx.port,
      name: "client.example",
      tls: { rejectUnauthorized: false },
    }).sendMail({
      from: "a@client.example",
      to: "b@yenbai.example",
      subject: "Giấy mời",
      text: "Kính gửi",
      ...more,
    });

  it("takes messages over TLS and says what it took", async () => {
    await send();
    const [taken] = await mx.until(1);
    assert.equal(taken?.from, "a@client.example");
    assert.deepEqual(taken?.to, ["b@yenbai.example"]);
    assert.equal(taken?.helo, "client.example");
    assert.match(taken?.tls ?? "", /^TLSv1\.3$/);
    assert.match(taken?.bytes.toString() ?? "", /Subject: =\?UTF-8\?/);
  });

  it("refuses where it is told to", async () => {
    mx.behaviour = {
      rcpt: (address) => (address.startsWith("nobody") ? { code: 550, text: "5.1.1 no such user" } : "accept"),
    };
    await assert.rejects(send({ to: "nobody@yenbai.example" }), { responseCode: 550 });
    await send({ to: ["b@yenbai.example", "nobody@yenbai.example"] });
    mx.behaviour = { data: { code: 452, text: "4.3.1 disk full" } };
    await assert.rejects(send(), { responseCode: 452 });
    mx.behaviour = { connect: { code: 421, text: "4.3.2 closed today" } };
    await assert.rejects(send(), { responseCode: 421 });
    mx.behaviour = { mail: "drop" };
    await assert.rejects(send());
    mx.behaviour = {};
    assert.deepEqual((await mx.until(2))[1]?.to, ["b@yenbai.example"]);
  });

  it("keeps silent where it is told to, and still closes", async () => {
    const silent = await startFakeMx({ tls: false, behaviour: { mail: "hang" } });
    const client = await dialLines({ port: silent.port });
    assert.match(await client.line(), /^220 mx.example.org/);
    client.send("EHLO x");
    assert.ok(!(await client.until(/^250 /)).join().includes("STARTTLS"));
    client.send("MAIL FROM:<a@b.example>");
    await silent.close();
    await client.closed();
    assert.equal(silent.connections, 1);
  });
});
