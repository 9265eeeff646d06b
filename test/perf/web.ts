import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "playwright-core";
import { findChromium } from "../harness/chromium-path.ts";
import { type DemoPerson, startDemo } from "../harness/demo-server.ts";
import { type BenchRow, median, reportBench } from "./results.ts";

/** The webmail on a thin line and an old machine's patience: what it weighs, how soon it is there, whether it stays smooth and small. */
const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const LETTERS = 5_000;
const OPENED = 12;
/** An hour at the desk, without its pauses. */
const ROUNDS = 60;

/** Scrolls the list from the top to far down, frame after frame; gives the longest frame, in milliseconds. Runs in the page. */
const SCROLL = `(async () => {
  const pane = [...document.querySelectorAll("*")].find((e) => e.clientHeight > 200 && e.scrollHeight > 5 * e.clientHeight && getComputedStyle(e).overflowY !== "visible");
  if (!pane) throw new Error("no long list on the page");
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let i = 0; i < 10; i++) await frame();
  let worst = 0;
  for (let i = 0, before = await frame(); i < 300; i++) {
    pane.scrollTop += 240;
    const now = await frame();
    worst = Math.max(worst, now - before);
    before = now;
  }
  pane.scrollTop = 0;
  return worst;
})()`;

const executablePath = findChromium();
if (!executablePath) throw new Error("no Chromium on this machine");
const demo = await startDemo();
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--ignore-certificate-errors"],
});
try {
  const who = demo.roles.official[0];
  if (!who) throw new Error("the demo names no official");
  const state = await signedIn(browser, who);
  reportBench("web", [...(await firstAndLater(browser, state)), ...(await atTheDesk(browser, state))]);
} finally {
  await browser.close();
  await demo.close();
}

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

function open(browser: Browser, storageState?: State): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: demo.url,
    viewport: { width: 1366, height: 768 },
    ignoreHTTPSErrors: true,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    ...(storageState ? { storageState } : {}),
  });
}

/** The cookie of a person who has signed in, and a mailbox of some size. */
async function signedIn(browser: Browser, who: DemoPerson): Promise<State> {
  const context = await open(browser);
  const page = await context.newPage();
  await page.goto("/");
  const form = page.getByRole("form", { name: "Đăng nhập" });
  await form.getByRole("textbox").first().fill(who.address);
  await form.locator("input[type=password]").fill(who.password);
  await page.keyboard.press("Enter");
  await firstRow(page).waitFor();
  await page.evaluate(fill(LETTERS));
  const { cookies } = await context.storageState();
  await context.close();
  return { cookies, origins: [] };
}

/** Fills the inbox with letters, as a client that imports does. Runs in the page. */
function fill(count: number): string {
  return `(async () => {
    const { csrfToken } = await (await fetch("/api/auth/session")).json();
    const headers = { "X-CSRF-Token": csrfToken };
    const session = await (await fetch("/.well-known/jmap")).json();
    const accountId = session.primaryAccounts["urn:ietf:params:jmap:mail"];
    const call = async (...methodCalls) => (await (await fetch(session.apiUrl, { method: "POST", headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify({ using: Object.keys(session.capabilities), methodCalls }) })).json()).methodResponses;
    const [[, { list }]] = await call(["Mailbox/get", { accountId, ids: null }, "0"]);
    const inbox = list.find((m) => m.role === "inbox").id;
    const text = "From: =?utf-8?Q?Nguy=E1=BB=85n_An?= <an@example.gov.vn>\\r\\nTo: b@example.gov.vn\\r\\nSubject: Cong van den\\r\\n" +
      "MIME-Version: 1.0\\r\\nContent-Type: text/plain; charset=utf-8\\r\\n\\r\\nKinh gui dong chi.\\r\\n";
    const uploaded = await (await fetch(session.uploadUrl.replace("{accountId}", accountId), { method: "POST", headers, body: text })).json();
    for (let done = 0; done < ${count}; done += 250) {
      const emails = {};
      for (let i = 0; i < 250; i++)
        emails["e" + i] = { blobId: uploaded.blobId, mailboxIds: { [inbox]: true }, keywords: { $seen: true }, receivedAt: new Date(Date.now() - 40 * 864e5 - (done + i) * 6e5).toISOString().replace(/\\.\\d+/, "") };
      await call(["Email/import", { accountId, emails }, "0"]);
    }
  })()`;
}

function firstRow(page: Page) {
  return page.getByRole("list", { name: "Danh sách thư" }).getByRole("listitem").first();
}

