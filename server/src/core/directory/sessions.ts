import { createHash } from "node:crypto";
import type { AccountId, SessionId } from "@congthu/shared/ids";
import { secretToken } from "../../lib/ids.ts";
import { LIMITS } from "../../lib/limits.ts";
import type { Channel } from "../../store/mail-log.ts";
import {
  deleteSession,
  insertSession,
  type SessionMeans,
  type SessionRow,
  sessionById,
  touchSession,
} from "../../store/sessions.ts";
import type { App } from "../app.ts";
import { endSessionIn } from "./end-access.ts";

type Deps = Pick<App, "clock" | "db">;

export type Session = Pick<SessionRow, "session_id" | "account_id" | "csrf" | "channel" | "confirmed_at" | "means">;
export type OpenedSession = {
  /** Given to the client once; only its hash is kept. */
  token: string;
  session: Session;
};

/** Writing down each request would cost a commit each; a minute is exact enough for an idle limit of hours. */
const TOUCH_MS = 60_000;

/** Opens a session for an account whose sign-in was checked. Always a new token: one from before the sign-in is never taken over. */
export async function openSession(
  app: Deps,
  q: { accountId: AccountId; channel: Channel; ip: string; agent: string; means: SessionMeans },
): Promise<OpenedSession> {
  const token = secretToken();
  const nowMs = app.clock.now();
  const session = {
    session_id: sessionIdOf(token),
    account_id: q.accountId,
    csrf: secretToken(),
    channel: q.channel,
    created_at: nowMs,
    seen_at: nowMs,
    expires_at: nowMs + LIMITS.sessionLifeMs,
    ip: q.ip,
    agent: q.agent.slice(0, 300),
    means: q.means,
    confirmed_at: nowMs,
  };
  await app.db.write((tx) => insertSession(tx, session));
  return { token, session };
}

/** The living session of a token, noting its use; undefined when there is none or its time is over. */
export async function sessionOfToken(app: Deps, token: string): Promise<Session | undefined> {
  if (!/^[0-9a-f]{64}$/.test(token)) return undefined;
  const row = await app.db.read((r) => sessionById(r, sessionIdOf(token)));
  const nowMs = app.clock.now();
  if (!row) return undefined;
  if (nowMs >= row.expires_at || nowMs >= row.seen_at + LIMITS.sessionIdleMs) {
    await app.db.write((tx) => deleteSession(tx, row.session_id));
    return undefined;
  }
  if (nowMs - row.seen_at >= TOUCH_MS) await app.db.write((tx) => touchSession(tx, row.session_id, nowMs));
  return row;
}

/** Ends a session and what it has open, at once. */
export function endSession(
  app: Pick<App, "db" | "signOuts">,
  session: Pick<Session, "account_id" | "session_id">,
): Promise<void> {
  const { account_id, session_id } = session;
  return app.db.write((tx) => endSessionIn(app, tx, { accountId: account_id, sessionId: session_id }));
}

function sessionIdOf(token: string): SessionId {
  return createHash("sha256").update(token).digest("hex") as SessionId;
}
