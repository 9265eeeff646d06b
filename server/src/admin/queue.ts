import * as routes from "@congthu/shared/api/queue";
import { listQueue, listQueueDomains } from "../core/outbound/list-queue.ts";
import { dropLetters, retryLetters } from "../core/outbound/work-queue.ts";
import { type Handler, handler } from "./handler.ts";

export const QUEUE_HANDLERS: readonly Handler[] = [
  handler(routes.listQueueDomains, ({ app, principal, query }) => listQueueDomains(app, principal, query)),
  handler(routes.listQueue, ({ app, principal, query }) => listQueue(app, principal, query)),
  handler(routes.retryQueue, async ({ app, principal, body }) => ({
    letters: await retryLetters(app, principal, body),
  })),
  handler(routes.dropQueue, async ({ app, principal, body }) => ({ letters: await dropLetters(app, principal, body) })),
];
