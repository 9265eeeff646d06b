import type { FactorAnswer, FactorQuestion } from "@congthu/shared/api/auth";
import { ApiError, callApi, setCsrfToken, setExpiredHandler, setTokenSource } from "../data/api-client.ts";
import { removeLocalDb } from "../data/local-db.ts";
import { createStore } from "../data/store.ts";
import type { PasswordRule } from "./password-rules.ts";

export type SessionRole = { role: string; agencyId: string | null; agencyName: string | null };

/** Who is signed in, as `GET /api/auth/session` tells it. */
export type Session = {
  account: { id: string; name: string; address: string };
  mustChangePassword: boolean;
  /** Why: an administrator gave it, or its term is over. */
  passwordDue: "first" | "expired" | null;
  /** Nothing opens before a second factor is set up. */
  factorDue: boolean;
  roles: SessionRole[];
  csrfToken: string;
  /** What the server asks of a password; absent where it keeps the product's default. */
  passwordRule?: PasswordRule;
};

export type SessionState =
  | { status: "loading" }
  /** No answer came: the line is cut. */
  | { status: "unreachable" }
  /** `question`, `refusal`: what the provider of sign-ins sent the browser back with. */
  | { status: "out"; question?: FactorQuestion; refusal?: unknown }
  /** `expired`: the server forgot us while the page was open; what is on the screen is kept until the next sign-in. */
  | { status: "in"; session: Session; expired: boolean };

export const sessionStore = createStore<SessionState>({ status: "loading" });

setExpiredHandler(() =>
  sessionStore.set((now) => (now.status === "in" ? { ...now, expired: true } : { status: "out" })),
);

/** Whoever signed in here last, until they sign out or the server forgets them: without a line the page opens for them. */
const LAST_PERSON = "mail.person";

/** The first look: ends a sign-in that was begun at the provider, else asks who we are. Never throws. */
export async function beginSession(): Promise<void> {
  const back = providerReturn();
  if (!back) return loadSession();
  try {
    if (back.refusal !== null) throw new ApiError(back.refusal, 403);
    const question = await signInByProvider();
    if (question) sessionStore.set({ status: "out", question });
  } catch (refusal) {
    sessionStore.set({ status: "out", refusal });
  }
}

/** Asks the server who we are; without a line it is whoever was here last. Never throws. */
export async function loadSession(): Promise<void> {
  try {
    accept(await callApi<Session>("GET", "/api/auth/session"));
  } catch (error) {
    const out = error instanceof ApiError && error.status === 401;
    if (out) localStorage.removeItem(LAST_PERSON);
    const last = out ? undefined : lastPerson();
    if (last) sessionStore.set({ status: "in", session: last, expired: false });
    else sessionStore.set(out ? { status: "out" } : { status: "unreachable" });
  }
}

// The token is not kept: the first change that is sent asks for it, and hears then whether the session still stands.
setTokenSource(async () => {
  const now = sessionStore.get();
  const session = await callApi<Session>("GET", "/api/auth/session");
  if (now.status === "in" && now.session.account.id !== session.account.id) location.reload();
  else accept(session);
});

function lastPerson(): Session | undefined {
  try {
    const last = JSON.parse(localStorage.getItem(LAST_PERSON) ?? "null") as Session | null;
    return last && !last.mustChangePassword ? last : undefined;
  } catch {
    return undefined;
  }
}

/** Signs in; gives what is asked beside the password, null when the person is in. Throws ApiError when refused. */
export async function signIn(login: string, password: string): Promise<FactorQuestion | null> {
  const body = { login: login.trim(), password };
  const reply = await callApi<Session | FactorQuestion>("POST", "/api/auth/login", { body });
  if ("ticket" in reply) return reply;
  enter(reply);
  return null;
}

/** The name of the provider people may also sign in by, or null. */
export async function providerOfSignIns(): Promise<string | null> {
  return (await callApi<{ provider: string | null }>("GET", "/api/auth/options")).provider;
}

/** Where the browser goes to sign in by the provider, to come back to this page. */
export function providerUrl(again = false): string {
  const page = location.pathname.startsWith("/admin") ? "admin" : "mail";
  return `/api/auth/provider?page=${page}${again ? "&again=1" : ""}`;
}

/** What the way to the provider and back may end with. */
const REFUSALS = ["auth.provider", "auth.noMailbox", "auth.locked", "ticket.expired"] as const;
type Refusal = (typeof REFUSALS)[number];

/** How the provider sent the browser back: it vouched for somebody, or the code of the refusal; null when it did not come from there. Asked once. */
function providerReturn(): { refusal: Refusal | null } | null {
  const query = new URLSearchParams(location.search);
  const how = query.get("signin");
  if (how === null) return null;
  const why = REFUSALS.find((code) => code === query.get("why"));
  history.replaceState(null, "", location.pathname);
  return { refusal: how === "provider" ? null : (why ?? "auth.provider") };
}

/** Signs in whom the provider vouched for; gives what is asked beside that, null when the person is in. */
async function signInByProvider(): Promise<FactorQuestion | null> {
  const reply = await callApi<Session | FactorQuestion>("POST", "/api/auth/provider");
  if ("ticket" in reply) return reply;
  enter(reply);
  return null;
}

/** Answers what was asked beside the password. */
export async function answerFactor(answer: FactorAnswer): Promise<void> {
  enter(await callApi<Session>("POST", "/api/auth/login/factor", { body: answer }));
}

/** Has a code sent to the telephone. */
export async function sendSmsCode(ticket: string): Promise<void> {
  await callApi("POST", "/api/auth/login/sms", { body: { ticket } });
}

/** Signs in by a passkey of this device: as the answer to a question, or alone. Rejects with the browser's error when the person leaves it. */
export async function signInByPasskey(asked?: Pick<FactorQuestion, "ticket" | "passkey">): Promise<void> {
  const question = asked ?? (await callApi<{ ticket: string; passkey: object }>("POST", "/api/auth/login/passkey"));
  const { startAuthentication } = await import("@simplewebauthn/browser");
  type Options = Parameters<typeof startAuthentication>[0]["optionsJSON"];
  const passkey = await startAuthentication({ optionsJSON: question.passkey as unknown as Options });
  await answerFactor({ ticket: question.ticket, passkey: { ...passkey } });
}

/** Another person than before starts from an empty page. */
function enter(session: Session): void {
  const before = sessionStore.get();
  if (before.status === "in" && before.session.account.id !== session.account.id) location.reload();
  else accept(session);
}

/** Signs out and forgets everything on this machine that belongs to the person. */
export async function signOut(): Promise<void> {
  const now = sessionStore.get();
  const left = await callApi<{ continueAt: string | null }>("POST", "/api/auth/logout").catch(() => undefined);
  if (now.status === "in") await removeLocalDb(now.session.account.id);
  sessionStorage.clear();
  for (const key of Object.keys(localStorage)) if (key.startsWith("mail.")) localStorage.removeItem(key);
  location.assign(left?.continueAt ?? "/");
}

/** Changes the person's own password; throws ApiError when refused. */
export async function changePassword(current: string, next: string): Promise<void> {
  await callApi("POST", "/api/auth/password", { body: { current, next: next.normalize("NFC") } });
  await loadSession();
}

function accept(session: Session): void {
  setCsrfToken(session.csrfToken);
  keepPerson(session);
  sessionStore.set({ status: "in", session, expired: false });
}

function keepPerson(session: Session): void {
  try {
    localStorage.setItem(LAST_PERSON, JSON.stringify({ ...session, csrfToken: "" }));
  } catch {
    // A full or forbidden storage: the page needs its line to open.
  }
}
