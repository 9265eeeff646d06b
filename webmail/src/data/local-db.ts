/** The tables of a person's database on this machine. `draft`: letters being written; `letter`: what can be read without a line; `start`: what the page opens with then. */
const TABLES = ["draft", "letter", "start"] as const;
export type Table = (typeof TABLES)[number];

/** A person's own database in this browser. Every call may reject: storage can be full, forbidden, or cleared while we work. */
export type LocalDb = {
  put: (table: Table, key: string, value: unknown) => Promise<void>;
  get: <T>(table: Table, key: string) => Promise<T | undefined>;
  /** Every record of a table with its key. */
  all: <T>(table: Table) => Promise<[key: string, value: T][]>;
  keys: (table: Table) => Promise<string[]>;
  remove: (table: Table, keys: readonly string[]) => Promise<void>;
};

const nameFor = (ownerId: string) => `congthu-${ownerId}`;

/** Opens the database of one person; others that use this machine have databases of their own. */
export function openLocalDb(ownerId: string): LocalDb {
  let opening: Promise<IDBDatabase> | undefined;
  const open = () => {
    opening ??= connect(nameFor(ownerId)).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const run = async <T>(table: Table, mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>) => {
    const transaction = (await open()).transaction(table, mode);
    return answerOf(transaction, ask(transaction.objectStore(table)));
  };
  return {
    put: async (table, key, value) => void (await run(table, "readwrite", (store) => store.put(value, key))),
    get: (table, key) => run(table, "readonly", (store) => store.get(key)),
    async all<T>(table: Table) {
      const transaction = (await open()).transaction(table, "readonly");
      const store = transaction.objectStore(table);
      const keys = store.getAllKeys();
      const values = await answerOf(transaction, store.getAll() as IDBRequest<T[]>);
      return values.map((value, i): [string, T] => [String(keys.result[i]), value]);
    },
    keys: async (table) => (await run(table, "readonly", (store) => store.getAllKeys())).map(String),
    async remove(table, keys) {
      const transaction = (await open()).transaction(table, "readwrite");
      const store = transaction.objectStore(table);
      for (const key of keys) store.delete(key);
      await answerOf(transaction, undefined);
    },
  };
}

/** Removes everything that this machine keeps of a person. */
export function removeLocalDb(ownerId: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(nameFor(ownerId));
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    // Another tab holds it open; it goes when that tab does.
    request.onblocked = () => resolve();
  });
}

function connect(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const table of TABLES) request.result.createObjectStore(table);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("the local database is in use by another version"));
    request.onsuccess = () => {
      const db = request.result;
      // The person signs out in another tab, or a newer page upgrades: nothing may stand in the way.
      db.onversionchange = () => db.close();
      resolve(db);
    };
  });
}

/** What a request gave, once its transaction is whole. */
function answerOf<T>(transaction: IDBTransaction, request: IDBRequest<T>): Promise<T>;
function answerOf(transaction: IDBTransaction, request: undefined): Promise<undefined>;
function answerOf<T>(transaction: IDBTransaction, request: IDBRequest<T> | undefined): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
