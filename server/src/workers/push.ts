import { type PostPush, postPush } from "../core/push/post-push.ts";
import { sendPushes } from "../core/push/send-pushes.ts";
import type { Worker } from "./runner.ts";

/** Tells clients that are not connected what changed, through their push services. */
export function pushWorker(post: PostPush = postPush): Worker {
  return { name: "push", everyMs: 3_000, run: (app) => sendPushes(app, post) };
}
