import type { Route } from "@congthu/shared/api/route";
import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";

export type Call<P, Q, B> = { app: App; principal: Principal; params: P; query: Q; body: B };

/** A contract entry with what answers it. `run` gets parsed arguments and throws MailError. */
export type Handler = {
  route: Route<unknown, unknown, unknown, unknown>;
  run(call: Call<unknown, unknown, unknown>): Promise<unknown>;
};

/** Keeps contract and answer agreeing on their types, then forgets them for the table. */
export function handler<P, Q, B, R>(route: Route<P, Q, B, R>, run: (call: Call<P, Q, B>) => Promise<R>): Handler {
  return { route, run } as unknown as Handler;
}