async function firstAndLater(browser: Browser, state: State): Promise<BenchRow[]> {
  const context = await open(browser, state);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", LINE);
  const traffic = watchTraffic(cdp);
  const first = await untilRows(page, () => page.goto("/", { waitUntil: "commit" }));
  const { bytes, requests } = traffic();
  await cdp.send("Network.emulateNetworkConditions", {
    ...LINE,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await page.evaluate(`(async () => {
    await navigator.serviceWorker.ready;
    const wanted = await (await fetch("/asset-list.json")).json();
    while ((await (await caches.open("assets")).keys()).length < wanted.length) await new Promise((done) => requestAnimationFrame(done));
  })()`);
  await cdp.send("Network.emulateNetworkConditions", LINE);
  const later: number[] = [];
  for (let i = 0; i < 3; i++) later.push(await untilRows(page, () => page.reload({ waitUntil: "commit" })));
  await context.close();
  return [
    row("first load: JS and CSS, compressed", "kB", bytes / 1000, "≤ 230"),
    row("inbox usable, first visit, 400 kbit/s and 400 ms", "s", first / 1000, "≤ 6"),
    row("inbox usable, later visit, same line", "s", median(later) / 1000, "≤ 2.5"),
    row("requests to open the inbox after the session", "", requests, "≤ 2"),
  ];
}

async function untilRows(page: Page, go: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await go();
  await firstRow(page).waitFor();
  return performance.now() - from;
}

/** Counts from now on: octets of scripts and style sheets as they came over the line, and calls of the mail interface. */
function watchTraffic(cdp: CDPSession): () => { bytes: number; requests: number } {
  const kinds = new Map<string, string>();
  let bytes = 0;
  let requests = 0;
  cdp.on("Network.requestWillBeSent", ({ requestId, type, request }) => {
    kinds.set(requestId, type ?? "");
    if (/\/jmap\/api/.test(request.url) && request.method === "POST") requests++;
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (/^(Script|Stylesheet)$/.test(kinds.get(requestId) ?? "")) bytes += encodedDataLength;
  });
  return () => ({ bytes, requests });
}

async function atTheDesk(browser: Browser, state: State): Promise<BenchRow[]> {
  const context = await open(browser, state);
  const page = await context.newPage();
  await page.goto("/");
  await firstRow(page).waitFor();
  const rows = page.getByRole("list", { name: "Danh sách thư" }).getByRole("listitem");
  const opening: number[] = [];
  for (let i = 0; i < OPENED; i++) {
    const from = performance.now();
    await rows
      .nth(i % 7)
      .getByRole("link")
      .click();
    await page.frameLocator("iframe").first().locator("body").waitFor();
    // The first brings the code of the reading pane with it.
    if (i > 0) opening.push(performance.now() - from);
  }
  const worst = Number(await page.evaluate(SCROLL));
  const cdp = await context.newCDPSession(page);
  const early = await heap(cdp, page, ROUNDS / 4);
  const late = await heap(cdp, page, ROUNDS);
  await context.close();
  return [
    row("a letter opened and drawn, on this machine", "ms", median(opening), "≤ 150"),
    row(`list of ${LETTERS} scrolled: the longest frame`, "ms", worst, "≤ 50"),
    row("memory of the page after an hour's work", "MB", late / 1e6, "≤ 60"),
    row("… beside a quarter of an hour", "×", late / early, "≤ 1.3"),
  ];
}

/** Reads, searches and writes for some rounds, then tells what the page holds once the rubbish is out. Octets. */
async function heap(cdp: CDPSession, page: Page, rounds: number): Promise<number> {
  const rows = page.getByRole("list", { name: "Danh sách thư" }).getByRole("listitem");
  for (let i = 0; i < rounds; i++) {
    await page.getByRole("link", { name: /Hộp thư đến/ }).click();
    await rows
      .nth(i % 6)
      .getByRole("link")
      .click();
    await page.frameLocator("iframe").first().locator("body").waitFor();
    if (i % 5 === 0) {
      await page.getByRole("link", { name: /Thư đã gửi/ }).click();
      await page.getByRole("button", { name: "Soạn thư" }).first().click();
      await page.getByRole("textbox", { name: "Nội dung", exact: true }).waitFor();
      await page.getByRole("button", { name: "Lưu nháp và đóng" }).click();
    }
  }
  await cdp.send("HeapProfiler.collectGarbage");
  return (await cdp.send("Runtime.getHeapUsage")).usedSize;
}

function row(name: string, unit: string, ours: number, goal: string): BenchRow {
  return { case: name, unit, ours, theirs: null, ratio: null, goal };
}
