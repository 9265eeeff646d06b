import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { AccountId } from "@congthu/shared/ids";
import { indexAccount } from "./core/search/index-account.ts";
import { openFileBlobs } from "./store/blobs-files.ts";
import { allModseqs } from "./store/changes.ts";
import { openPostgres, pgPool } from "./store/postgres.ts";
import { openSearchFile } from "./store/search-file.ts";
import type { SearchPlaces, SearchReply, SearchRequest } from "./store/search-sqlite.ts";
import { openSqlite } from "./store/sqlite.ts";

/** The thread behind store/search-sqlite: follows the change log of every account and answers questions in between. */
// On Linux this is the calling thread's alone: what serves people and takes mail goes first.
setPriority(constants.priority.PRIORITY_LOW);

const places = workerData as SearchPlaces;
const db = places.databaseUrl ? openPostgres(pgPool(places.databaseUrl)) : openSqlite(places.sqliteFile ?? "");
const app = { db, blobs: openFileBlobs(places.blobsDir), index: openSearchFile(places.searchFile) };
const port = parentPort;
if (!port) throw new Error("runs as a worker thread only");

const due = new Set<AccountId>();
const settling: number[] = [];
let working: Promise<void> | undefined;
let closing = false;

for (const { account_id, modseq } of await db.read(allModseqs))
  if (app.index.mark(account_id) < modseq) due.add(account_id);
follow();

port.on("message", (request: SearchRequest) => {
  answer(request).catch((err: unknown) =>
    reply({ id: request.id, error: err instanceof Error ? (err.stack ?? err.message) : String(err) }),
  );
});

async function answer(request: SearchRequest): Promise<void> {
  if (request.op === "search") {
    await catchUp(request.accountId);
    reply({ id: request.id, hits: app.index.search(request as Parameters<typeof app.index.search>[0]) });
    return;
  }
  if (request.op === "changed") for (const accountId of request.accountIds) due.add(accountId);
  if (request.op === "settled") {
    for (const { account_id, modseq } of await db.read(allModseqs))
      if (app.index.mark(account_id) < modseq) due.add(account_id);
    settling.push(request.id);
    follow();
    return;
  }
  if (request.op === "close") {
    closing = true;
    await working;
    app.index.close();
    await db.close();
  } else follow();
  reply({ id: request.id });
}

/** A mailbox that was never indexed takes minutes; its owner waits no longer than this and sees what is there. */
const MAX_CATCH_UP_MS = 250;

/** Whoever asks finds what has come until now, however far the rest has got. */
async function catchUp(accountId: AccountId): Promise<void> {
  const indexing = indexAccount(app, accountId, pause);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, MAX_CATCH_UP_MS);
  });
  await Promise.race([indexing, patience]);
  clearTimeout(timer);
}

/** Works off what is due, one account at a time; a failure ends the thread and is told. */
function follow(): void {
  working ??= (async () => {
    await pause();
    while (due.size > 0 && !closing) await followSome();
    working = undefined;
    for (const id of settling.splice(0)) reply({ id });
    if (due.size > 0 && !closing) follow();
  })();
}

/** Accounts whose changes share a transaction of the index. */
const ACCOUNTS_AT_ONCE = 50;
/** Pages of messages after which it is committed all the same: a large mailbox that is indexed the first time begins not from nothing after a stop. */
const PAGES_AT_ONCE = 20;

async function followSome(): Promise<void> {
  app.index.begin();
  try {
    let pages = 0;
    const pauseCommitted = () => {
      if (++pages % PAGES_AT_ONCE === 0) {
        app.index.commit();
        app.index.begin();
      }
      return pause();
    };
    let left = ACCOUNTS_AT_ONCE;
    for (const accountId of due) {
      if (left-- === 0 || closing) break;
      due.delete(accountId);
      await indexAccount(app, accountId, pauseCommitted);
    }
  } finally {
    app.index.commit();
  }
}

/** Lets messages of the port in. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function reply(message: SearchReply): void {
  port?.postMessage(message);
}
