/**
 * The service worker: the page opens at once and without a line. It keeps the page itself and its assets, whose names carry a hash of their
 * content; it never touches mail, sessions, frames or downloads, and asks nobody but our own server.
 */
type Waiting = { waitUntil: (work: Promise<unknown>) => void };
type Fetching = Waiting & { request: Request; respondWith: (answer: Promise<Response>) => void };
type Told = Waiting & { data: unknown };
type Scope = {
  addEventListener: {
    (type: "install" | "activate", listener: (event: Waiting) => void): void;
    (type: "fetch", listener: (event: Fetching) => void): void;
    (type: "message", listener: (event: Told) => void): void;
  };
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
};

const scope = self as unknown as Scope;
const PAGE = "/";
/** Assets of releases that are gone are kept so long, for pages that are still open. Milliseconds. */
const OLD_MS = 14 * 86_400_000;

scope.addEventListener("install", () => void scope.skipWaiting());
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(fromAssets(request));
  else if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(thePage(event));
});

/** The page asks for it once it has come to rest, so that the inbox has the line to itself first. */
scope.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keepAssets());
});

/** The kept page, and a newer one for the next time; without a kept one the server's. */
async function thePage(event: Fetching): Promise<Response> {
  const pages = await caches.open("pages");
  const fresh = fetch(event.request).then(async (response) => {
    const isPage = response.headers.get("content-type")?.startsWith("text/html");
    if (response.ok && isPage && !response.redirected) await pages.put(PAGE, response.clone());
    return response;
  });
  const kept = await pages.match(PAGE);
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}

async function fromAssets(request: Request): Promise<Response> {
  const assets = await caches.open("assets");
  const kept = await assets.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await assets.put(request.url, response.clone());
  return response;
}

/** Fetches what the page may need later, one file after another, and lets go of what no release of late used. */
async function keepAssets(): Promise<void> {
  const response = await fetch("/asset-list.json", { cache: "no-store" });
  if (!response.ok) return;
  const wanted = new Set((await response.json()) as string[]);
  const pages = await caches.open("pages");
  // The very first visit went past the worker.
  if (!(await pages.match(PAGE))) await pages.add(PAGE);
  const assets = await caches.open("assets");
  const known = new Set((await assets.keys()).map((request) => new URL(request.url).pathname));
  for (const path of wanted) if (!known.has(path)) await assets.add(path);
  for (const path of known) {
    const date = Date.parse((await assets.match(path))?.headers.get("date") ?? "");
    if (!wanted.has(path) && !(date > Date.now() - OLD_MS)) await assets.delete(path);
  }
}
