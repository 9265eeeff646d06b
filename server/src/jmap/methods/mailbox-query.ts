import { fold } from "@congthu/shared/fold";
import { CAPABILITY } from "@congthu/shared/jmap/core";
import { z } from "zod";
import { mailboxChanges } from "../../core/mailbox/email-changes.ts";
import { listMailboxes } from "../../core/mailbox/mailbox-tree.ts";
import { queryMethods } from "../query-methods.ts";
import { jmapId } from "../schema.ts";

const condition = z.strictObject({
  parentId: jmapId.nullish(),
  name: z.string().optional(),
  role: z.string().nullish(),
  hasAnyRole: z.boolean().optional(),
  isSubscribed: z.boolean().optional(),
});
type Condition = z.infer<typeof condition>;
type Listed = {
  id: string;
  name: string;
  parentId: string | null;
  role: string | null;
  sortOrder: number;
  isSubscribed: boolean;
};

/** RFC 8621 §2.3, §2.4. */
export const mailboxQuery = queryMethods<Listed, Condition>({
  name: "Mailbox",
  capability: CAPABILITY.mail,
  power: "read",
  condition,
  fits: (m, c) =>
    (c.parentId === undefined || m.parentId === c.parentId) &&
    (c.name === undefined || fold(m.name).includes(fold(c.name))) &&
    (c.role === undefined || m.role === c.role) &&
    (c.hasAnyRole === undefined || (m.role !== null) === c.hasAnyRole) &&
    (c.isSubscribed === undefined || m.isSubscribed === c.isSubscribed),
  keys: { sortOrder: (m) => m.sortOrder, name: (m) => fold(m.name), parentId: (m) => m.parentId ?? "" },
  byDefault: (m) => m.sortOrder,
  more: { sortAsTree: z.boolean().default(false), filterAsTree: z.boolean().default(false) },
  arrange({ all, found, order, args }) {
    const asked = args as { sortAsTree: boolean; filterAsTree: boolean };
    const byId = new Map(all.map((m) => [m.id, m]));
    const kept = asked.filterAsTree ? withAncestors(found, byId) : found;
    return asked.sortAsTree ? treeOrder(kept, byId, order) : kept.toSorted(order);
  },
  async records(call, accountId) {
    const rows = await call.app.db.read((r) => listMailboxes(r, accountId));
    return rows.map((m) => ({
      id: m.mailbox_id,
      name: m.name,
      parentId: m.parent_id === "" ? null : m.parent_id,
      role: m.role,
      sortOrder: m.sort_order,
      isSubscribed: m.subscribed === 1,
    }));
  },
  async changes(call, accountId, since) {
    const at = { modseq: since, origin: since };
    return call.app.db.read(async (r) => {
      const changes = await mailboxChanges(r, accountId, { since: at, max: null });
      if (changes.onlyCounts) return { ...changes, updated: [] };
      // A parent that moved or was renamed takes those below it along: everything is put anew.
      const created = new Set(changes.created);
      const all = (await listMailboxes(r, accountId)).map((m) => m.mailbox_id as string);
      return { ...changes, updated: all.filter((id) => !created.has(id)) };
    });
  },
});

type Known = ReadonlyMap<string, Listed>;

/** From the top of the tree down to the mailbox itself. */
function pathOf(m: Listed, byId: Known): Listed[] {
  const path = [m];
  for (let at = m; at.parentId !== null; path.unshift(at)) {
    const parent = byId.get(at.parentId);
    if (!parent) break;
    at = parent;
  }
  return path;
}

/** Those whose ancestors are all there too. */
function withAncestors(found: readonly Listed[], byId: Known): Listed[] {
  const ids = new Set(found.map((m) => m.id));
  return found.filter((m) => pathOf(m, byId).every((step) => ids.has(step.id)));
}

/** Ancestors before what is below them; others by their nearest ancestors with the same parent. */
function treeOrder(found: readonly Listed[], byId: Known, order: (a: Listed, b: Listed) => number): Listed[] {
  const paths = new Map(found.map((m) => [m.id, pathOf(m, byId)]));
  return found.toSorted((a, b) => {
    const [x, y] = [paths.get(a.id) ?? [a], paths.get(b.id) ?? [b]];
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      const [p, q] = [x[i] as Listed, y[i] as Listed];
      if (p.id !== q.id) return order(p, q);
    }
    return x.length - y.length;
  });
}
