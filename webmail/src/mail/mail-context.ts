import type { Mailbox } from "@congthu/shared/jmap/mail";
import { createContext, useContext, useSyncExternalStore } from "react";
import { type MailCache, viewMailboxes } from "../data/cache.ts";
import type { Mail } from "./mail.ts";

export const MailContext = createContext<Mail | undefined>(undefined);

/** The open post office. */
export function useMail(): Mail {
  const mail = useContext(MailContext);
  if (!mail) throw new Error("used outside the mail screens");
  return mail;
}

/** What `select` takes from a cache, and a new rendering when that changes; it must return stable values. */
export function useCache<T>(cache: MailCache, select: (cache: MailCache) => T): T {
  return useSyncExternalStore(cache.subscribe, () => select(cache));
}

/** The folders of an account, counts included. */
export function useMailboxes(cache: MailCache): readonly Mailbox[] {
  return useCache(cache, viewMailboxes);
}
