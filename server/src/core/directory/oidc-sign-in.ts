import type { FactorQuestion } from "@congthu/shared/api/auth";
import type { OidcSettings } from "@congthu/shared/api/connection-settings";
import type { AccountId } from "@congthu/shared/ids";
import {
  beginOidc,
  endOidc,
  finishOidc,
  type OidcChecks,
  type OidcClaims,
  type OidcClient,
  OidcError,
  reachOidc,
} from "../../lib/oidc.ts";
import { type AccountRow, accountById } from "../../store/accounts.ts";
import type { SessionMeans } from "../../store/sessions.ts";
import type { App } from "../app.ts";
import { MailError } from "../errors.ts";
import { readSecret } from "../settings/kept-secrets.ts";
import { readSetting } from "../settings/read-setting.ts";
import { factorState } from "./second-factors.ts";
import { accountForLogin, finishSignIn } from "./sign-in.ts";
import { askFactor, type Client } from "./sign-in-steps.ts";
import { openTicket, readTicket, spendTicketIn } from "./tickets.ts";

type Deps = Pick<App, "clock" | "db" | "log" | "metrics" | "secrets" | "signOuts" | "site">;
type Provider = { settings: OidcSettings; client: OidcClient };
type Begun = { step: "begun"; checks: OidcChecks };
type Vouched = { step: "vouched"; strong: boolean };

/** The name of the provider of sign-ins, or null when there is none. */
export async function oidcLabel(app: Pick<App, "db">): Promise<string | null> {
  const { isOn, issuer, label } = await app.db.read((r) => readSetting(r, "oidc"));
  return isOn && issuer !== "" ? label : null;
}

/** Begins: where to send the browser, and a ticket for it to bring back. `again`: the provider must ask the person anew. Throws notFound, auth.provider. */
export async function beginOidcSignIn(
  app: Deps,
  q: { redirectUri: string; again: boolean },
): Promise<{ url: string; ticket: string }> {
  const { settings, client } = await provider(app);
  const { scope, acrValues } = settings;
  const nowMs = app.clock.now();
  const { url, checks } = await asked(app, () => beginOidc(client, { ...q, scope, acrValues, nowMs }));
  return {
    url,
    ticket: await openTicket(app, { kind: "oidc", accountId: null, state: { step: "begun", checks } satisfies Begun }),
  };
}

/**
 * Takes the browser back with the address it came to, and gives a ticket to sign in with. Throws ticket.expired, auth.provider (it refused, or what came
 * does not hold), auth.noMailbox, auth.locked.
 */
export async function takeOidcReturn(app: Deps, q: { ticket: string; returned: string }): Promise<{ ticket: string }> {
  const nowMs = app.clock.now();
  const { settings, client } = await provider(app);
  const begun = await app.db.read((r) => readTicket<Begun | Vouched>(r, { kind: "oidc", token: q.ticket, nowMs }));
  const { state } = begun;
  if (state.step !== "begun") throw new MailError("ticket.expired");
  await app.db.write((tx) => spendTicketIn(tx, begun));
  const claims = await asked(app, () => finishOidc(client, { returned: q.returned, checks: state.checks, nowMs }));
  const account = await accountOf(app, settings, claims);
  const vouched: Vouched = { step: "vouched", strong: isStrong(settings, claims) };
  return { ticket: await openTicket(app, { kind: "oidc", accountId: account.account_id, state: vouched }) };
}

/**
 * Signs in whom the provider vouched for; asks for a factor of ours where the person has one, unless the provider asked for one. Throws ticket.expired,
 * auth.locked.
 */
export async function enterByOidc(
  app: Deps,
  q: { ticket: string; client: Client },
): Promise<{ accountId: AccountId; means: SessionMeans } | { question: FactorQuestion }> {
  const nowMs = app.clock.now();
  const ticket = await app.db.read((r) => readTicket<Begun | Vouched>(r, { kind: "oidc", token: q.ticket, nowMs }));
  const { accountId, state } = ticket;
  if (state.step !== "vouched" || !accountId) throw new MailError("ticket.expired");
  await app.db.write((tx) => spendTicketIn(tx, ticket));
  const { account, factors } = await app.db.read(async (r) => {
    const found = await accountById(r, accountId);
    if (found?.status !== "active") throw new MailError("auth.locked");
    const { asked: isAsked, factors: own } = await factorState(app, r, { account: found, ip: q.client.ip });
    return { account: found, factors: isAsked && !state.strong ? own : [] };
  });
  if (factors.length > 0)
    return { question: await askFactor(app, { accountId, factors, place: q.client.place, means: "oidc" }) };
  await finishSignIn(app, account, q.client);
  return { accountId, means: state.strong ? "oidcFactor" : "oidc" };
}

/** Where a browser whose session came by the provider ends that of the provider too; null when there is no such place or it cannot be asked. */
export async function oidcEnd(app: Deps, q: { means: SessionMeans; returnTo: string }): Promise<string | null> {
  if (q.means !== "oidc" && q.means !== "oidcFactor") return null;
  try {
    const { client } = await provider(app);
    return await asked(app, () => endOidc(client, { returnTo: q.returnTo, nowMs: app.clock.now() }));
  } catch (err) {
    if (err instanceof MailError) return null;
    throw err;
  }
}

/** Asks the provider whether it is there, and how far its clock is from ours (null when it does not say). Throws notFound, auth.provider. */
export async function reachProvider(app: Deps): Promise<{ skewMs: number | null }> {
  const { client } = await provider(app);
  return asked(app, () => reachOidc(client, app.clock.now()));
}

async function provider(app: Pick<App, "db" | "secrets">): Promise<Provider> {
  return app.db.read(async (r) => {
    const settings = await readSetting(r, "oidc");
    if (!settings.isOn || settings.issuer === "") throw new MailError("notFound");
    const clientSecret = await readSecret(app, r, "oidc.clientSecret");
    return { settings, client: { issuer: settings.issuer, clientId: settings.clientId, clientSecret } };
  });
}

async function asked<T>(app: Pick<App, "log" | "metrics">, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (err) {
    if (!(err instanceof OidcError)) throw err;
    app.log("warn", "signIn.providerFailed", { reason: err.message });
    app.metrics.count("congthu_sign_ins_total", { channel: "web", result: "failed" });
    throw new MailError("auth.provider", err.message);
  }
}

/** An address counts only when the provider has verified it: otherwise anybody there could name another's. */
async function accountOf(app: Pick<App, "db" | "log">, q: OidcSettings, claims: OidcClaims): Promise<AccountRow> {
  const said = q.matchBy === "email" ? (claims.email_verified === true ? claims.email : undefined) : claims[q.claim];
  const login = typeof said === "string" ? said.trim() : "";
  const account = login === "" ? undefined : await app.db.read((r) => accountForLogin(r, login));
  if (!account || account.kind === "agency") {
    app.log("warn", "signIn.noMailbox", { sub: String(claims.sub ?? ""), said: login !== "" });
    throw new MailError("auth.noMailbox");
  }
  if (account.status !== "active") throw new MailError("auth.locked");
  return account;
}

function isStrong({ strongAs }: OidcSettings, { amr, acr }: OidcClaims): boolean {
  const said = [...(Array.isArray(amr) ? amr : []), acr];
  return said.some((value) => typeof value === "string" && strongAs.includes(value));
}
