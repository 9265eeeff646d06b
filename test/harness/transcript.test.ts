import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import { makeSelfSigned } from "@congthu/server/lib/tls";
import { dialLines } from "./line-client.ts";
import { matches, parseTranscript, runTranscript, unescapeOctets } from "./transcript.ts";

/** A server of few words: echoes lines, knows STARTTLS, LITERAL and QUIT. */
function converse(socket: Socket, tls: { cert: string; key: string }): void {
  socket.on("error", () => socket.destroy());
  socket.write("* OK ready abc\r\n");
  socket.on("data", (chunk) => {
    for (const line of chunk.toString("latin1").split("\r\n").slice(0, -1)) {
      if (line === "QUIT") return void socket.end("BYE\r\n");
      if (line === "HANG UP") return void socket.end();
      if (line === "LITERAL") socket.write("{4}\r\n\0ab\nand on\r\n");
      else if (line === "STARTTLS") {
        socket.write("GO\r\n");
        socket.removeAllListeners("data");
        converse(new TLSSocket(socket, { isServer: true, ...tls }), tls);
      } else socket.write(`${line}\r\n`, "latin1");
    }
  });
}

describe("transcripts", () => {
  let plain: Server;
  let secure: Server;
  const ports: Record<string, number> = {};
  before(async () => {
    const tls = await makeSelfSigned(["localhost"], Date.now());
    plain = createServer((socket) => converse(socket, tls));
    secure = createTlsServer(tls, (socket) => converse(socket, tls));
    for (const [name, server] of Object.entries({ plain, secure })) {
      await once(server.listen(0, "127.0.0.1"), "listening");
      ports[name] = (server.address() as AddressInfo).port;
    }
  });
  after(() => {
    plain.close();
    secure.close();
  });

  it("play a whole conversation", async () => {
    const vars = new Map([["word", "xin chào"]]);
    await runTranscript(
      [
        "# no section, this is a test",
        "S: * OK ready $id",
        `C: say ${"$"}{word} ${"$"}{id}`,
        "S: SAY xin chào $id",
        "C: LITERAL",
        "S: {4}",
        "S-raw: \\0ab\\n",
        "S: and *",
        "C-raw: one\\r\\ntwo\\x0d\\n",
        "S-until: two",
        "open 2 secure tls",
        "S2: * OK *",
        "C2: QUIT",
        "S2: BYE",
        "S2-end:",
        "C: STARTTLS",
        "S: GO",
        "C-tls:",
        "S: * OK ready abc",
        "C: in TLS",
        "S: in TLS",
      ].join("\n"),
      ports,
      vars,
    );
    assert.equal(vars.get("id"), "abc");
  });

  const fails: [string, string, RegExp][] = [
    ["a line that differs", "S: * OK ready abc\nC: a\nS: b", /line 3: expected "b", got "a"/],
    ["an octet that differs", "S: *\nC: LITERAL\nS: *\nS-raw: \\0Ab\\n", /line 4: expected/],
    ["a peer that goes on", "S: *\nC: a\nS-end:", /line 3: the peer said "a\\r\\n" instead of closing/],
    ["a peer that goes away", "S: *\nC: HANG UP\nS: *", /line 3: waiting for line: the peer closed/],
    ["a value that changed", "S: * OK ready $id\nC: ready xyz\nS: ready $id", /line 3/],
    ["a port that is not there", "open 1 nowhere", /no port nowhere/],
    ["a line that is none", "S: *\nX: y", /line 2: not a transcript line/],
  ];
  for (const [what, src, message] of fails)
    it(`fail on ${what}`, () => assert.rejects(runTranscript(src, ports), message));

  it("fail on a silent peer", async () => {
    const client = await dialLines({ port: ports.plain ?? 0, patienceMs: 100 });
    await client.line();
    await assert.rejects(client.line(), /no line for 100 ms/);
    client.destroy();
  });

  const patterns: [string, string, boolean][] = [
    ["250-*", "250-SIZE 1", true],
    ["250 ok", "250 OK", true],
    ["a.c", "abc", false],
    ["FLAGS ($$Junk)", "FLAGS ($Junk)", true],
    ["\\* OK", "* OK", true],
    ["\\* OK", "x OK", false],
    ["$x $x", "a a", true],
    ["$x;$x", "a;b", true],
  ];
  for (const [pattern, got, yes] of patterns)
    it(`${JSON.stringify(pattern)} ${yes ? "matches" : "does not match"} ${JSON.stringify(got)}`, () =>
      assert.equal(matches(pattern, got, new Map()), yes));

  it("read octets from escapes", () => {
    assert.deepEqual(unescapeOctets("a\\r\\n\\0\\\\\\xffế"), Buffer.from("610d0a005cffe1babf", "hex"));
    assert.equal(parseTranscript("C12-raw: x")[0]?.conn, "12");
  });
});
