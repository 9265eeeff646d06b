import type { Principal } from "../core/access.ts";
import type { App } from "../core/app.ts";
import { createAccountViews } from "../core/mailbox/account-views.ts";
import type { Endpoint, SocketEndpoint } from "../lib/http-call.ts";
import { answerApi } from "./api.ts";
import { LINK_PATH } from "./capabilities.ts";
import { download } from "./download.ts";
import { openEventSource } from "./event-source.ts";
import { uploadLinked } from "./file-link.ts";
import type { Jmap } from "./method.ts";
import { API_PATH, DOWNLOAD_PATH, EVENTS_PATH, sessionOf, UPLOAD_PATH } from "./session-resource.ts";
import { upload } from "./upload.ts";
import { jmapSocket } from "./web-socket.ts";

type Made = { jmap: Jmap; endpoints: Endpoint<Principal>[] };
const made = new WeakMap<App, Made>();

/** What JMAP answers over HTTP; the same for every listener of one app, so that they share what is kept in memory. RFC 8620 §2, §3, §6, §7.3 */
export function jmapEndpoints(app: App): Endpoint<Principal>[] {
  return madeFor(app).endpoints;
}

/** What it speaks over WebSockets, of the same app. */
export function jmapSockets(app: App): SocketEndpoint<Principal>[] {
  return [jmapSocket(madeFor(app).jmap)];
}

function madeFor(app: App): Made {
  const known = made.get(app);
  if (known) return known;
  const jmap: Jmap = { app, views: createAccountViews(app) };
  const now = { jmap, endpoints: makeEndpoints(jmap) };
  made.set(app, now);
  return now;
}

function makeEndpoints(jmap: Jmap): Endpoint<Principal>[] {
  const { app } = jmap;
  const session: Endpoint<Principal>["run"] = async (http) => ({
    status: 200,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-cache, no-store, must-revalidate" },
    body: JSON.stringify(await sessionOf(app, http.principal)),
  });
  return [
    { method: "GET", path: "/.well-known/jmap", run: session },
    { method: "GET", path: "/jmap/session", run: session },
    { method: "POST", path: API_PATH, run: (http) => answerApi(jmap, http) },
    { method: "POST", path: UPLOAD_PATH, run: (http) => upload(app, http) },
    { method: "POST", path: LINK_PATH, run: (http) => uploadLinked(app, http) },
    { method: "GET", path: DOWNLOAD_PATH, run: (http) => download(app, http) },
    { method: "GET", path: EVENTS_PATH, run: (http) => openEventSource(app, http) },
  ];
}
