import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { openPop3, type Pop3Bench } from "../harness/pop3.ts";
import { PASSWORD } from "../harness/province.ts";

/** Python's poplib as an honest client: STLS, list, fetch, delete. */
const CLIENT = `
import poplib, ssl, sys
port, password = int(sys.argv[1]), sys.argv[2]
context = ssl.create_default_context(); context.check_hostname = False; context.verify_mode = ssl.CERT_NONE
pop = poplib.POP3("127.0.0.1", port, timeout=20)
assert "STLS" in pop.capa()
pop.stls(context)
pop.user("anh@tinh.gov.vn"); pop.pass_(password)
count, octets = pop.stat()
_, lines, _ = pop.retr(1)
assert b"." in lines and b"..x" in lines, lines
_, top, _ = pop.top(2, 0)
_, ids, _ = pop.uidl()
pop.dele(1)
pop.quit()
print(count, octets, len(ids), top[0].decode())
`;

describe("POP3 with Python's poplib", function () {
  this.timeout(30_000);
  let pop3: Pop3Bench;
  before(async () => {
    pop3 = await openPop3();
    await pop3.file("Subject: mot\r\n\r\n.\r\n..x\r\n");
    await pop3.file(`Subject: lon\r\n\r\n${"dòng thư dài\r\n".repeat(20_000)}`);
  });
  after(() => pop3.close());

  it("signs in over STLS, reads and deletes", async () => {
    const run = promisify(execFile);
    const first = await run("python3", ["-c", CLIENT, String(pop3.ports.pop3), PASSWORD]);
    const size = 24 + 16 + Buffer.byteLength("dòng thư dài\r\n") * 20_000;
    assert.equal(first.stdout.trim(), `2 ${size} 2 Subject: lon`);
  });
});
