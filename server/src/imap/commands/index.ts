import { deleteacl, getacl, listrights, myrights, setacl } from "./acl.ts";
import { append } from "./append.ts";
import { authenticate } from "./authenticate.ts";
import { capability } from "./capability.ts";
import { close, unselect } from "./close.ts";
import { copy, uidCopy } from "./copy.ts";
import { create } from "./create.ts";
import { remove } from "./delete.ts";
import { enable } from "./enable.ts";
import { expunge, uidExpunge } from "./expunge.ts";
import { fetch, uidFetch } from "./fetch.ts";
import { id } from "./id.ts";
import { idle } from "./idle.ts";
import { list } from "./list.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";
import { lsub } from "./lsub.ts";
import { move, uidMove } from "./move.ts";
import { namespace } from "./namespace.ts";
import { check, noop } from "./noop.ts";
import { getquota, getquotaroot } from "./quota.ts";
import { rename } from "./rename.ts";
import { search, uidSearch } from "./search.ts";
import { examine, select } from "./select.ts";
import { sort, uidSort } from "./sort.ts";
import { starttls } from "./starttls.ts";
import { status } from "./status.ts";
import { store, uidStore } from "./store.ts";
import { subscribe, unsubscribe } from "./subscribe.ts";
import { thread, uidThread } from "./thread.ts";

/** All commands by name; those after UID have it in theirs. */
export const COMMANDS = new Map(
  [
    ...[capability, noop, logout, id, starttls, login, authenticate],
    ...[
      enable,
      select,
      examine,
      create,
      remove,
      rename,
      subscribe,
      unsubscribe,
      list,
      lsub,
      namespace,
      status,
      append,
      idle,
    ],
    ...[getquota, getquotaroot],
    ...[myrights, getacl, listrights, setacl, deleteacl],
    ...[close, unselect, check, expunge, search, sort, thread, fetch, store, copy, move],
    ...[uidExpunge, uidSearch, uidSort, uidThread, uidFetch, uidStore, uidCopy, uidMove],
  ].map((c) => [c.name, c]),
);
