import { once } from "node:events";
import { Agent, get } from "node:https";
import { axios, Client, crypto } from "acme-client";

/** The authority refused, or could not be asked; the message is its own. */
export class AcmeError extends Error {
  override readonly name = "AcmeError";
}

export type AcmeOrder = {
  directoryUrl: string;
  /** PEM of the authority that signed the ACME server's own certificate; "" trusts those of Node. */
  ca: string;
  /** PEM of the account's key: an account is opened with it or found again. */
  accountKey: string;
  email: string;
  /** Host names, the first as the subject. */
  names: readonly string[];
  /** Makes the answer to a challenge readable at /.well-known/acme-challenge/TOKEN. */
  publish(token: string, answer: string): Promise<void>;
};

/** How often the authority is asked whether it is ready, milliseconds. */
const WAIT_MS = { least: 1_000, most: 10_000 };
const TIMEOUT_MS = 30_000;

/** A new key for an account, PEM (EC P-256). */
export async function newAcmeKey(): Promise<string> {
  return (await crypto.createPrivateEcdsaKey()).toString();
}

/** Orders a certificate by http-01 and gives the chain with its new key (EC P-256), PEM. Takes as long as the authority does. Throws AcmeError. */
export async function orderCertificate(q: AcmeOrder): Promise<{ cert: string; key: string }> {
  // The package keeps one HTTP client for all; one order runs at a time.
  axios.defaults.timeout = TIMEOUT_MS;
  const agent = new Agent(q.ca === "" ? {} : { ca: q.ca });
  axios.defaults.httpsAgent = agent;
  const { directoryUrl, accountKey, names } = q;
  const client = new Client({ directoryUrl, accountKey, backoffMin: WAIT_MS.least, backoffMax: WAIT_MS.most });
  try {
    await reach(directoryUrl, agent);
    const subject = { commonName: names[0] ?? "", altNames: [...names] };
    const [key, csr] = await crypto.createCsr(subject, await crypto.createPrivateEcdsaKey());
    const contact = q.email === "" ? {} : { email: q.email };
    await findAccount(client, q.email);
    const cert = await client.auto({
      csr,
      ...contact,
      termsOfServiceAgreed: true,
      challengePriority: ["http-01"],
      // Our own name may lead elsewhere from inside; the authority's word counts.
      skipChallengeVerification: true,
      challengeCreateFn: (_authorization, challenge, answer) => q.publish(challenge.token, answer),
      // Answers end by themselves.
      challengeRemoveFn: async () => undefined,
    });
    return { cert, key: key.toString() };
  } catch (err) {
    const message = err instanceof Error ? err.message || String((err as { code?: string }).code) : String(err);
    throw new AcmeError(message.replace(/\s+/g, " ").slice(0, 300), { cause: err });
  }
}

/** Finds the account that was opened with the key, so that none is asked for anew; the first time there is none, and the order opens it. */
async function findAccount(client: Client, email: string): Promise<void> {
  const isThere = await client.createAccount({ onlyReturnExisting: true }).then(
    () => true,
    () => false,
  );
  if (isThere && email !== "") await client.updateAccount({ contact: [`mailto:${email}`] });
}

/** Asks for the directory once, so that a wrong name, a closed port or an unknown certificate is said as what it is. */
async function reach(url: string, agent: Agent): Promise<void> {
  const request = get(url, { agent, timeout: TIMEOUT_MS });
  request.on("timeout", () => request.destroy(new Error(`${url}: timeout`)));
  const [response] = await once(request, "response");
  response.resume();
  if (response.statusCode !== 200) throw new Error(`${url}: HTTP ${response.statusCode}`);
}
