import assert from "node:assert/strict";
import { updateAccount } from "@congthu/server/store/accounts";
import { insertGrants } from "@congthu/server/store/grants";
import { insertFactor } from "@congthu/server/store/second-factors";
import { sessionsOf } from "@congthu/server/store/sessions";
import { settingValue } from "@congthu/server/store/settings";
import { LDAP_PRESETS, NO_LDAP, NO_OIDC, type OidcSettings } from "@congthu/shared/api/connection-settings";
import type { ConnectionsView, SyncOutcome } from "@congthu/shared/api/connections";
import { type EdgesBench, openEdges } from "../harness/edges.ts";
import type { JmapPerson } from "../harness/jmap.ts";
import { type OidcBench, startOidcProvider } from "../harness/oidc-provider.ts";
import { DOMAIN } from "../harness/province.ts";
import { BASE, BIND_DN, BIND_PASSWORD, describeWithSlapd, startSlapd } from "../harness/slapd.ts";

const json = { "Content-Type": "application/json" };

/** A browser that follows redirects over both servers, each with its own cookies, and fills in the provider's form. */
function openBrowser(q: { url: string; provider: OidcBench }) {
  const jars = new Map<string, Map<string, string>>();
  const jar = (url: string) => {
    const { origin } = new URL(url);
    const found = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, found);
    return found;
  };
  const send = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar(url)].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { ...init, redirect: "manual", headers: { ...init.headers, Cookie: cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      const gone = /expires=Thu, 01 Jan 1970/i.test(line) || pair.slice(at + 1) === "";
      if (gone) jar(url).delete(pair.slice(0, at));
      else jar(url).set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  /** Follows to where there is nothing more to follow; gives that address. */
  const follow = async (url: string, login: string): Promise<string> => {
    let at = url;
    for (let i = 0; i < 15; i++) {
      const isForm = new URL(at).pathname.startsWith("/interaction/");
      const form = { method: "POST", body: new URLSearchParams({ login }) };
      const response = await send(at, isForm ? form : {});
      const next = response.headers.get("Location");
      if (next === null) return at;
      at = new URL(next, at).href;
      if (at.startsWith(`${q.url}/?`) || at.startsWith(`${q.url}/admin?`)) return at.slice(q.url.length);
    }
    throw new Error(`no end of redirects: ${at}`);
  };
  const post = async (path: string, more: Record<string, string> = {}) => {
    const response = await send(q.url + path, { method: "POST", headers: { ...json, ...more }, body: "{}" });
    return { status: response.status, reply: (await response.json()) as Record<string, unknown> };
  };
  return { send, follow, post, jar };
}

describe("sign-in by a real OpenID Connect provider", function () {
  this.timeout(60_000);
  let bench: EdgesBench;
  let provider: OidcBench;
  let admin: JmapPerson;
  before(async () => {
    bench = await openEdges();
    provider = await startOidcProvider([bench.url]);
    const { root, accounts } = bench.province;
    const grant = {
      account_id: accounts.anh,
      role: "system",
      agency_id: root,
      granted_at: 1,
      granted_by: null,
    } as const;
    await bench.app.db.write((tx) => insertGrants(tx, [grant]));
    admin = await bench.signIn("anh");
    const person = (local: string, more: object = {}) =>
      void provider.people.set(local, {
        ...{ email: `${local}@${DOMAIN}`, emailVerified: true, username: local, amr: ["pwd"] },
        ...more,
      });
    person("binh");
    person("chi", { amr: ["pwd", "otp"] });
    person("la", { email: "la@khac.gov.vn" });
    person("doi", { email: `vanthu@${DOMAIN}`, emailVerified: false, username: "vanthu" });
    person("hop", { email: `sonv@${DOMAIN}` });
    await change();
  });
  after(async () => {
    await bench.close();
    await provider.close();
  });

  const call = async <T>(method: string, path: string, body: unknown): Promise<T> => {
    const response = await admin.fetch(path, { method, headers: json, body: JSON.stringify(body) });
    const reply = (await response.json()) as T;
    assert.equal(response.status, 200, JSON.stringify(reply));
    return reply;
  };
  async function change(more: Partial<OidcSettings> = {}): Promise<ConnectionsView> {
    const { issuer, clientId, clientSecret } = provider;
    const settings = { ...NO_OIDC, isOn: true, label: "tài khoản tỉnh", issuer, clientId, ...more };
    return call("PUT", "/api/connections/oidc", { settings, clientSecret });
  }
  const browser = () => openBrowser({ url: bench.url, provider });
  const start = () => `${bench.url}/api/auth/provider?page=mail`;
  const refusal = async (login: string) =>
    new URL(await browser().follow(start(), login), bench.url).searchParams.get("why");

  it("is offered by name, and keeps its secret sealed", async () => {
    const options = (await (await fetch(`${bench.url}/api/auth/options`)).json()) as object;
    assert.deepEqual(options, { provider: "tài khoản tỉnh" });
    const stored = await bench.app.db.read((r) => settingValue(r, "oidc.clientSecret"));
    assert.ok(stored && !stored.includes(provider.clientSecret));
  });

  it("lets somebody in whose address the provider verified, and ends both sessions", async () => {
    const here = browser();
    assert.equal(await here.follow(start(), "binh"), "/?signin=provider");
    const { status, reply } = await here.post("/api/auth/provider");
    assert.equal(status, 200);
    assert.equal((reply.account as { address: string }).address, `binh@${DOMAIN}`);
    const { binh } = bench.province.accounts;
    const [session] = await bench.app.db.read((r) => sessionsOf(r, binh));
    assert.equal(session?.means, "oidc");
    // The ticket was good for once.
    assert.equal((await here.post("/api/auth/provider")).reply.code, "ticket.expired");
    const left = await here.post("/api/auth/logout", { "X-CSRF-Token": String(reply.csrfToken) });
    const end = new URL(String(left.reply.continueAt));
    assert.equal(end.origin, provider.issuer);
    assert.equal(end.searchParams.get("post_logout_redirect_uri"), `${bench.url}/`);
    assert.equal((await here.send(`${bench.url}/api/auth/session`)).status, 401);
  });

  it("comes back to the page it began at", async () => {
    assert.equal(await browser().follow(`${bench.url}/api/auth/provider?page=admin`, "binh"), "/admin?signin=provider");
  });

  const refused: [who: string, why: string, code: string][] = [
    ["la", "has no mailbox here", "auth.noMailbox"],
    ["doi", "has an address nobody verified", "auth.noMailbox"],
    ["hop", "names an agency's mailbox", "auth.noMailbox"],
    ["khong-co", "the provider does not know", "auth.provider"],
  ];
  for (const [who, why, code] of refused)
    it(`keeps out who ${why}`, async () => assert.equal(await refusal(who), code));

  it("keeps out a locked account", async () => {
    const { binh } = bench.province.accounts;
    await bench.app.db.write((tx) => updateAccount(tx, binh, { status: "locked", standing_at: 1 }));
    assert.equal(await refusal("binh"), "auth.locked");
    await bench.app.db.write((tx) => updateAccount(tx, binh, { status: "active", standing_at: 1 }));
  });

  it("takes no return of another browser, none twice, and none with another state", async () => {
    const mine = browser();
    const begun = await mine.send(start());
    const away = begun.headers.get("Location") ?? "";
    const state = new URL(away).searchParams.get("state") ?? "";
    assert.ok(new URL(away).searchParams.get("code_challenge") && new URL(away).searchParams.get("nonce"));
    const back = `${bench.url}/api/auth/provider/callback?code=x&state=`;
    const why = async (response: Response) =>
      new URL(response.headers.get("Location") ?? "", bench.url).searchParams.get("why");
    assert.equal(await why(await browser().send(back + state)), "ticket.expired");
    assert.equal(await why(await mine.send(`${back}khac`)), "auth.provider");
    assert.equal(await why(await mine.send(back + state)), "ticket.expired");
  });

  it("finds the mailbox by a claim that holds the login", async () => {
    await change({ matchBy: "claim", claim: "preferred_username" });
    const here = browser();
    await here.follow(start(), "doi");
    const { reply } = await here.post("/api/auth/provider");
    assert.equal((reply.account as { address: string }).address, `vanthu@${DOMAIN}`);
    await change();
  });

  it("asks for a factor of ours unless the provider asked for one", async () => {
    bench.app.site.isTrial = false;
    const { binh, chi } = bench.province.accounts;
    for (const account_id of [binh, chi]) {
      const factor = {
        factor_id: `f-${account_id}`,
        account_id,
        kind: "sms",
        label: "",
        secret: "84912345678",
      } as const;
      await bench.app.db.write((tx) =>
        insertFactor(tx, { ...factor, credential_id: null, counter: 0, created_at: 1, used_at: null }),
      );
    }
    const weak = browser();
    await weak.follow(start(), "binh");
    assert.deepEqual((await weak.post("/api/auth/provider")).reply.methods, ["sms"]);
    const strong = browser();
    await strong.follow(start(), "chi");
    const { reply } = await strong.post("/api/auth/provider");
    assert.equal((reply.account as { address: string }).address, `chi@${DOMAIN}`);
    const [session] = await bench.app.db.read((r) => sessionsOf(r, chi));
    assert.equal(session?.means, "oidcFactor");
    bench.app.site.isTrial = true;
  });

  it("says so when the provider cannot be asked, and is away when it is off", async () => {
    await change({ issuer: "http://127.0.0.1:9" });
    assert.equal(await refusal("binh"), "auth.provider");
    await change({ isOn: false });
    assert.equal(await refusal("binh"), "notFound");
    await change();
  });
});

describeWithSlapd("people come by LDAP and sign in by OpenID Connect", function () {
  this.timeout(60_000);

  it("from the personnel directory to the inbox, and out when they leave it", async () => {
    const slapd = await startSlapd();
    const bench = await openEdges();
    const provider = await startOidcProvider([bench.url]);
    const { root, accounts } = bench.province;
    const grant = {
      account_id: accounts.anh,
      role: "system",
      agency_id: root,
      granted_at: 1,
      granted_by: null,
    } as const;
    await bench.app.db.write((tx) => insertGrants(tx, [grant]));
    const admin = await bench.signIn("anh");
    const call = async <T>(method: string, path: string, body: unknown): Promise<T> => {
      const response = await admin.fetch(path, { method, headers: json, body: JSON.stringify(body) });
      assert.equal(response.status, 200, path);
      return (await response.json()) as T;
    };
    const dn = `uid=moi,ou=Sở Nội vụ,${BASE}`;
    const mail = `moi@${DOMAIN}`;
    await slapd.as(async (client) => {
      await client.add(`ou=Sở Nội vụ,${BASE}`, { objectClass: "organizationalUnit", ou: "Sở Nội vụ" });
      await client.add(dn, { objectClass: "inetOrgPerson", uid: "moi", cn: "Ngô Thị Mới", sn: "Ngô", mail });
    });
    const directory = { url: slapd.url, ca: slapd.ca, bindDn: BIND_DN, base: BASE };
    const ldap = { ...NO_LDAP, ...LDAP_PRESETS.openLdap, ...directory, isOn: true };
    await call("PUT", "/api/connections/ldap", { settings: ldap, password: BIND_PASSWORD });
    const { issuer, clientId, clientSecret } = provider;
    const oidc = { ...NO_OIDC, isOn: true, issuer, clientId };
    await call("PUT", "/api/connections/oidc", { settings: oidc, clientSecret });
    provider.people.set("moi", { email: mail, emailVerified: true, username: "moi", amr: ["pwd"] });
    const start = `${bench.url}/api/auth/provider`;
    const why = async (url: string) => new URL(url, bench.url).searchParams.get("why");

    assert.equal(await why(await openBrowser({ url: bench.url, provider }).follow(start, "moi")), "auth.noMailbox");
    assert.deepEqual((await call<SyncOutcome>("POST", "/api/connections/ldap/sync", { planOnly: false })).counts, {
      create: 1,
    });
    const here = openBrowser({ url: bench.url, provider });
    await here.follow(start, "moi");
    const { reply } = await here.post("/api/auth/provider");
    assert.equal((reply.account as { name: string }).name, "Ngô Thị Mới");
    assert.deepEqual([reply.mustChangePassword, reply.factorDue], [false, false]);
    const headers = { ...json, "X-CSRF-Token": String(reply.csrfToken) };
    const using = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"];
    const accountId = (reply.account as { id: string }).id;
    const query = { using, methodCalls: [["Mailbox/get", { accountId, ids: null }, "0"]] };
    const inbox = await here.send(`${bench.url}/jmap/api`, { method: "POST", headers, body: JSON.stringify(query) });
    assert.match(await inbox.text(), /"role":"inbox"/);

    await slapd.as((client) => client.del(dn));
    // One of one is not too many only when somebody else stays.
    await slapd.as((client) =>
      client.add(`uid=chi,ou=Sở Nội vụ,${BASE}`, {
        ...{ objectClass: "inetOrgPerson", uid: "chi", cn: "Trần Thị Chi", sn: "Trần", mail: `chi@${DOMAIN}` },
      }),
    );
    await call("PUT", "/api/connections/ldap", { settings: { ...ldap, stopPercent: 100 } });
    await call<SyncOutcome>("POST", "/api/connections/ldap/sync", { planOnly: false });
    assert.equal((await here.send(`${bench.url}/api/auth/session`)).status, 401);
    assert.equal(await why(await openBrowser({ url: bench.url, provider }).follow(start, "moi")), "auth.locked");
    await bench.close();
    await provider.close();
    await slapd.close();
  });
});
