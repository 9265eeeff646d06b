import type { Tx } from "../store/db.ts";
import type { App } from "./app.ts";

/** The same surroundings inside a transaction that is open: use-cases that would open their own run in it, and all of them hold or none. */
export function joinTransaction<A extends Pick<App, "db">>(app: A, tx: Tx): A {
  const db = { ...app.db, dialect: app.db.dialect, write: <T>(fn: (t: Tx) => Promise<T>) => fn(tx) };
  return { ...app, db: { ...db, read: <T>(fn: (t: Tx) => Promise<T>) => fn(tx) } };
}
