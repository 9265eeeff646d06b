import type { operations as vi } from "../vi/operations.ts";

/** Words of the pages about how the post runs. */
export const operations: Record<keyof typeof vi, string> = {
  "nav.operations": "Operations",
  "operations.queue": "Queue",
  "queue.byDomain": "Waiting letters by domain",
  "queue.all": "All",
  "queue.reload": "Reload",
  "queue.retry": "Try now ({n})",
  "queue.retryDomain": "Try the whole domain now",
  "queue.drop": "Drop ({n})",
  "queue.dropDomain": "Drop the whole domain",
  "queue.choose": "Choose the letter to {to}",
  "queue.chooseHint": "Choose letters or a domain to try them now or to drop them.",
  "queue.empty": "No letter waits to be sent.",
  "queue.more": "Show more",
  "queue.notice": "notice of the system",
  "queue.host": "host {host}, {tls}",
  "queue.noTls": "not encrypted",
  "queue.underWay": "being sent",
  "queue.nextTry": "next try {when}",
  "queue.tried": "tried {n} times, last {when}",
  "queue.since": "waiting since {when}, tried until {until}",
  "queue.retried": "{n} letter is tried now.|{n} letters are tried now.",
  "queue.dropTitle": "Drop the chosen letters",
  "queue.dropAllFor": "Drop all letters to {domain}",
  "queue.dropHint":
    "The letters leave the queue and their senders are told that they were not delivered. The audit keeps it.",
  "queue.dropNow": "Drop",
  "queue.reason": "Reason",
  "queue.dropped": "{n} letter was dropped and its sender told.|{n} letters were dropped and their senders told.",
};
