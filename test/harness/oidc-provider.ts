import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** Somebody the provider knows. */
export type OidcPerson = { email: string; emailVerified: boolean; username: string; amr: string[] };

export type OidcBench = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** By the login typed at the provider. */
  people: Map<string, OidcPerson>;
  close(): Promise<void>;
};

const CLIENT = { clientId: "congthu", clientSecret: "bi-mat-cua-congthu-dung-voi-nha-cung-cap" };

/** A certified provider of sign-ins on loopback, with a page that asks for a login alone; `origins` are where browsers come back to. */
export async function startOidcProvider(origins: readonly string[]): Promise<OidcBench> {
  const people = new Map<string, OidcPerson>();
  const server: Server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret },
        redirect_uris: origins.map((origin) => `${origin}/api/auth/provider/callback`),
        post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
      },
    ],
    claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["preferred_username"] },
    pkce: { required: () => true },
    cookies: { keys: ["khoa-cua-nha-cung-cap"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    async findAccount(_ctx, login) {
      const person = people.get(login);
      if (!person) return undefined;
      const { email, emailVerified, username, amr } = person;
      const claims = { email, email_verified: emailVerified, preferred_username: username };
      return { accountId: login, claims: async () => ({ sub: login, ...claims, amr }) };
    },
    // Whoever signs in there agrees to this one client.
    async loadExistingGrant(ctx) {
      const { session, client } = ctx.oidc;
      if (!session?.accountId || !client) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  server.on("request", (req, res) => {
    const path = (req.url ?? "").split("?")[0] ?? "";
    if (!path.startsWith("/interaction/")) return void callback(req, res);
    void (async () => {
      if (req.method === "GET") {
        res.setHeader("Content-Type", "text/html; charset=utf-8");
        res.end(
          `<form method="post" action="${path}"><label>Tài khoản <input name="login"></label><button>Vào</button></form>`,
        );
        return;
      }
      let body = "";
      for await (const part of req) body += String(part);
      const accountId = new URLSearchParams(body).get("login") ?? "";
      const amr = people.get(accountId)?.amr ?? [];
      if (!people.has(accountId)) {
        await provider.interactionFinished(req, res, { error: "access_denied", error_description: "unknown" });
        return;
      }
      await provider.interactionFinished(req, res, { login: { accountId, amr } });
    })();
  });
  return {
    issuer,
    ...CLIENT,
    people,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
