import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { MailError } from "../errors.ts";

/** Where the browser is: the host names the relying party (Web Authentication §5.1.3). */
export type Place = { origin: string; host: string };
/** What is kept of a passkey. */
export type StoredPasskey = { publicKey: string; transports: string[] };
type Creation = Awaited<ReturnType<typeof generateRegistrationOptions>>;
type Request = Awaited<ReturnType<typeof generateAuthenticationOptions>>;
export type PasskeyAnswer = { readonly [key: string]: unknown };
type Registration = Parameters<typeof verifyRegistrationResponse>[0]["response"];
type Authentication = Parameters<typeof verifyAuthenticationResponse>[0]["response"];
type Transports = NonNullable<Parameters<typeof verifyAuthenticationResponse>[0]["credential"]["transports"]>;

/** What the browser needs to make a passkey: on a device that knows the person by finger, face or PIN. */
export function passkeyCreation(q: {
  place: Place;
  account: { id: string; address: string; name: string };
  known: readonly string[];
}): Promise<Creation> {
  return generateRegistrationOptions({
    rpName: "Công Thư",
    rpID: q.place.host,
    userID: new TextEncoder().encode(q.account.id),
    userName: q.account.address,
    userDisplayName: q.account.name,
    attestationType: "none",
    excludeCredentials: q.known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
  });
}

/** What the browser needs to ask for a passkey; without `known` for any of this house. */
export function passkeyRequest(q: { place: Place; known: readonly string[] }): Promise<Request> {
  return generateAuthenticationOptions({
    rpID: q.place.host,
    userVerification: "required",
    allowCredentials: q.known.map((id) => ({ id })),
  });
}

/** The passkey a browser has made. Throws auth.factorFailed. */
export async function readNewPasskey(q: {
  place: Place;
  challenge: string;
  answer: PasskeyAnswer;
}): Promise<{ credentialId: string; counter: number; stored: StoredPasskey }> {
  const verified = await verifyRegistrationResponse({
    response: q.answer as unknown as Registration,
    expectedChallenge: q.challenge,
    expectedOrigin: q.place.origin,
    expectedRPID: q.place.host,
  }).catch(refuse);
  if (!verified.verified) throw new MailError("auth.factorFailed");
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential;
  const stored = { publicKey: Buffer.from(publicKey).toString("base64url"), transports: [...(transports ?? [])] };
  return { credentialId: id, counter, stored };
}

/** The authenticator's count after an answer that fits the passkey. Throws auth.factorFailed. */
export async function checkPasskey(q: {
  place: Place;
  challenge: string;
  answer: PasskeyAnswer;
  passkey: StoredPasskey & { credentialId: string; counter: number };
}): Promise<number> {
  const { credentialId, counter, publicKey, transports } = q.passkey;
  const verified = await verifyAuthenticationResponse({
    response: q.answer as unknown as Authentication,
    expectedChallenge: q.challenge,
    expectedOrigin: q.place.origin,
    expectedRPID: q.place.host,
    credential: {
      id: credentialId,
      publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")),
      counter,
      transports: transports as Transports,
    },
  }).catch(refuse);
  if (!verified.verified) throw new MailError("auth.factorFailed");
  return verified.authenticationInfo.newCounter;
}

/** The library throws at whatever does not fit. */
function refuse(cause: unknown): never {
  throw new MailError("auth.factorFailed", "passkey", { cause });
}
