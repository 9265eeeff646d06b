import { createContext, useContext } from "react";
import { useStore } from "../data/use-store.ts";
import { type Desk, type DeskState, type Place, placeOf } from "./desk.ts";
import { useMailboxes } from "./mail-context.ts";
import { routeStore } from "./navigation.ts";
import { preferencesStore } from "./preferences.ts";

export const DeskContext = createContext<Desk | undefined>(undefined);

/** The desk of this page. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("used outside the mail screens");
  return desk;
}

/** Part of the desk's state; `select` must return stable values. */
export function useDeskState<T>(select: (state: DeskState) => T): T {
  return useStore(useDesk().store, select);
}

/** Where the person is, kept up to date with the address bar and the folders. */
export function usePlace(): Place {
  const { mail } = useDesk();
  const route = useStore(routeStore);
  const quick = useDeskState((s) => s.quick);
  const order = useDeskState((s) => s.order);
  const searchOrder = useDeskState((s) => s.searchOrder);
  const { conversations, labels } = useStore(preferencesStore);
  const listing = { quick, order, searchOrder, conversations, labels };
  useMailboxes(mail.account(route.place === "settings" ? null : route.accountId).cache);
  return placeOf(mail, route, listing);
}
