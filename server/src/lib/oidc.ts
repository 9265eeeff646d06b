import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";

export type OidcClient = { issuer: string; clientId: string; clientSecret: string | null };
/** What must come back with the answer; kept by us, bound to the browser. */
export type OidcChecks = { state: string; nonce: string; verifier: string };
export type OidcClaims = { readonly [name: string]: unknown };

/** The provider could not be asked, refused, or what it said does not hold; the message is its own. */
export class OidcError extends Error {
  override readonly name = "OidcError";
}

const TIMEOUT_S = 10;
/** For how long what a provider says of itself is kept. */
const KEPT_MS = 3_600_000;
const known = new Map<string, { until: number; configuration: Promise<Configuration> }>();

/** Where to send the browser (code flow with PKCE S256), and what to check its return by. Throws OidcError. */
export async function beginOidc(
  client: OidcClient,
  q: { redirectUri: string; scope: string; acrValues: string; again: boolean; nowMs: number },
): Promise<{ url: string; checks: OidcChecks }> {
  return explained(async () => {
    const configuration = await configurationOf(client, q.nowMs);
    const checks = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: q.redirectUri, scope: q.scope, response_type: "code" },
      ...{ state: checks.state, nonce: checks.nonce, code_challenge_method: "S256" },
      code_challenge: await calculatePKCECodeChallenge(checks.verifier),
      ...(q.acrValues === "" ? {} : { acr_values: q.acrValues }),
      ...(q.again ? { prompt: "login", max_age: "0" } : {}),
    });
    return { url: url.href, checks };
  });
}

/** Turns the browser's return into what the provider says of the person: its ID token, signature checked, and its user information. Throws OidcError. */
export async function finishOidc(
  client: OidcClient,
  q: { returned: string; checks: OidcChecks; nowMs: number },
): Promise<OidcClaims> {
  return explained(async () => {
    const configuration = await configurationOf(client, q.nowMs);
    const tokens = await authorizationCodeGrant(configuration, new URL(q.returned), {
      expectedState: q.checks.state,
      expectedNonce: q.checks.nonce,
      pkceCodeVerifier: q.checks.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new OidcError("no ID token");
    const has = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const more = has ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
    return { ...more, ...claims };
  });
}

/** Where the browser ends the provider's own session, or null when it has no such place. Throws OidcError. */
export async function endOidc(client: OidcClient, q: { returnTo: string; nowMs: number }): Promise<string | null> {
  return explained(async () => {
    const configuration = await configurationOf(client, q.nowMs);
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    const parameters = { post_logout_redirect_uri: q.returnTo, client_id: client.clientId };
    return buildEndSessionUrl(configuration, parameters).href;
  });
}

/** Reads what the provider says of itself; gives how far its clock is ahead of `nowMs`, null when it does not say. Throws OidcError. */
export async function reachOidc(client: OidcClient, nowMs: number): Promise<{ skewMs: number | null }> {
  return explained(async () => {
    const configuration = await configurationOf(client, nowMs);
    const { jwks_uri } = configuration.serverMetadata();
    if (jwks_uri === undefined) throw new OidcError("no jwks_uri");
    const reply = await fetch(jwks_uri, { signal: AbortSignal.timeout(TIMEOUT_S * 1000) });
    await reply.body?.cancel();
    if (!reply.ok) throw new OidcError(`${jwks_uri}: HTTP ${reply.status}`);
    const date = Date.parse(reply.headers.get("Date") ?? "");
    return { skewMs: Number.isNaN(date) ? null : date - nowMs };
  });
}

function configurationOf(client: OidcClient, nowMs: number): Promise<Configuration> {
  const key = JSON.stringify(client);
  const kept = known.get(key);
  if (kept && kept.until > nowMs) return kept.configuration;
  const { issuer, clientId, clientSecret } = client;
  const configuration = discovery(new URL(issuer), clientId, clientSecret ?? undefined, undefined, {
    timeout: TIMEOUT_S,
    execute: [enableNonRepudiationChecks, ...(issuer.startsWith("http:") ? [allowInsecureRequests] : [])],
  });
  known.clear();
  known.set(key, { until: nowMs + KEPT_MS, configuration });
  configuration.catch(() => known.delete(key));
  return configuration;
}

async function explained<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (err) {
    if (err instanceof OidcError) throw err;
    const { code, message = "" } = err as { code?: string; message?: string };
    const cause = (err as { cause?: { message?: string } }).cause?.message;
    const text = [code, message, cause].filter((part) => typeof part === "string" && part !== "").join(": ");
    throw new OidcError(text.replace(/\s+/g, " ").slice(0, 300), { cause: err });
  }
}
