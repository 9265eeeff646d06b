import assert from "node:assert/strict";
import { updateAccount } from "@congthu/server/store/accounts";
import { type JmapBench, openJmap } from "../harness/jmap.ts";
import { DOMAIN, PASSWORD } from "../harness/province.ts";

const json = { "Content-Type": "application/json" };
const credentials = (local: string, password = PASSWORD) => JSON.stringify({ login: `${local}@${DOMAIN}`, password });
const basic = (local: string, password = PASSWORD) =>
  `Basic ${Buffer.from(`${local}@${DOMAIN}:${password}`).toString("base64")}`;

describe("HTTP: sessions", () => {
  let bench: JmapBench;
  before(async () => {
    bench = await openJmap();
  });
  after(() => bench.close());

  const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;
  const login = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${bench.url}/api/auth/login`, { method: "POST", headers: { ...json, ...headers }, body });

  it("gives a cookie that scripts and other sites do not get", async () => {
    const response = await login(credentials("anh"));
    const [cookie = ""] = response.headers.getSetCookie();
    assert.match(cookie, /^congthu=[0-9a-f]{64}; Max-Age=604800; Path=\/; .*HttpOnly; SameSite=Strict$/);
    const body = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(body.mustChangePassword, false);
    assert.equal(response.headers.get("cache-control"), "no-store");
  });

  it("refuses wrong passwords, unknown names and requests of other sites alike", async () => {
    assert.deepEqual([await codeOf(await login(credentials("anh", "sai")))], ["auth.failed"]);
    assert.deepEqual([await codeOf(await login(credentials("khong-co")))], ["auth.failed"]);
    const cross = await login(credentials("anh"), { "Sec-Fetch-Site": "cross-site" });
    assert.deepEqual([cross.status, cross.headers.getSetCookie()], [403, []]);
    const foreign = await login(credentials("anh"), { Origin: "https://evil.example" });
    assert.equal(foreign.status, 403);
    const form = await fetch(`${bench.url}/api/auth/login`, {
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      body: credentials("anh"),
    });
    assert.equal(form.status, 400);
  });

  it("takes no session id from before the sign-in", async () => {
    const fixed = "f".repeat(64);
    const response = await login(credentials("anh"), { Cookie: `congthu=${fixed}` });
    const [cookie = ""] = response.headers.getSetCookie();
    assert.ok(!cookie.includes(fixed));
    const again = await fetch(`${bench.url}/api/auth/session`, { headers: { Cookie: `congthu=${fixed}` } });
    assert.equal(again.status, 401);
  });

  it("ends the session that the browser had when somebody signs in anew", async () => {
    const anh = await bench.signIn("anh");
    await login(credentials("binh"), { Cookie: anh.cookie });
    assert.equal((await anh.fetch("/api/auth/session")).status, 401);
  });

  it("wants the token, and our own page, for whatever changes something", async () => {
    const anh = await bench.signIn("anh");
    const post = (path: string, headers: Record<string, string>) =>
      fetch(`${bench.url}${path}`, {
        method: "POST",
        headers: { ...json, Cookie: anh.cookie, ...headers },
        body: JSON.stringify({ using: [], methodCalls: [] }),
      });
    const paths = [
      "/jmap/api",
      `/jmap/upload/${anh.accountId}`,
      "/api/frames",
      "/api/auth/password",
      "/api/auth/logout",
    ];
    for (const path of paths) {
      const own = { "X-CSRF-Token": anh.csrf };
      assert.equal((await post(path, {})).status, 403, `${path} without the token`);
      assert.equal((await post(path, { "X-CSRF-Token": "0".repeat(64) })).status, 403, `${path} with another`);
      assert.equal(
        (await post(path, { ...own, Origin: "https://evil.example" })).status,
        403,
        `${path} from elsewhere`,
      );
      // A cookie that another site made the browser send is as none.
      assert.equal((await post(path, { ...own, "Sec-Fetch-Site": "cross-site" })).status, 401, `${path} cross-site`);
    }
    assert.equal((await post("/jmap/api", { "X-CSRF-Token": anh.csrf, "Sec-Fetch-Site": "same-origin" })).status, 200);
  });

  it("is over after signing out, after idle hours, and after a week", async () => {
    const session = async (cookie: string) =>
      (await fetch(`${bench.url}/api/auth/session`, { headers: { Cookie: cookie } })).status;
    const anh = await bench.signIn("anh");
    assert.equal((await anh.fetch("/api/auth/logout", { method: "POST" })).status, 200);
    assert.equal(await session(anh.cookie), 401);
    const hour = 3_600_000;
    const idle = await bench.signIn("anh");
    bench.now.ms += 11 * hour;
    assert.equal(await session(idle.cookie), 200);
    bench.now.ms += 12 * hour;
    assert.equal(await session(idle.cookie), 401);
    const busy = await bench.signIn("anh");
    for (let h = 0; h < 7 * 24; h += 8) {
      assert.equal(await session(busy.cookie), 200, `after ${h} hours`);
      bench.now.ms += 8 * hour;
    }
    assert.equal(await session(busy.cookie), 401);
  });

  it("lets a person who must change the password do nothing else, then everything; other sessions end", async () => {
    const { app, province } = bench;
    await app.db.write((tx) => updateAccount(tx, province.accounts.chi, { must_change: 1 }));
    const other = await bench.signIn("chi");
    const chi = await bench.signIn("chi");
    assert.equal(chi.session.mustChangePassword, true);
    assert.equal(await codeOf(await chi.fetch("/.well-known/jmap")), "auth.passwordExpired");
    assert.equal(await codeOf(await chi.fetch("/api/people?q=anh")), "auth.passwordExpired");
    const change = (current: string, next: string) =>
      chi.fetch("/api/auth/password", { method: "POST", headers: json, body: JSON.stringify({ current, next }) });
    assert.equal(await codeOf(await change("sai", "Moi-Hoan-Toan-2026")), "auth.failed");
    assert.equal(await codeOf(await change(PASSWORD, "ngan")), "password.weak");
    assert.equal(await codeOf(await change(PASSWORD, PASSWORD)), "password.used");
    assert.equal((await change(PASSWORD, "Moi-Hoan-Toan-2026")).status, 200);
    assert.equal((await chi.fetch("/.well-known/jmap")).status, 200);
    assert.equal((await other.fetch("/api/auth/session")).status, 401);
    assert.equal(await codeOf(await login(credentials("chi"))), "auth.failed");
  });

  it("takes Basic and Bearer from other clients, from any origin", async () => {
    const session = (headers: Record<string, string>) => fetch(`${bench.url}/.well-known/jmap`, { headers });
    const ok = await session({ Authorization: basic("anh"), Origin: "https://mail.example" });
    assert.deepEqual([ok.status, ok.headers.get("access-control-allow-origin")], [200, "*"]);
    assert.equal(ok.headers.get("access-control-allow-credentials"), null);
    assert.equal((await session({ Authorization: basic("anh", "sai") })).status, 401);
    assert.match((await session({})).headers.get("www-authenticate") ?? "", /^Basic /);
    // A page of ours must not make the browser open its own sign-in box.
    assert.equal((await session({ "Sec-Fetch-Site": "same-origin" })).headers.get("www-authenticate"), "Bearer");
    const anh = await bench.signIn("anh");
    const token = anh.cookie.slice("congthu=".length);
    assert.equal((await session({ Authorization: `Bearer ${token}` })).status, 200);
    const preflight = await fetch(`${bench.url}/jmap/api`, { method: "OPTIONS" });
    assert.deepEqual(
      [preflight.status, preflight.headers.get("access-control-allow-headers")],
      [204, "Authorization, Content-Type, Last-Event-ID, Range"],
    );
  });

  it("forgets Basic at once when the account is locked", async () => {
    const session = () => fetch(`${bench.url}/.well-known/jmap`, { headers: { Authorization: basic("vanthu") } });
    assert.equal((await session()).status, 200);
    await bench.app.db.write((tx) =>
      updateAccount(tx, bench.province.accounts.vanthu, { status: "locked", standing_at: 0 }),
    );
    assert.equal((await session()).status, 403);
  });

  it("finds people with marks or without, the own agency first", async () => {
    const anh = await bench.signIn("anh");
    const find = async (q: string) => {
      const response = await anh.fetch(`/api/people?q=${encodeURIComponent(q)}`);
      assert.equal(response.status, 200);
      return ((await response.json()) as { people: { name: string; email: string; kind: string }[] }).people;
    };
    assert.deepEqual(
      (await find("binh do")).map((p) => p.name),
      ["Đỗ Văn Bình"],
    );
    assert.deepEqual(
      (await find("Trần")).map((p) => p.name),
      ["Trần Thị Chi"],
    );
    assert.deepEqual(
      (await find("thi")).map((p) => p.name),
      ["Nguyễn Thị Ánh", "Trần Thị Chi"],
    );
    assert.deepEqual(
      (await find("so noi")).map((p) => [p.name, p.kind]),
      [
        ["Sở Nội vụ", "agency"],
        ["Nguyễn Thị Ánh", "person"],
        ["Đỗ Văn Bình", "person"],
      ],
    );
    assert.deepEqual(
      (await find("chuyên viên xã bình an")).map((p) => p.name),
      ["Trần Thị Chi", "Lê Văn Thư"],
    );
    assert.deepEqual(await find("zzz"), []);
    assert.deepEqual(await find(" "), []);
  });

  it("serves the pages under a policy with a fresh nonce, and assets for ever", async () => {
    const page = await fetch(`${bench.url}/thu/den/123`);
    const html = await page.text();
    const nonce = /content="([^"]+)"/.exec(html)?.[1] ?? "";
    const policy = page.headers.get("content-security-policy") ?? "";
    assert.ok(nonce.length >= 22 && policy.includes(`'nonce-${nonce}'`));
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
      assert.ok(policy.includes(part), part);
    assert.ok(!/script-src[^;]*unsafe/.test(policy));
    assert.notEqual(await (await fetch(`${bench.url}/admin`)).text(), html);
    const asset = await fetch(`${bench.url}/assets/a-1.js`);
    assert.equal(asset.headers.get("cache-control"), "public, max-age=31536000, immutable");
    for (const path of ["/assets/none.js", "/..%2f..%2fetc/passwd.txt", "/%00.js", "/api/none", "/jmap/none"])
      assert.equal((await fetch(`${bench.url}${path}`)).status, 404, path);
    assert.equal((await fetch(`${bench.url}/readyz`)).status, 200);
  });
});
