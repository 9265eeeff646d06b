import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "@congthu/server/core/app";
import { checkConsistency } from "@congthu/server/core/consistency";
import { deliverIn } from "@congthu/server/core/delivery/deliver";
import { stageMessage } from "@congthu/server/core/delivery/stage-message";
import type { FetchImage } from "@congthu/server/http/image-proxy";
import type { RestHandler } from "@congthu/server/http/rest";
import { startHttp } from "@congthu/server/http/start";
import { jmapEndpoints, jmapSockets } from "@congthu/server/jmap/endpoints";
import { createMetrics } from "@congthu/server/lib/metrics";
import type { SendSms } from "@congthu/server/lib/sms";
import type { SearchIndex } from "@congthu/server/store/search";
import type { SessionReply } from "@congthu/shared/api/auth";
import type { AccountId } from "@congthu/shared/ids";
import { CAPABILITY, type Invocation } from "@congthu/shared/jmap/core";
import { type Bench, openBench } from "./engines.ts";
import { DOMAIN, PASSWORD, type Province, seedProvince } from "./province.ts";

export type JmapBench = {
  app: App;
  now: Bench["now"];
  province: Province;
  url: string;
  /** Signs a person of the province in as the webmail does. */
  signIn(local: string): Promise<JmapPerson>;
  /** Delivers a message to the inbox of accounts, as the other edge would. */
  deliver(bytes: Buffer | string, to: readonly AccountId[]): Promise<void>;
  /** Fails when a bug was counted or the store does not hold together. */
  close(): Promise<void>;
};

export type JmapPerson = {
  accountId: AccountId;
  csrf: string;
  cookie: string;
  session: SessionReply;
  /** One request with the cookie and, for POST, the token. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Runs method calls; gives the responses. */
  run(...calls: [name: string, args: Record<string, unknown>][]): Promise<Invocation[]>;
  /** One method call on the own account (or the one named in args); gives its arguments, throws its error type. */
  call<T = Record<string, unknown>>(name: string, args?: Record<string, unknown>): Promise<T>;
  /** Uploads octets; gives the blob id. */
  upload(bytes: Uint8Array | string, type?: string): Promise<string>;
};

const BUILT = join(import.meta.dirname, "../../webmail/dist");
const PAGE = '<!doctype html><meta name="csp-nonce" content="%CSP_NONCE%"><title>thử</title>';

/** An HTTP server with JMAP over a real store in a temp folder, with a small province. */
export async function openJmap(
  q: {
    engine?: "sqlite" | "postgres";
    routes?: readonly RestHandler[];
    fetchImage?: FetchImage;
    search?: SearchIndex;
    /** The built webmail, for tests in a browser; otherwise a page that does nothing. */
    withWebmail?: boolean;
    sms?: SendSms;
  } = {},
): Promise<JmapBench> {
  const bench = await openBench(q.engine ?? "sqlite");
  const metrics = createMetrics();
  const faults: string[] = [];
  const app: App = {
    ...bench.app,
    ...(q.search ? { search: q.search } : {}),
    metrics,
    log: (level, _event, fields) => void (level === "error" && faults.push(String(fields?.stack ?? ""))),
  };
  const province = await seedProvince(app);
  const emptyDist = mkdtempSync(join(tmpdir(), "congthu-dist-"));
  mkdirSync(join(emptyDist, "assets"));
  for (const name of ["index.html", "admin.html"]) writeFileSync(join(emptyDist, name), PAGE);
  writeFileSync(join(emptyDist, "assets/a-1.js"), "1;");
  const server = await startHttp(app, {
    host: "127.0.0.1",
    port: 0,
    webmailDist: q.withWebmail ? BUILT : emptyDist,
    routes: q.routes ?? [],
    endpoints: jmapEndpoints(app),
    ...(q.sms ? { sms: q.sms } : {}),
    sockets: jmapSockets(app),
    ...(q.fetchImage ? { fetchImage: q.fetchImage } : {}),
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    app,
    now: bench.now,
    province,
    url,
    signIn: (local) => signIn(url, local),
    async deliver(bytes, to) {
      const staged = await stageMessage(app, Buffer.from(bytes));
      await app.db.write((tx) =>
        deliverIn(app, tx, {
          staged,
          mailFrom: "a@x.gov.vn",
          senderAgencyId: null,
          to: to.map((accountId) => ({ accountId, address: `${accountId}@${DOMAIN}` })),
          received: "Received: from x\r\n",
          extra: "",
          traceId: "t",
          channel: "smtp",
        }),
      );
    },
    async close() {
      await server.close();
      const wrong = await checkConsistency(app);
      await bench.close();
      rmSync(emptyDist, { recursive: true });
      assert.deepEqual(faults, []);
      assert.deepEqual(wrong, []);
    },
  };
}

async function signIn(url: string, local: string): Promise<JmapPerson> {
  const response = await fetch(`${url}/api/auth/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ login: `${local}@${DOMAIN}`, password: PASSWORD }),
  });
  assert.equal(response.status, 200, `sign-in of ${local}`);
  const session = (await response.json()) as SessionReply;
  const cookie = (response.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
  const accountId = session.account.id as AccountId;
  const request: JmapPerson["fetch"] = (path, init = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: {
        Cookie: cookie,
        ...(init.method && init.method !== "GET" ? { "X-CSRF-Token": session.csrfToken } : {}),
        ...init.headers,
      },
    });
  const run: JmapPerson["run"] = async (...calls) => {
    const body = {
      using: Object.values(CAPABILITY),
      methodCalls: calls.map(([name, args], i) => [name, args, `c${i}`]),
    };
    const reply = await request("/jmap/api", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await reply.text();
    assert.equal(reply.status, 200, text);
    return (JSON.parse(text) as { methodResponses: Invocation[] }).methodResponses;
  };
  return {
    accountId,
    csrf: session.csrfToken,
    cookie,
    session,
    fetch: request,
    run,
    async call<T>(name: string, args: Record<string, unknown> = {}) {
      const [response] = await run([name, { accountId, ...args }]);
      assert.ok(response);
      if (response[0] === "error") throw new Error(String(response[1].type), { cause: response[1] });
      return response[1] as T;
    },
    async upload(bytes, type = "application/octet-stream") {
      const reply = await request(`/jmap/upload/${accountId}`, {
        method: "POST",
        headers: { "Content-Type": type },
        body: Buffer.from(bytes as string),
      });
      assert.equal(reply.status, 201);
      return ((await reply.json()) as { blobId: string }).blobId;
    },
  };
}
